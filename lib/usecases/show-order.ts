import type { OrderOutcome, OrderOutcomes } from '../journal/outcomes.ts';
import type { OrderAttempt, OrderTimeline } from '../journal/timeline.ts';
import { StateUnreadable } from '../state/errors.ts';
import type { Key } from '../state/table.ts';

/** All that the exchange has written down about an order. */
export interface OrderRecords {
  /** The last outcome; undefined if there was none in 30 days and the order is not parked. */
  readonly outcome: OrderOutcome | undefined;
  /** Attempts of the last 30 days, oldest first. */
  readonly attempts: readonly OrderAttempt[];
  /** Keys of records that cannot be read; the next import replaces them. */
  readonly unreadable: readonly Key[];
}

/** Reads what is known of an order. @throws {StateUnreachable} */
export type ShowOrder = (orderId: number) => Promise<OrderRecords>;

/** The outcome is kept for 30 days, a parked order as long as it waits. */
export const createShowOrder =
  (outcomes: Pick<OrderOutcomes, 'read' | 'readParked'>, timeline: Pick<OrderTimeline, 'list'>): ShowOrder =>
  async (orderId) => {
    const [last, parked, attempts] = await Promise.all([
      orKey(outcomes.read(orderId)),
      orKey(outcomes.readParked(orderId)),
      timeline.list(orderId),
    ]);
    return {
      outcome: last.record ?? parked.record,
      attempts: attempts.records,
      unreadable: [...last.unreadable, ...parked.unreadable, ...attempts.unreadable],
    };
  };

interface Read {
  readonly record: OrderOutcome | undefined;
  readonly unreadable: readonly Key[];
}

async function orKey(read: Promise<OrderOutcome | undefined>): Promise<Read> {
  try {
    return { record: await read, unreadable: [] };
  } catch (error) {
    if (error instanceof StateUnreadable) {
      return { record: undefined, unreadable: [error.key] };
    }
    throw error;
  }
}
