import { choice, date, number, reference, text } from '../describe.ts';
import { организации } from '../objects/company.ts';
import { доставка25, точкиДоставки } from '../objects/delivery-points.ts';
import { статусыОрганизаций } from '../objects/enumerations.ts';
import { номенклатура } from '../objects/goods.ts';
import { штрихкодыНоменклатуры27 } from '../objects/goods-details.ts';
import { ключиВидовПродукцииИС, описаниеНоменклатурыИС } from '../objects/marking.ts';
import { заказКлиента } from '../objects/order.ts';
import {
  операцияПоПлатежнойКарте,
  поступлениеБезналичныхДенежныхСредств,
  приходныйКассовыйОрдер,
} from '../objects/payments.ts';
import { доступныеОстаткиТоваров, запасыИПотребности27, товарыНаСкладах27 } from '../objects/stock.ts';
import { changed, replaced, replacedBy, type Trait, withValues } from '../trait.ts';

/** "Доставка 2.5" (onec-odata C0.11): an order says whether it is to be delivered, and to which point of the partner. */
const deliveryPoints: Trait = {
  name: 'deliveryPoints',
  sign: { set: заказКлиента.set, property: 'ТребуетсяДоставка' },
  present: {
    changes: [changed(заказКлиента, { has: доставка25 })],
    orders: { address: 'atDeliveryPoint' },
  },
  absent: { without: [точкиДоставки] },
};

/** Payment stages by formulas, each with a shipping date of its own. */
const stageFormulas: Trait = {
  name: 'stageFormulas',
  sign: { set: заказКлиента.set, property: 'ЭтапыГрафикаОплаты/Формула_Key' },
  present: {
    changes: [
      changed(заказКлиента, {
        tables: {
          ЭтапыГрафикаОплаты: {
            has: { ДатаОтгрузки: date(), Формула: reference('Catalog_ФормулыРасчетаДатыПлатежа') },
          },
        },
      }),
    ],
    enumerations: {
      ВариантыОтсчетаДатыПлатежа: withValues('ФиксированнаяДата', 'ОтДатыПоступления', 'Формула'),
    },
  },
};

/** A register that a job fills with what is free of every good (ut-filling 5). */
const availableStock: Trait = {
  name: 'availableStock',
  sign: { set: доступныеОстаткиТоваров.set },
  absent: { without: [доступныеОстаткиТоваров] },
};

const finerRates = {
  tables: {
    РасшифровкаПлатежа: {
      has: { КурсЧислительВзаиморасчетов: number(14, 8), КурсЗнаменательВзаиморасчетов: number(14, 8) },
    },
  },
} as const;

/** Goods that carry a mark are told by a register; before, by a feature of theirs (ut-filling 8). */
const markingRegister: Trait = {
  name: 'markingRegister',
  sign: { set: описаниеНоменклатурыИС.set },
  absent: { without: [описаниеНоменклатурыИС, ключиВидовПродукцииИС] },
};

/** What cannot be seen of 11.5.27: registers by controlled lots, newer VAT rates and ways to pay. */
const edition11527: Trait = {
  name: 'edition11527',
  sign: { traits: ['edition11520', 'deliveryPoints', 'stageFormulas'] },
  present: {
    changes: [
      changed(организации, { has: { НаименованиеПолное: text(350) } }),
      replaced(товарыНаСкладах27),
      replaced(запасыИПотребности27),
      replaced(штрихкодыНоменклатуры27),
      changed(номенклатура, { has: { Описание: text() } }),
      changed(приходныйКассовыйОрдер, finerRates),
      changed(поступлениеБезналичныхДенежныхСредств, finerRates),
      changed(операцияПоПлатежнойКарте, finerRates),
    ],
    enumerations: {
      СтавкиНДС: withValues('НДС22_122', 'НДС22'),
      СтатусыОрганизаций: replacedBy(choice('СтатусыОрганизацийПодразделений', ...статусыОрганизаций.values)),
      ФормыОплаты: withValues('СистемаБыстрыхПлатежей'),
    },
  },
};

/** What came between 11.5.20 and 11.5.27. */
export const SINCE_11_5_27: readonly Trait[] = [
  deliveryPoints,
  stageFormulas,
  availableStock,
  markingRegister,
  edition11527,
];
