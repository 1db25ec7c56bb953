import { choice, date, reference, text } from './describe.ts';
import { организации } from './objects/company.ts';
import { доставка25, точкиДоставки } from './objects/delivery-points.ts';
import {
  вариантыОтсчетаДатыПлатежа,
  перечислениеСтавкиНДС,
  статусыОрганизаций,
  формыОплаты,
} from './objects/enumerations.ts';
import { заказКлиента } from './objects/order.ts';
import { доступныеОстаткиТоваров, запасыИПотребности27, товарыНаСкладах27 } from './objects/stock.ts';
import { release } from './release.ts';
import { release11520 } from './release-11-5-20.ts';
import { vary } from './vary.ts';

const varied = [
  vary(заказКлиента, {
    has: доставка25,
    tables: {
      ЭтапыГрафикаОплаты: {
        has: { ДатаОтгрузки: date(), Формула: reference('Catalog_ФормулыРасчетаДатыПлатежа') },
      },
    },
  }),
  vary(организации, { has: { НаименованиеПолное: text(350) } }),
  товарыНаСкладах27,
  запасыИПотребности27,
];

/** UT 11.5.27 (onec-odata C, marks [27]): delivery points, newer VAT rates, nothing lost. */
export const release11527 = release({
  ...release11520,
  name: '11.5.27',
  sign: 'ТребуетсяДоставка',
  enumerations: {
    ВариантыОтсчетаДатыПлатежа: choice(
      'ВариантыОтсчетаДатыПлатежа',
      ...вариантыОтсчетаДатыПлатежа.values,
      'ФиксированнаяДата',
      'ОтДатыПоступления',
      'Формула',
    ),
    СтавкиНДС: choice('СтавкиНДС', ...перечислениеСтавкиНДС.values, 'НДС22_122', 'НДС22'),
    СтатусыОрганизаций: choice('СтатусыОрганизацийПодразделений', ...статусыОрганизаций.values),
    ФормыОплаты: choice('ФормыОплаты', ...формыОплаты.values, 'СистемаБыстрыхПлатежей'),
  },
  objects: [
    ...[...release11520.objects.values()].filter(({ set }) => varied.every((other) => other.set !== set)),
    ...varied,
    точкиДоставки,
    доступныеОстаткиТоваров,
  ],
  orders: { ...release11520.orders, address: 'atDeliveryPoint' },
});
