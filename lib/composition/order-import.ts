import type { OrderOutcomes } from '../journal/order-outcomes.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import {
  type BatchDeps,
  type ChangedOrder,
  importBatch,
  type OrderResult,
} from '../orders/import/import-batch.ts';
import type { ImportOutcome } from '../orders/import/outcome.ts';
import { systemClock, systemSleep } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { errorFields } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import { failedOutcome, finishedOutcome, lastReads } from './outcome-records.ts';
import { composeStores } from './stores.ts';
import { composeSystems } from './systems.ts';

type ImportConfig = Config<'crm' | 'onec' | 'state' | 'files' | 'run'>;

/** Small catalogs of 1C are read anew after this long: a new VAT rate or manager is known a few minutes later. */
const DICTIONARY_LIFETIME_MS = 10 * 60_000;

/** A lease outlives the function that took it by this margin, and is never renewed (design, decisions). */
const LEASE_MARGIN_MS = 30_000;

/** Imports changed orders, keeps a record of what became of each, and gives the ids of those that are finished. */
export type ImportOrders = (changed: readonly ChangedOrder[]) => Promise<ReadonlySet<number>>;

/** The order import of a stage, wired to its CRM, its 1C and its state. */
export function composeOrderImport(config: ImportConfig, log: Log): ImportOrders {
  const { table, settings, outcomes } = composeStores(config);
  const { crm, onec } = composeSystems(config, log);
  const deps: BatchDeps = {
    crm,
    onec,
    clock: systemClock,
    sleep: systemSleep,
    links: createLinks(table),
    leases: createLeases({ table, clock: systemClock, makeId: randomId }),
    leaseMs: config.FUNCTION_TIMEOUT_SECONDS * 1000 + LEASE_MARGIN_MS,
    dictionaries: createDictionaries(onec, systemClock, DICTIONARY_LIFETIME_MS),
    settings: () => settings.load(),
    lastReads: (orderIds) => lastReads(outcomes, orderIds),
    record: (order) => outcomes.record(finishedOutcome(order, systemClock.now())),
  };
  return async (changed) => {
    const results = await importBatch(changed, deps);
    for (const result of results) {
      logResult(result, log);
    }
    await recordFailures(results, outcomes, log);
    return new Set(results.filter(({ status }) => status !== 'failed').map(({ orderId }) => orderId));
  };
}

function logResult(result: OrderResult, log: Log): void {
  const { orderId } = result;
  switch (result.status) {
    case 'done':
      log.info('order finished', { orderId, ...outcomeFields(result.outcome) });
      break;
    case 'covered':
      log.debug('order read since', { orderId });
      break;
    case 'failed':
      log.warn('order failed', { orderId, ...errorFields(result.error) });
      break;
  }
}

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

/** So that a person sees why an order is not there yet; the state table may be what failed, so this may fail as well. */
async function recordFailures(
  results: readonly OrderResult[],
  outcomes: OrderOutcomes,
  log: Log,
): Promise<void> {
  for (const result of results) {
    if (result.status === 'failed') {
      try {
        await outcomes.record(failedOutcome(result.orderId, result.error, systemClock.now()));
      } catch (error) {
        log.warn('failure not recorded', { orderId: result.orderId, ...errorFields(error) });
      }
    }
  }
}
