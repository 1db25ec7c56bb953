import type { CrmItem } from '../../../crm/order.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { OrderRow } from '../facts.ts';

/** `ВариантОбеспечения` of a row. */
export type Supply = OrderRow['ВариантОбеспечения'];

type SupplySettings = Pick<Settings, 'orderUse' | 'itemStatuses'>;
type StatusRow = Settings['statuses'][number];

/** No entry for an item's status in a table that is in use. */
export interface UnmappedItemStatus {
  readonly unmapped: string;
}

/**
 * The supply option that settings prescribe for a goods row (original-import 6.7, cases I-53 to I-58).
 *
 * @returns null to leave the row as it is (a new row then gets {@link defaultSupply}), or the item status that the
 *   table of item statuses lacks.
 */
export function prescribedSupply(
  item: CrmItem,
  status: StatusRow,
  settings: SupplySettings,
): Supply | null | UnmappedItemStatus {
  if (settings.orderUse === 'invoice') {
    return 'НеТребуется';
  }
  if (settings.itemStatuses.length === 0 || item.status === undefined) {
    return status.supply;
  }
  const row = settings.itemStatuses.find(({ crm }) => crm === item.status);
  return row === undefined ? { unmapped: item.status } : row.supply;
}

/** What a new row gets where the settings leave it open: UT's own filling does the same (ut-filling 1.1). */
export const defaultSupply = (isService: boolean): Supply => (isService ? 'НеТребуется' : 'КОбеспечению');

/** Services are never kept in stock: they are shipped with the goods or need nothing (ut-filling 3 and 5). */
export const supplyOfService = (supply: Supply): Supply =>
  supply === 'Отгрузить' ? 'Отгрузить' : 'НеТребуется';

/**
 * The delivery row is shipped as soon as all goods are (design, decisions): left at НеТребуется it would hold the order
 * open for ever (ut-filling 3).
 */
export function supplyOfDelivery(
  goods: readonly { readonly supply: Supply; readonly canceled: boolean }[],
): Supply {
  const live = goods.filter((row) => !row.canceled);
  return live.length > 0 && live.every((row) => row.supply === 'Отгрузить') ? 'Отгрузить' : 'НеТребуется';
}
