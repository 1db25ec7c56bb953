import type { CrmItem } from '../../../crm/order.ts';
import { scaleRounded } from '../../../money/decimal.ts';
import {
  type Kopecks,
  kopecksToNumber,
  lineAmount,
  type Price,
  priceToNumber,
  type Quantity,
  quantityToNumber,
} from '../../../money/kopecks.ts';
import { номенклатура } from '../../../onec/ut/objects/goods.ts';
import { EMPTY_KEY } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import { crm, onec, rule, type Source, setting } from '../../../writes/sources.ts';
import type { Good, OrderRow } from '../facts.ts';
import type { LineAmounts } from './amounts.ts';

/** Properties of a row that the CRM decides; everything else of an existing row stays as 1C holds it. */
export type RowFields = {
  readonly [Name in keyof Omit<OrderRow, 'LineNumber' | 'КодСтроки'>]?: OrderRow[Name];
};

/** Identity, product and place of a row. @param row the `ИдентификаторСтроки` that is proposed for it. */
export function goodFields(
  row: string,
  good: Good,
  place: { readonly warehouse: string; readonly shipmentDate: string },
): RowFields {
  return {
    ИдентификаторСтроки: row,
    Номенклатура_Key: good.key,
    Характеристика_Key: good.characteristic,
    Упаковка_Key: EMPTY_KEY,
    Склад_Key: good.isService ? EMPTY_KEY : place.warehouse,
    ДатаОтгрузки: place.shipmentDate,
  };
}

/** The kind of price that the settings map the item's to (I-70); one that is not mapped leaves the row's as it is. */
export function priceKindOf(item: CrmItem, settings: Settings): RowFields {
  const mapped = settings.prices.types.find((type) => type.crm === item.priceType);
  return mapped === undefined ? {} : { ВидЦены_Key: mapped.onec };
}

/** The CRM counts in basic units, so the quantity in packages is the same (original-import 6.7). */
export function quantityFields(quantity: Quantity): RowFields {
  return { Количество: quantityToNumber(quantity), КоличествоУпаковок: quantityToNumber(quantity) };
}

/** The discount is whatever lies between the full price and the final amount, so that the three always agree. */
export function discountFields(line: LineAmounts): RowFields {
  const full = lineAmount(line.price, line.quantity);
  const discount = (full - line.amount) as Kopecks;
  return moneyFields(line.price, line.amount, discount, full === 0 ? 0 : percentOf(discount, full));
}

/**
 * Price and sum of a row as 1C takes them, in rubles.
 *
 * @param price of a unit before the discount.
 * @param amount of the row, `discount` taken off.
 * @param percent the discount again, in percent of the full price.
 */
export function moneyFields(price: Price, amount: Kopecks, discount: Kopecks, percent: number): RowFields {
  return {
    Цена: priceToNumber(price),
    Сумма: kopecksToNumber(amount),
    СуммаРучнойСкидки: kopecksToNumber(discount),
    ПроцентРучнойСкидки: percent,
  };
}

/** `part` of `whole` in percent with two decimals, the precision of `ПроцентРучнойСкидки` (5,2). */
function percentOf(part: Kopecks, whole: Kopecks): number {
  return kopecksToNumber(scaleRounded(part, 10_000, whole) as Kopecks);
}

/** Whether a row is cancelled (cases I-56 and I-57), with the reason of the settings; the reason goes when the row comes back. */
export function cancelFields(isCanceled: boolean, settings: Pick<Settings, 'cancelReason'>): RowFields {
  return {
    Отменено: isCanceled,
    ПричинаОтмены_Key: isCanceled ? (settings.cancelReason ?? EMPTY_KEY) : EMPTY_KEY,
  };
}

const SOURCES = {
  ИдентификаторСтроки: rule('design, row identity'),
  Номенклатура_Key: crm('items[].offer'),
  Характеристика_Key: crm('items[].offer'),
  Упаковка_Key: rule('original-import 6.7'),
  Склад_Key: setting('sites[].warehouse'),
  ДатаОтгрузки: crm('shipmentDate'),
  Содержание: onec(номенклатура.set),
  ВидЦены_Key: setting('prices.types[]'),
  Количество: crm('items[].quantity'),
  КоличествоУпаковок: crm('items[].quantity'),
  Цена: crm('items[].initialPrice'),
  Сумма: crm('items[].prices[]'),
  СуммаРучнойСкидки: crm('items[].discountTotal'),
  ПроцентРучнойСкидки: crm('items[].discountTotal'),
  СуммаНДС: rule('design, principle 5'),
  СуммаСНДС: rule('design, principle 5'),
  ВариантОбеспечения: setting('statuses[].supply, itemStatuses[].supply'),
  Отменено: crm('items[].status'),
  ПричинаОтмены_Key: setting('cancelReason'),
} as const satisfies Partial<Record<keyof OrderRow, Source>>;

const WITH_RATE = {
  product: { ...SOURCES, СтавкаНДС_Key: onec(номенклатура.set) },
  crm: { ...SOURCES, СтавкаНДС_Key: crm('items[].vatRate') },
} as const;

/** Where the columns of a row come from. @param vatRate who names the VAT rates. */
export const rowSources = (vatRate: Settings['vatRate']): Readonly<Record<string, Source>> =>
  WITH_RATE[vatRate];
