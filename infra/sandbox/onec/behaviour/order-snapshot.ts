import { parseQuantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Base } from '../base.ts';
import { innerError } from '../odata/fault.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, numberOf, type Row, rowsOf, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { refreshAvailable } from './available-stock.ts';
import { liveRows, SHIPPED } from './order-rows.ts';
import { writeState } from './order-state-record.ts';
import { postedDocumentsOf } from './posted-documents.ts';
import { isService, POSTED_SET } from './stock.ts';

export const SHIPMENT_SET = 'Document_РеализацияТоваровУслуг';

/** Thousandths of a unit by what is shipped from where; a row's code is not part of it (ut-filling 1.3). */
export type Amounts = ReadonlyMap<string, number>;

/** What UT controls a shipment by: item, characteristic and warehouse, none for a service. */
export function shippingKey(
  row: Readonly<Row>,
  document: Readonly<Entity>,
  transaction: Transaction,
): string {
  const own = textOf(row, 'Склад_Key');
  const warehouse = isService(row, transaction)
    ? EMPTY_KEY
    : own === '' || own === EMPTY_KEY
      ? textOf(document, 'Склад_Key')
      : own;
  return [textOf(row, 'Номенклатура_Key'), textOf(row, 'Характеристика_Key') || EMPTY_KEY, warehouse].join(
    '|',
  );
}

/** Rows of a shipment that take from an order; those without a code go beyond it (ut-filling 1.3). */
export const rowsOfOrder = (shipment: Readonly<Entity>, order: string): readonly Row[] =>
  rowsOf(shipment, 'Товары').filter(
    (row) => textOf(row, 'ЗаказКлиента') === order && numberOf(row, 'КодСтроки') !== 0,
  );

/** Remembers an order as posted. @throws {ODataFault} see {@link withShipped}. */
export function takeSnapshot(order: Readonly<Entity>, { rules }: Base, transaction: Transaction): void {
  transaction.put(POSTED_SET, textOf(order, 'Ref_Key'), withShipped(order, rules, transaction));
}

/**
 * An order, each of its rows with what posted shipments took of it.
 *
 * @throws {ODataFault} 500 code -1 if more was shipped than the order lets ship.
 */
export function withShipped(order: Readonly<Entity>, rules: ReleaseRules, transaction: Transaction): Entity {
  const snapshot = structuredClone(order);
  const shipped = shippedOf(textOf(order, 'Ref_Key'), transaction);
  for (const row of liveRows(snapshot).filter((candidate) => isShipping(candidate, rules))) {
    const place = shippingKey(row, snapshot, transaction);
    const taken = Math.min(parseQuantity(numberOf(row, 'Количество')), shipped.get(place) ?? 0);
    shipped.set(place, (shipped.get(place) ?? 0) - taken);
    row[SHIPPED] = taken;
  }
  const beyond = [...shipped].find(([, rest]) => rest > 0);
  if (beyond !== undefined) {
    throw tooMuch(beyond[0], beyond[1], transaction);
  }
  return snapshot;
}

/** Brings snapshots, states and stock of orders in step with the documents that are posted now. */
export function refreshOrders(orders: readonly string[], base: Base, transaction: Transaction): void {
  const posted = orders.map((key) => transaction.get(POSTED_SET, key)).filter((order) => order !== undefined);
  for (const order of posted) {
    takeSnapshot(order, base, transaction);
  }
  if (base.switches.lazyStates) {
    return;
  }
  for (const order of posted) {
    const fresh = transaction.get(POSTED_SET, textOf(order, 'Ref_Key'));
    if (fresh !== undefined) {
      writeState(fresh, base, transaction);
    }
  }
  refreshAvailable(base, transaction, posted);
}

/** What an order lets ship in all: its live rows with a shipping option. */
export function shippableOf(order: Readonly<Entity>, rules: ReleaseRules, transaction: Transaction): Amounts {
  const amounts = new Map<string, number>();
  for (const row of liveRows(order).filter((candidate) => isShipping(candidate, rules))) {
    add(amounts, shippingKey(row, order, transaction), row);
  }
  return amounts;
}

/** What posted shipments took of an order. @param except key of one that does not count. */
export function shippedOf(order: string, transaction: Transaction, except?: string): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const shipment of postedDocumentsOf(order, [SHIPMENT_SET], transaction)) {
    if (shipment.Ref_Key !== except) {
      for (const row of rowsOfOrder(shipment, order)) {
        add(amounts, shippingKey(row, shipment, transaction), row);
      }
    }
  }
  return amounts;
}

/** Adds a row's units. */
export function add(amounts: Map<string, number>, key: string, row: Readonly<Row>): void {
  amounts.set(key, (amounts.get(key) ?? 0) + parseQuantity(numberOf(row, 'Количество')));
}

/** UT's refusal of a shipment beyond its order. @param rest thousandths of a unit. */
export function tooMuch(place: string, rest: number, transaction: Transaction): Error {
  const name = textOf(
    transaction.get('Catalog_Номенклатура', place.split('|')[0] ?? '') ?? {},
    'Description',
  );
  const units = quantityToNumber(parseQuantity(rest / 1000));
  return innerError(
    `Проведение не выполнено. По позиции "${name}" оформлено больше, чем указано в распоряжении, на ${units}`,
  );
}

const isShipping = (row: Readonly<Row>, { shipping }: ReleaseRules): boolean =>
  shipping.has(textOf(row, 'ВариантОбеспечения'));
