import type { CrmOrder } from '../../crm/order.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Good, NoGood, RowIdentity } from '../order/facts.ts';
import { matchRows, type RowSigns } from '../order/rows/match-rows.ts';
import type { ProposedKeys } from '../proposed-keys.ts';

/** Products of 1C that the items of orders mean. */
export interface ItemGoods {
  readonly byItem: ReadonlyMap<number, Good | NoGood>;
  readonly deliveryService: Good | undefined;
}

/** A product that no row has. */
const NO_PRODUCT = '';

/**
 * Which row of 1C each item of an order is, by the rules of the import (`match-rows.ts`): an import that finds the link
 * rebuilt goes on with the very rows that it would have chosen itself. Items without a row are missing.
 */
export function identifyRows(
  order: CrmOrder,
  rows: readonly RowSigns[],
  goods: ItemGoods,
  proposed: ProposedKeys,
): readonly RowIdentity[] {
  const planned = (item: number | 'delivery', good: Good | NoGood | undefined) => ({
    item,
    fields: { ИдентификаторСтроки: proposed.row(order.id, item), ...productOf(good) },
  });
  const items = order.items.map(({ id }) => planned(id, goods.byItem.get(id)));
  const matches = matchRows([...items, planned('delivery', goods.deliveryService)], rows, [], order.items);
  return [...matches].map(([{ item }, row]) => ({
    item,
    row: row.ИдентификаторСтроки,
    code: row.КодСтроки,
  }));
}

function productOf(good: Good | NoGood | undefined) {
  return good === undefined || 'missing' in good
    ? { Номенклатура_Key: NO_PRODUCT, Характеристика_Key: EMPTY_KEY }
    : { Номенклатура_Key: good.key, Характеристика_Key: good.characteristic };
}
