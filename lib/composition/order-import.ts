import { CrmBudgetExhausted } from '../crm/errors.ts';
import { createOrderTimeline } from '../journal/order-timeline.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import {
  type BatchDeps,
  type ChangedOrder,
  importBatch,
  type OrderResult,
} from '../orders/import/import-batch.ts';
import { LeaseOver } from '../orders/import/lease-guard.ts';
import type { ImportOutcome } from '../orders/import/outcome.ts';
import { proposedKeys } from '../orders/proposed-keys.ts';
import type { Config } from '../platform/config.ts';
import { errorFields } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { NamedOrder } from '../queue/work-off.ts';
import { createAbsences } from '../state/absences.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { OnecSlotsBusy } from '../state/slots.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import { createImportJournal, type ImportJournal } from './import-journal.ts';
import { composeSlots, LEASE_MARGIN_MS, limitsInForce, timeToBegin } from './limits.ts';
import { createOutage } from './outage.ts';
import { lastReads } from './outcome-records.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { composeStores, type Stores } from './stores.ts';
import { suspectsAlone } from './suspects.ts';
import { composeSystems, type SharedState } from './systems.ts';

type ImportConfig = Config<'crm' | 'onec' | 'state' | 'files' | 'run'>;

/** Small catalogs of 1C are read anew after this long: a new VAT rate or manager is known a few minutes later. */
const DICTIONARY_LIFETIME_MS = 10 * 60_000;

/** Imports changed orders and keeps a record of what became of each. */
export type ImportOrders = (orders: readonly NamedOrder[]) => Promise<ImportedBatch>;

export interface ImportedBatch {
  /** Ids of the orders that are imported, skipped or parked. */
  readonly finished: ReadonlySet<number>;
  /** Ids of those that found no room: no slot of 1C, no request to the CRM. */
  readonly crowdedOut: ReadonlySet<number>;
}

/** The stores that the import needs. */
export type ImportStores = SharedState & Pick<Stores, 'outcomes'>;

/** The order import of a stage, wired to its CRM, its 1C and its state. */
export function composeOrderImport(
  config: ImportConfig,
  log: Log,
  stores: ImportStores = composeStores(config),
  runtime: Runtime = systemRuntime,
): ImportOrders {
  const { table, settings, outcomes } = stores;
  const { clock, sleep } = runtime;
  const { crm, onec } = composeSystems(config, log, stores, 'orders', runtime);
  const journal = createImportJournal({ outcomes, timeline: createOrderTimeline(table), clock });
  const timeoutMs = config.FUNCTION_TIMEOUT_SECONDS * 1000;
  const leaseMs = timeoutMs + LEASE_MARGIN_MS;
  const leases = createLeases({ table, clock, makeId: randomId });
  const slots = composeSlots(leases, leaseMs, limitsInForce(settings, clock), runtime);
  const outage = createOutage(clock);
  const deps: Omit<BatchDeps, 'inSlot'> = {
    crm,
    onec,
    clock,
    sleep,
    links: createLinks(table),
    holders: createDocumentHolders(table),
    absences: createAbsences(table),
    leases,
    leaseMs,
    proposed: proposedKeys(new URL(config.CRM_URL).host),
    dictionaries: createDictionaries(onec, clock, DICTIONARY_LIFETIME_MS),
    settings: () => settings.load(),
    lastReads: (orderIds) => lastReads(outcomes, orderIds),
    record: (order, sentAt) => journal.finished(order, sentAt),
  };
  return async (changed) => {
    const startBy = clock.now() + timeToBegin(timeoutMs);
    const inSlot: BatchDeps['inSlot'] = (work) => slots.within('orders', startBy, work);
    const results = await suspectsAlone(
      changed,
      (orders) => outage.unlessDown(orders, () => importBatch(orders, { ...deps, inSlot })),
      runtime.random,
    );
    const finished = await Promise.all(results.map((result) => isFinished(result, changed, journal, log)));
    return {
      finished: idsOf(results.filter((_, index) => finished[index])),
      crowdedOut: idsOf(results.filter(isCrowdedOut)),
    };
  };
}

const idsOf = (results: readonly OrderResult[]): ReadonlySet<number> =>
  new Set(results.map(({ orderId }) => orderId));

const isCrowdedOut = (result: OrderResult): boolean =>
  result.status === 'failed' &&
  (result.error instanceof OnecSlotsBusy || result.error instanceof CrmBudgetExhausted);

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
