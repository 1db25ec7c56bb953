import type { OrderOutcomes } from '../journal/outcomes.ts';
import type { OrderTimeline } from '../journal/timeline.ts';
import type { Written } from '../orders/import/document-result.ts';
import { afterFailure } from '../orders/import/failure-policy.ts';
import type { FinishedOrder } from '../orders/import/import-batch.ts';
import type { Clock } from '../platform/clock.ts';
import { ifReadable } from '../state/stored-value.ts';
import { attemptOf, failedOutcome, failureCode, finishedOutcome } from './outcome-records.ts';

/** Keeps what became of every attempt to import an order. Methods throw `StateUnreachable`. */
export interface ImportJournal {
  /** @param sentAt when the message about the order was queued, milliseconds since the epoch. */
  finished(order: FinishedOrder, sentAt: number | undefined): Promise<void>;
  /**
   * Counts a failure and decides what becomes of the order.
   *
   * @param written what was written before it failed.
   * @returns whether the order is parked now, so that its message is done.
   */
  failed(orderId: number, error: unknown, sentAt: number | undefined, written?: Written): Promise<boolean>;
}

const NOTHING_WRITTEN: Written = { writes: [] };

export interface ImportJournalDeps {
  readonly outcomes: OrderOutcomes;
  readonly timeline: OrderTimeline;
  readonly clock: Clock;
}

/**
 * The journal over its two stores. The attempt is written first: the outcome is what ends the work, so whoever sees it
 * finds the attempt too, and a repeated write only replaces.
 */
export function createImportJournal({ outcomes, timeline, clock }: ImportJournalDeps): ImportJournal {
  return {
    finished: async (order, sentAt) => {
      const previous = await ifReadable(outcomes.read(order.orderId));
      const outcome = finishedOutcome(order, previous?.documents ?? [], clock.now());
      const writes = order.documents.flatMap((document) => document.writes);
      await timeline.add(attemptOf(outcome, sentAt, writes));
      await outcomes.record(outcome);
    },
    failed: async (orderId, error, sentAt, written = NOTHING_WRITTEN) => {
      const previous = await ifReadable(outcomes.read(orderId));
      const code = failureCode(error);
      const before = previous?.kind === 'failed' ? (previous.tries ?? {}) : {};
      const tries = { ...before, [code]: (before[code] ?? 0) + 1 };
      const policy = afterFailure(error, tries[code] ?? 1);
      const parkedAs = policy.verdict === 'park' ? policy.reason : undefined;
      const documents = previous?.documents ?? [];
      const outcome = failedOutcome({ orderId, error, tries, parkedAs, written, documents }, clock.now());
      await timeline.add(attemptOf(outcome, sentAt, written.writes));
      await outcomes.record(outcome);
      return parkedAs !== undefined;
    },
  };
}
