import type { OnecClient } from '../../../onec/client.ts';
import { and, castKey, eq, flag, or } from '../../../onec/filter.ts';
import { партнеры } from '../../../onec/ut/objects/customers.ts';
import { точкиДоставки } from '../../../onec/ut/objects/delivery-points.ts';
import type { DeliveryPoint } from '../facts.ts';

/**
 * The delivery points of the partners that an order may be for. Addresses are compared here: 1C cannot compare texts of
 * unlimited length.
 */
export async function findDeliveryPoints(
  partners: readonly string[],
  onec: OnecClient,
): Promise<readonly DeliveryPoint[]> {
  const owners = [...new Set(partners)].map((partner) => eq('Owner', castKey(partner, партнеры.set)));
  if (owners.length === 0) {
    return [];
  }
  const points = await onec.list(точкиДоставки, {
    filter: and(or(...owners), eq('DeletionMark', flag(false))),
    select: ['Ref_Key', 'Owner', 'Адрес'],
  });
  return points.map(({ Ref_Key, Owner, Адрес }) => ({ key: Ref_Key, owner: Owner, address: Адрес.trim() }));
}
