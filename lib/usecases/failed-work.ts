import type { DocumentOutcome, OrderOutcome, Outcomes, Parked } from '../journal/outcomes.ts';
import type { OrderQueue } from '../queue/order-item.ts';
import type { Listed } from '../state/stored-value.ts';
import type { Key } from '../state/table.ts';
import type { UnreadableRecords } from '../state/unreadable-records.ts';

/** What waits for a person. */
export interface FailedLists {
  readonly orders: Listed<Parked<OrderOutcome>>;
  readonly exports: Listed<Parked<DocumentOutcome>>;
  /** Keys of other records that cannot be read: links, cursors … (ADR 0017). */
  readonly unreadable: readonly Key[];
}

/** The lists of what waits for a person, and the way back into the queue. */
export interface FailedWork {
  list(): Promise<FailedLists>;
  /** Puts an order into the queue. */
  retry(orderId: number): Promise<void>;
}

export interface FailedWorkDeps {
  readonly outcomes: Pick<Outcomes<number, OrderOutcome>, 'listParked'>;
  readonly exports: Pick<Outcomes<string, DocumentOutcome>, 'listParked'>;
  readonly unreadable: Pick<UnreadableRecords, 'recheck'>;
  /** Asked for only when something is sent: most people only look, without the address of a queue. */
  readonly queue: () => Pick<OrderQueue, 'send'>;
}

export const createFailedWork = ({ outcomes, exports, unreadable, queue }: FailedWorkDeps): FailedWork => ({
  list: async () => {
    const [orders, documents, others] = await Promise.all([
      outcomes.listParked(),
      exports.listParked(),
      unreadable.recheck(),
    ]);
    return { orders, exports: documents, unreadable: others };
  },
  retry: async (orderId) => queue().send({ orderId }),
});
