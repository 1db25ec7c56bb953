import { innerError } from '../odata/fault.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { liveRows } from './order-rows.ts';

/** Units on hand by item and warehouse; no set of OData, read and written through the sandbox's own addresses. */
export const STOCK_SET = 'sandbox_stock';
/** Orders as they were when they were last posted: what registers would hold. A PATCH does not touch it. */
export const POSTED_SET = 'sandbox_posted';

/** Key of a balance in `STOCK_SET`. */
export const stockKey = (item: string, warehouse: string): string => `${item}|${warehouse}`;

/** Whether a row is about something that lies in a warehouse. */
export function isGoods(row: Readonly<Row>, transaction: Transaction): boolean {
  const item = transaction.get('Catalog_Номенклатура', textOf(row, 'Номенклатура_Key'));
  return !['Услуга', 'Работа'].includes(textOf(item ?? {}, 'ТипНоменклатуры'));
}

/** Whether rows wait for goods: more is to be supplied than lies free in the warehouse (ut-filling 4, "Waiting"). */
export function isWaiting(order: Readonly<Entity>, transaction: Transaction, rules: ReleaseRules): boolean {
  const reserved = demand(order, transaction, rules.reserving);
  return [...demand(order, transaction, rules.awaiting)].some(
    ([place, { wanted, item, warehouse }]) =>
      wanted > freeStock(item, warehouse, order, transaction, rules) - (reserved.get(place)?.wanted ?? 0),
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
  for (const { wanted, item, warehouse } of demand(order, transaction, rules.reserving).values()) {
    const place = transaction.get('Catalog_Склады', warehouse);
    const free = freeStock(item, warehouse, order, transaction, rules);
    if (flagOf(place ?? {}, rules.stockControl) && wanted > free) {
      const name = textOf(transaction.get('Catalog_Номенклатура', item) ?? {}, 'Description');
      throw innerError(`По позиции "${name}" недостаточно свободного остатка: не хватает ${wanted - free}`);
    }
  }
}

interface Demand {
  readonly item: string;
  readonly warehouse: string;
  wanted: number;
}

function demand(
  order: Readonly<Entity>,
  transaction: Transaction,
  variants: ReadonlySet<string>,
): Map<string, Demand> {
  const places = new Map<string, Demand>();
  for (const row of liveRows(order)) {
    if (variants.has(textOf(row, 'ВариантОбеспечения')) && isGoods(row, transaction)) {
      const [item, warehouse] = [textOf(row, 'Номенклатура_Key'), rowWarehouse(row, order)];
      const place = places.get(stockKey(item, warehouse)) ?? { item, warehouse, wanted: 0 };
      place.wanted += numberOf(row, 'Количество');
      places.set(stockKey(item, warehouse), place);
    }
  }
  return places;
}

/** On hand less what other posted orders reserve or ship. */
function freeStock(
  item: string,
  warehouse: string,
  order: Readonly<Entity>,
  transaction: Transaction,
  { reserving }: ReleaseRules,
): number {
  const onHand = numberOf(transaction.get(STOCK_SET, stockKey(item, warehouse)) ?? {}, 'ВНаличии');
  const taken = transaction
    .list(POSTED_SET)
    .filter((other) => other.Ref_Key !== order.Ref_Key)
    .flatMap((other) =>
      liveRows(other)
        .filter((row) => textOf(row, 'Номенклатура_Key') === item && rowWarehouse(row, other) === warehouse)
        .filter((row) => reserving.has(textOf(row, 'ВариантОбеспечения')))
        .map((row) => numberOf(row, 'Количество')),
    );
  return taken.reduce((free, quantity) => free - quantity, onHand);
}

function rowWarehouse(row: Readonly<Row>, order: Readonly<Entity>): string {
  const own = textOf(row, 'Склад_Key');
  return own === EMPTY_KEY ? textOf(order, 'Склад_Key') : own;
}
