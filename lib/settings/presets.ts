import type { ItemStatusRow, Settings, StateRow, StatusRow } from './schema.ts';

/** A ready mapping of statuses; what belongs together is taken over together. */
export interface Preset {
  readonly statuses: readonly StatusRow[];
  readonly states: readonly StateRow[];
  readonly itemStatuses: readonly ItemStatusRow[];
  /** The codes that differ from the defaults of `codes`. */
  readonly codes: Pick<Settings['codes'], 'orderCancelled'>;
}

const NOTHING_ELSE = { shipment: false, cancel: false, return: false, close: false } as const;
const CANCEL = { ...NOTHING_ELSE, cancel: true } as const;
const SHIPMENT = { ...NOTHING_ELSE, shipment: true } as const;
const RETURN_AND_CLOSE = { ...NOTHING_ELSE, return: true, close: true } as const;
const SHIPMENT_AND_CLOSE = { ...SHIPMENT, close: true } as const;
const SHIPMENT_AND_RETURN = { ...SHIPMENT, return: true } as const;

/**
 * Preset `simple` of the contract (section 3): the manual's fixed mapping (manual, sections 6 and 7; original-import 6.4
 * `[S]`, default mode; I-54). Statuses that it names without a status of 1C leave the order's status as it is;
 * `partially-completed` stands beside `complete`, since a return may begin from either; the statuses of returns close, as the
 * manual's «Закрыт» says. With
 * orders used as invoices (I-55) no order goes beyond «На согласовании» and nothing is supplied, except that a
 * cancelled one is closed.
 */
export function simplePreset(orderUse: Settings['orderUse']): Preset {
  const shipping = orderUse === 'stockOnly' ? 'КОтгрузке' : 'КОбеспечению';
  const statuses: readonly StatusRow[] = [
    { crm: 'new', onec: 'НеСогласован', supply: 'КОбеспечению', ...NOTHING_ELSE },
    { crm: 'assembling', onec: 'КОбеспечению', supply: 'КОбеспечению', ...NOTHING_ELSE },
    { crm: 'for-shipment', onec: shipping, supply: 'Отгрузить', ...SHIPMENT },
    { crm: 'otgruzhen', onec: shipping, supply: 'Отгрузить', ...SHIPMENT },
    { crm: 'complete', onec: null, supply: 'Отгрузить', ...SHIPMENT_AND_CLOSE },
    { crm: 'partially-completed', onec: null, supply: 'Отгрузить', ...SHIPMENT_AND_CLOSE },
    { crm: 'cancel', onec: 'Закрыт', supply: null, ...CANCEL },
    { crm: 'partially-returned', onec: null, supply: null, ...RETURN_AND_CLOSE },
    { crm: 'return', onec: null, supply: null, ...RETURN_AND_CLOSE },
  ];
  return {
    statuses: orderUse === 'invoice' ? statuses.map(asInvoice) : statuses,
    states: [
      { status: 'НеСогласован', crm: 'new', shipped: false },
      { status: 'КОбеспечению', allRowsShipping: true, crm: 'for-shipment', shipped: true },
      { status: 'КОтгрузке', allRowsShipping: true, crm: 'for-shipment', shipped: true },
      { status: 'КОбеспечению', crm: 'assembling', shipped: false },
      { status: 'Закрыт', crm: 'complete', shipped: true },
    ],
    itemStatuses: [],
    codes: { orderCancelled: 'cancel' },
  };
}

const asInvoice = (row: StatusRow): StatusRow => ({
  ...row,
  onec: row.cancel ? row.onec : 'НеСогласован',
  supply: 'НеТребуется',
});

/**
 * Preset `reference` of the contract (section 3): the tables of the later module (original-import 1.5 `[L]`,
 * original-export 4.5; cases I-53, I-58). `complete` and `partially-completed` close the order, as the module did by their
 * names (original-import 8.1).
 */
