import type { HistoryPage, HistoryRecord } from '../../crm/history.ts';
import type { Absence } from '../../state/absences.ts';

/** What one page of the history tells: orders to look at, and orders that are gone. */
export interface PageChanges {
  /** Each once, in the order of first occurrence (I-4). */
  readonly orderIds: readonly number[];
  readonly vanished: readonly Omit<Absence, 'at'>[];
  /** Records that the bridge caused itself: they only move the cursor (cases I-1 and I-2). */
  readonly own: number;
}

/**
 * Reads a page as a list of dirty orders (design, principle 1; retailcrm-api 2.2). Of a merger both orders are looked at:
 * the one that is gone and the one that took it in.
 */
export function changesIn({ records, malformed }: HistoryPage): PageChanges {
  const foreign = records.filter(({ isOwn }) => !isOwn);
  const named = [
    ...foreign.flatMap(({ orderId, mergedInto }) => [orderId, mergedInto ?? []].flat()),
    ...malformed.flatMap(({ orderId }) => orderId ?? []),
  ];
  return {
    orderIds: [...new Set(named)],
    vanished: vanishedIn(foreign),
    own: records.length - foreign.length,
  };
}

/** One note for each order; a merger says more than the deletion that may come with it. */
function vanishedIn(records: readonly HistoryRecord[]): PageChanges['vanished'] {
  const byOrder = new Map<number, PageChanges['vanished'][number]>();
  for (const { orderId, event, mergedInto } of records) {
    if (event === 'merged') {
      byOrder.set(orderId, {
        orderId,
        kind: event,
        ...(mergedInto === undefined ? {} : { into: mergedInto }),
      });
    } else if (event === 'deleted' && !byOrder.has(orderId)) {
      byOrder.set(orderId, { orderId, kind: event });
    }
  }
  return [...byOrder.values()];
}
