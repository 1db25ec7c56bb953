import { CrmBudgetExhausted } from '../crm/errors.ts';
import { UnknownOutcome } from '../onec/errors.ts';
import type { ChangedOrder, OrderResult } from '../orders/import/import-batch.ts';
import { LeaseOver } from '../orders/import/lease-guard.ts';
import type { ImportOutcome } from '../orders/import/outcome.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { BatchOutcome } from '../queue/work-off.ts';
import { OnecSlotsBusy } from '../state/slots.ts';
import type { ImportJournal } from './import-journal.ts';

/** A batch that was worked on. */
export interface WorkedBatch {
  readonly results: readonly OrderResult[];
  /** Orders that there was no time to begin with. */
  readonly left: readonly ChangedOrder[];
  /** All orders of the batch, with the times of their messages. */
  readonly changed: readonly ChangedOrder[];
}

/** What the results of a batch mean for its messages; failures are counted in the journal on the way. */
export async function batchOutcome(
  { results, left, changed }: WorkedBatch,
  journal: ImportJournal,
  log: Log,
): Promise<BatchOutcome> {
  const finished = await Promise.all(results.map((result) => isFinished(result, changed, journal, log)));
  return {
    finished: idsOf(results.filter((_, index) => finished[index])),
    crowdedOut: idsOf([...results.filter(isCrowdedOut), ...left]),
    unsettled: idsOf(results.filter(isUnsettled)),
  };
}

const idsOf = (orders: readonly { readonly orderId: number }[]): ReadonlySet<number> =>
  new Set(orders.map(({ orderId }) => orderId));

const isCrowdedOut = (result: OrderResult): boolean =>
  result.status === 'failed' &&
  (result.error instanceof OnecSlotsBusy || result.error instanceof CrmBudgetExhausted);

/** 1C may still be carrying out a create whose answer was lost, and a search does not find it before it is committed. */
const isUnsettled = (result: OrderResult): boolean =>
  result.status === 'failed' && result.error instanceof UnknownOutcome && result.error.operation === 'create';

/** Whether the message about the order has done its work: the order is imported, skipped or parked. */
async function isFinished(
  result: OrderResult,
  changed: readonly ChangedOrder[],
  journal: ImportJournal,
  log: Log,
): Promise<boolean> {
  const { orderId } = result;
  switch (result.status) {
    case 'done':
      log.info('order finished', { orderId, ...outcomeFields(result.outcome) });
      return true;
    case 'covered':
      log.debug('order read since', { orderId });
      return true;
    case 'failed':
      log.warn('order failed', { orderId, ...errorFields(result.error) });
      if (result.error instanceof LeaseOver) {
        return false;
      }
      return isParked(orderId, result.error, sentAtOf(changed, orderId), journal, log);
  }
}

/** The state table may be what failed, so this may fail as well; then the order is simply tried again. */
async function isParked(
  orderId: number,
  failure: unknown,
  sentAt: number | undefined,
  journal: ImportJournal,
  log: Log,
): Promise<boolean> {
  try {
    return await journal.failed(orderId, failure, sentAt);
  } catch (error) {
    log.warn('failure not recorded', { orderId, ...errorFields(error) });
    return false;
  }
}

const sentAtOf = (changed: readonly ChangedOrder[], orderId: number): number | undefined =>
  changed.find((order) => order.orderId === orderId)?.sentAt;

function outcomeFields(outcome: ImportOutcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'imported':
      return {
        outcome: outcome.kind,
        document: outcome.document.number,
        warnings: outcome.warnings.map(({ code }) => code),
      };
    case 'unchanged':
      return { outcome: outcome.kind };
    case 'skipped':
    case 'parked':
      return { outcome: outcome.kind, reason: outcome.reason };
  }
}