export const referencePreset: Preset = {
  statuses: [
    { crm: 'new', onec: 'НеСогласован', supply: 'НеТребуется', ...NOTHING_ELSE },
    { crm: 'availability-confirmed', onec: 'КОбеспечению', supply: 'СоСклада', ...NOTHING_ELSE },
    { crm: 'offer-analog', onec: 'КОбеспечению', supply: 'НеТребуется', ...NOTHING_ELSE },
    { crm: 'ready-to-wait', onec: 'КОбеспечению', supply: 'КОбеспечению', ...NOTHING_ELSE },
    { crm: 'client-confirmed', onec: 'КОбеспечению', supply: 'СоСклада', ...NOTHING_ELSE },
    { crm: 'prepayed', onec: 'КОбеспечению', supply: 'СоСклада', ...NOTHING_ELSE },
    { crm: 'send-to-assembling', onec: 'КОбеспечению', supply: 'Отгрузить', ...NOTHING_ELSE },
    { crm: 'assembling', onec: 'КОбеспечению', supply: 'Отгрузить', ...NOTHING_ELSE },
    { crm: 'assembling-complete', onec: 'КОбеспечению', supply: 'Отгрузить', ...SHIPMENT },
    { crm: 'complete', onec: 'КОбеспечению', supply: 'Отгрузить', ...SHIPMENT_AND_CLOSE },
    { crm: 'partially-completed', onec: 'КОбеспечению', supply: 'Отгрузить', ...SHIPMENT_AND_CLOSE },
    { crm: 'partially-returned', onec: 'КОбеспечению', supply: 'Отгрузить', ...SHIPMENT_AND_RETURN },
    { crm: 'no-call', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'no-product', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'already-buyed', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'delyvery-did-not-suit', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'prices-did-not-suit', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'cancel-other', onec: 'КОбеспечению', supply: 'НеТребуется', ...CANCEL },
    { crm: 'return', onec: 'КОбеспечению', supply: 'Отгрузить', ...SHIPMENT_AND_RETURN },
  ],
  states: [
    { state: 'ОжидаетсяСогласование', crm: 'new', shipped: false },
    { state: 'ГотовКОбеспечению', crm: 'client-confirmed', shipped: false },
    { state: 'ГотовКОтгрузке', crm: 'client-confirmed', shipped: false },
    { state: 'ВПроцессеОтгрузки', crm: 'send-to-assembling', shipped: false },
    { state: 'ОжидаетсяОплатаПослеОтгрузки', crm: 'assembling-complete', shipped: true },
    { state: 'ГотовКЗакрытию', crm: 'send-to-delivery', shipped: true },
    { state: 'Закрыт', crm: 'complete', shipped: true },
  ],
  itemStatuses: [
    { crm: 'new', supply: 'НеТребуется', cancel: false },
    { crm: 'confirming', supply: 'КОбеспечению', cancel: false },
    { crm: 'in-reserve', supply: 'СоСклада', cancel: false },
    { crm: 'assembly-delivery', supply: 'СоСклада', cancel: false },
    { crm: 'ready-for-assembly', supply: 'Отгрузить', cancel: false },
    { crm: 'completed', supply: 'Отгрузить', cancel: false },
    { crm: 'sold', supply: 'Отгрузить', cancel: false },
    { crm: 'out-of-stock', supply: 'НеТребуется', cancel: true },
    { crm: 'failure', supply: 'НеТребуется', cancel: true },
    { crm: 'product-is-damaged', supply: 'НеТребуется', cancel: true },
    { crm: 'assembly-not-delivery', supply: 'НеТребуется', cancel: true },
    { crm: 'lost', supply: 'НеТребуется', cancel: true },
    { crm: 'returned', supply: 'Отгрузить', cancel: true },
    { crm: 'chastichnyi-vozvrat', supply: 'Отгрузить', cancel: false },
  ],
  codes: { orderCancelled: 'cancel-other' },
};
