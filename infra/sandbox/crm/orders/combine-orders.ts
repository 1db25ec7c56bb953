import type { Quantity } from '../../../../lib/money/kopecks.ts';
import type { ItemState, OrderState } from './state.ts';

/** Whose lines the result has: its own, both orders', or the other's (retailcrm-api 3.8). */
export const TECHNIQUES = ['ours', 'summ', 'theirs'] as const;
export type Technique = (typeof TECHNIQUES)[number];

/**
 * The order that remains of two. The reference names the techniques only; what they do is the sandbox's reading of them:
 * the result keeps its header, delivery and statuses, lines that come over keep their ids, `summ` adds the quantity of an
 * offer that both have, and the payments of both orders remain.
 */
export function combineOrders(result: OrderState, other: OrderState, technique: Technique): OrderState {
  return {
    ...result,
    items: combineItems(result.items, other.items, technique),
    payments: [...result.payments, ...other.payments],
  };
}

function combineItems(
  ours: readonly ItemState[],
  theirs: readonly ItemState[],
  technique: Technique,
): readonly ItemState[] {
  switch (technique) {
    case 'ours':
      return ours;
    case 'theirs':
      return theirs;
    case 'summ':
      return [
        ...ours.map((item) => {
          const added = theirs.filter((other) => isSameOffer(item, other));
          const quantity = added.reduce<number>((sum, other) => sum + other.quantity, item.quantity);
          return { ...item, quantity: quantity as Quantity };
        }),
        ...theirs.filter((other) => !ours.some((item) => isSameOffer(item, other))),
      ];
  }
}

/** Lines typed by hand are never the same. */
const isSameOffer = (one: ItemState, other: ItemState): boolean =>
  one.offerId !== undefined && one.offerId === other.offerId;
