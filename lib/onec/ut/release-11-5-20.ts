import { дополнительныеРеквизитыИСведения, дополнительныеСведения } from './objects/additional-info.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from './objects/agreements.ts';
import {
  валюты,
  организации,
  пользователи,
  приоритеты,
  причиныОтменыЗаказовКлиентов,
  склады,
  структураПредприятия,
} from './objects/company.ts';
import {
  видыКонтактнойИнформации,
  группыДоступаПартнеров,
  контрагенты,
  партнеры,
} from './objects/customers.ts';
import { видыЦен, номенклатура, ставкиНДС, характеристикиНоменклатуры } from './objects/goods.ts';
import { банковскиеСчетаОрганизаций, кассы, эквайринговыеТерминалы } from './objects/money-places.ts';
import { заказКлиента } from './objects/order.ts';
import { графикиОплаты } from './objects/payment-schedules.ts';
import { объектыРасчетов, состоянияЗаказовКлиентов } from './objects/settlements.ts';
import { запасыИПотребности, товарыНаСкладах } from './objects/stock.ts';
import { release } from './release.ts';

/** UT 11.5.20 (onec-odata C), and the releases between it and 11.5.27. Its vocabulary is the one that all flows think in. */
export const release11520 = release({
  name: '11.5.20',
  sign: 'ЭтоЗаказКакСчет',
  objects: [
    заказКлиента,
    партнеры,
    контрагенты,
    видыКонтактнойИнформации,
    группыДоступаПартнеров,
    соглашенияСКлиентами,
    графикиОплаты,
    договорыКонтрагентов,
    номенклатура,
    характеристикиНоменклатуры,
    ставкиНДС,
    видыЦен,
    организации,
    склады,
    структураПредприятия,
    пользователи,
    валюты,
    приоритеты,
    причиныОтменыЗаказовКлиентов,
    банковскиеСчетаОрганизаций,
    кассы,
    эквайринговыеТерминалы,
    объектыРасчетов,
    состоянияЗаказовКлиентов,
    товарыНаСкладах,
    запасыИПотребности,
    дополнительныеРеквизитыИСведения,
    дополнительныеСведения,
  ],
  renames: {},
  nearest: {},
  standIns: new Map(),
  orders: {
    agreementStages: 'filledByPosting',
    ofNew: {},
    fromAgreement: [],
    repeats: {},
    address: 'inOrder',
  },
});
