import { choice, date } from '../describe.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from '../objects/agreements.ts';
import { заказКлиента } from '../objects/order.ts';
import { свободныеОстатки } from '../objects/stock.ts';
import { changed, type Trait } from '../trait.ts';

const порядокОплаты = choice(
  'ПорядокОплатыПоСоглашениям',
  'РасчетыВРубляхОплатаВРублях',
  'РасчетыВВалютеОплатаВРублях',
  'РасчетыВВалютеОплатаВВалюте',
  'РасчетыВРубляхОплатаВВалюте',
);

/** In which currency is settled and paid is one value, taken over from the agreement. */
const paymentOrder: Trait = {
  name: 'paymentOrder',
  sign: { set: заказКлиента.set, property: 'ПорядокОплаты' },
  present: {
    changes: [
      changed(заказКлиента, { has: { ПорядокОплаты: порядокОплаты } }),
      changed(соглашенияСКлиентами, { has: { ПорядокОплаты: порядокОплаты } }),
      changed(договорыКонтрагентов, { has: { ПорядокОплаты: порядокОплаты } }),
    ],
    orders: {
      ofNew: { ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях' },
      fromAgreement: ['ПорядокОплаты'],
    },
  },
};

/** A shipping date that the customer wishes stands beside the planned one. */
const desiredShipment: Trait = {
  name: 'desiredShipment',
  sign: { set: заказКлиента.set, property: 'ЖелаемаяДатаОтгрузки' },
  present: {
    changes: [changed(заказКлиента, { has: { ЖелаемаяДатаОтгрузки: date() } })],
    orders: { repeats: { ЖелаемаяДатаОтгрузки: 'ДатаОтгрузки' } },
  },
};

/** The register of free stock (onec-odata C0.3). */
const freeStockRegister: Trait = {
  name: 'freeStockRegister',
  sign: { set: свободныеОстатки.set },
  absent: { without: [свободныеОстатки] },
};

/** What 11.5 has no more. */
export const UNTIL_11_4: readonly Trait[] = [paymentOrder, desiredShipment, freeStockRegister];
