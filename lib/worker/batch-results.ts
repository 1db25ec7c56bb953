import { CrmBudgetExhausted } from '../crm/errors.ts';
import { UnknownOutcome } from '../onec/errors.ts';
import type { ChangedOrder, OrderResult } from '../orders/import/import-batch.ts';
import { LeaseOver } from '../orders/import/lease-guard.ts';
import type { ImportOutcome } from '../orders/import/outcome.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { ItemResult } from '../queue/process-batch.ts';
import { NoTimeLeft, OnecSlotsBusy } from '../state/slots.ts';
import { LoginOnHold } from '../state/with-login-breaker.ts';
import type { ImportJournal } from './import-journal.ts';

/** A batch that was worked on. */
export interface WorkedBatch {
  /** Of the orders that were begun with; for the others there was no time. */
  readonly results: readonly OrderResult[];
  /** All orders of the batch, with the times of their messages. */
  readonly changed: readonly ChangedOrder[];
}

/**
 * What the results of a batch mean for its messages; failures are counted in the journal on the way.
 *
 * @returns one result for each order of the batch, in their order.
 */
export async function batchResults(
  { results, changed }: WorkedBatch,
  journal: ImportJournal,
  log: Log,
): Promise<readonly ItemResult[]> {
  const byOrder = new Map(results.map((result) => [result.orderId, result]));
  return Promise.all(
    changed.map(async ({ orderId, sentAt }) => {
      const result = byOrder.get(orderId);
      return result === undefined ? 'throttled' : itemResult(result, sentAt, journal, log);
    }),
  );
}

async function itemResult(
  result: OrderResult,
  sentAt: number,
  journal: ImportJournal,
  log: Log,
): Promise<ItemResult> {
  const { orderId } = result;
  switch (result.status) {
    case 'done':
      log.info('order finished', { orderId, ...outcomeFields(result.outcome) });
      return 'done';
    case 'alreadyProcessed':
      log.debug('order read since', { orderId });
      return 'done';
    case 'failed':
      log.warn('order failed', { orderId, ...errorFields(result.error) });
      return (await isParked(result, sentAt, journal, log)) ? 'done' : failureOf(result.error);
  }
}

function failureOf(error: unknown): ItemResult {
  if (error instanceof LoginOnHold) {
    return { until: error.until };
  }
  if (error instanceof OnecSlotsBusy || error instanceof NoTimeLeft || error instanceof CrmBudgetExhausted) {
    return 'throttled';
  }
  // 1C may still be carrying out a create whose answer was lost, and a search does not find it before it is committed.
  const isCreateLost = error instanceof UnknownOutcome && error.operation === 'create';
  return isCreateLost ? 'outcomeUnknown' : 'failed';
}

/**
 * Once the lease is over, whoever has the order now says what becomes of it. The state table may be what failed, so this may
 * fail as well; then the order is simply tried again.
 */
async function isParked(
  { orderId, error: failure, written }: Extract<OrderResult, { status: 'failed' }>,
  sentAt: number,
  journal: ImportJournal,
  log: Log,
): Promise<boolean> {
  if (failure instanceof LeaseOver) {
    return false;
  }
  try {
    return await journal.failed(orderId, failure, sentAt, written);
  } catch (error) {
    log.warn('failure not recorded', { orderId, ...errorFields(error) });
    return false;
  }
}

function outcomeFields(outcome: ImportOutcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'imported':
      return {
        outcome: outcome.kind,
        document: outcome.document?.number,
        warnings: outcome.warnings.map(({ code }) => code),
      };
    case 'unchanged':
      return { outcome: outcome.kind };
    case 'skipped':
    case 'parked':
      return { outcome: outcome.kind, reason: outcome.reason };
  }
}
