import { parseQuantity } from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { liveRows, openUnits } from './order-rows.ts';

/** Units on hand by item, characteristic and warehouse; no set of OData, read and written through the sandbox's own addresses. */
export const STOCK_SET = 'sandbox_stock';
/** Orders as they were when they were last posted: what registers would hold. A PATCH does not touch it. */
export const POSTED_SET = 'sandbox_posted';

/** Where something lies, and what it is. */
export interface Place {
  readonly item: string;
  /** `EMPTY_KEY` for an item without characteristics. */
  readonly characteristic: string;
  readonly warehouse: string;
}

/** Key of a balance in `STOCK_SET`. */
export const stockKey = ({ item, characteristic, warehouse }: Place): string =>
  `${item}|${characteristic}|${warehouse}`;

/** A balance of `STOCK_SET`. */
export const stockBalance = ({ item, characteristic, warehouse }: Place, units: number): Entity => ({
  Номенклатура_Key: item,
  Характеристика_Key: characteristic,
  Склад_Key: warehouse,
  ВНаличии: units,
});

/** The place of a balance, or of a row, whose warehouse may be its order's. */
export function placeOf(record: Readonly<Entity>, order: Readonly<Entity> = {}): Place {
  const warehouse = textOf(record, 'Склад_Key');
  return {
    item: textOf(record, 'Номенклатура_Key'),
    characteristic: textOf(record, 'Характеристика_Key') || EMPTY_KEY,
    warehouse: ['', EMPTY_KEY].includes(warehouse) ? textOf(order, 'Склад_Key') : warehouse,
  };
}

/** Puts the goods of a document into their warehouses, or takes them out. @param sign 1 or -1. */
export function moveStock(document: Readonly<Entity>, sign: 1 | -1, transaction: Transaction): void {
  for (const row of rowsOf(document, 'Товары').filter((candidate) => isGoods(candidate, transaction))) {
    const place = placeOf(row, document);
    const before = numberOf(transaction.get(STOCK_SET, stockKey(place)) ?? {}, 'ВНаличии');
    const units = parseQuantity(before) + sign * parseQuantity(numberOf(row, 'Количество'));
    transaction.put(STOCK_SET, stockKey(place), stockBalance(place, units / 1000));
  }
}

/** Whether a row is about something that lies in a warehouse. */
export function isGoods(row: Readonly<Row>, transaction: Transaction): boolean {
  return !isService(row, transaction) && itemType(row, transaction) !== 'Работа';
}

/** Services never touch the stock; works do (ut-filling 5). */
export const isService = (row: Readonly<Row>, transaction: Transaction): boolean =>
  itemType(row, transaction) === 'Услуга';

function itemType(row: Readonly<Row>, transaction: Transaction): string {
  const item = transaction.get('Catalog_Номенклатура', textOf(row, 'Номенклатура_Key'));
  return textOf(item ?? {}, 'ТипНоменклатуры');
}

/** Whether rows wait for goods: more is to be supplied than lies free in the warehouse (ut-filling 4, "Waiting"). */
export function isWaiting(order: Readonly<Entity>, transaction: Transaction, rules: ReleaseRules): boolean {
  const reserved = demand(order, transaction, rules.reserving);
  return [...demand(order, transaction, rules.awaiting)].some(
    ([key, { wanted, place }]) =>
      wanted > freeStock(place, order, transaction, rules) - (reserved.get(key)?.wanted ?? 0),
  );
}

/**
 * Refuses an order that reserves or ships more than is free, where the warehouse controls it (ut-filling 5).
 *
 * @throws {ODataFault} 500 code -1.
 */
export function controlFreeStock(
  order: Readonly<Entity>,
  transaction: Transaction,
  rules: ReleaseRules,
): void {
  for (const { wanted, place } of demand(order, transaction, rules.reserving).values()) {
    const warehouse = transaction.get('Catalog_Склады', place.warehouse);
    const isControlled = flagOf(warehouse ?? {}, rules.stockControl);
    const free = isControlled ? freeStock(place, order, transaction, rules) : wanted;
    if (wanted > free) {
      const name = textOf(transaction.get('Catalog_Номенклатура', place.item) ?? {}, 'Description');
      throw innerError(`По позиции "${name}" недостаточно свободного остатка: не хватает ${wanted - free}`);
    }
  }
}

interface Demand {
  readonly place: Place;
  wanted: number;
}

/** Units wanted with one of the options and not shipped yet, by key of the place. */
function demand(
  order: Readonly<Entity>,
  transaction: Transaction,
  variants: ReadonlySet<string>,
): Map<string, Demand> {
  const places = new Map<string, Demand>();
  for (const row of liveRows(order)) {
    if (variants.has(textOf(row, 'ВариантОбеспечения')) && isGoods(row, transaction)) {
      const place = placeOf(row, order);
      const known = places.get(stockKey(place)) ?? { place, wanted: 0 };
      known.wanted += openUnits(row) / 1000;
      places.set(stockKey(place), known);
    }
  }
  return places;
}

/** On hand less what other posted orders reserve or ship. */
function freeStock(
  place: Place,
  order: Readonly<Entity>,
  transaction: Transaction,
  { reserving }: ReleaseRules,
): number {
  const key = stockKey(place);
  const onHand = numberOf(transaction.get(STOCK_SET, key) ?? {}, 'ВНаличии');
  return transaction
    .list(POSTED_SET)
    .filter((other) => other.Ref_Key !== order.Ref_Key)
    .reduce((free, other) => free - (takenBy(other, reserving).get(key) ?? 0), onHand);
}

/** Units that a posted order reserves or ships, by key of the place; an order as posted never changes, only another takes its place. */
function takenBy(posted: Readonly<Entity>, reserving: ReadonlySet<string>): ReadonlyMap<string, number> {
  const known = TAKEN.get(posted);
  if (known !== undefined) {
    return known;
  }
  const taken = new Map<string, number>();
  for (const row of liveRows(posted)) {
    if (reserving.has(textOf(row, 'ВариантОбеспечения'))) {
      const key = stockKey(placeOf(row, posted));
      taken.set(key, (taken.get(key) ?? 0) + openUnits(row) / 1000);
    }
  }
  TAKEN.set(posted, taken);
  return taken;
}

const TAKEN = new WeakMap<Readonly<Entity>, ReadonlyMap<string, number>>();
