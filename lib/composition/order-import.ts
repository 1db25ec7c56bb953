import { createOrderTimeline } from '../journal/timeline.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import { type BatchDeps, importBatch } from '../orders/import/import-batch.ts';
import { proposedKeys } from '../orders/proposed-keys.ts';
import type { Config } from '../platform/config.ts';
import { createDigest } from '../platform/digest.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { OrderItem } from '../queue/order-item.ts';
import type { WorkOnItems } from '../queue/process-batch.ts';
import { createKnownReferences } from '../references/known-references.ts';
import { createAbsences } from '../state/absences.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { LEASE_MARGIN_MS } from '../state/leases.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import { batchResults } from '../worker/batch-results.ts';
import { createCircuitBreaker } from '../worker/circuit-breaker.ts';
import { createImportJournal } from '../worker/import-journal.ts';
import { isolatePoisonMessages } from '../worker/isolate-poison-messages.ts';
import { lastReads } from '../worker/outcome-records.ts';
import { timeToBegin } from '../worker/time-to-begin.ts';
import { composeSlots, limitsInForce } from './limits.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { composeStores, type Stores } from './stores.ts';
import { composeSystems, type SharedState } from './systems.ts';

type ImportConfig = Config<'crm' | 'onec' | 'state' | 'files' | 'digest' | 'run'>;

/** Small catalogs of 1C are read anew after this long: a new VAT rate or manager is known a few minutes later. */
const DICTIONARY_LIFETIME_MS = 10 * 60_000;

/** The stores that the import needs. */
export type ImportStores = SharedState & Pick<Stores, 'outcomes'>;

/** Who asks for the imports, and on what; by default a function of the cloud does. */
export interface ImportChoices {
  readonly stores?: ImportStores;
  readonly runtime?: Runtime;
  /** A person asked for these very orders. @see {@link BatchDeps.isAsked} */
  readonly isAsked?: boolean;
}

/** The order import of a stage, which keeps a record of what became of each order, wired to its CRM, its 1C and its state. */
export function composeOrderImport(
  config: ImportConfig,
  log: Log,
  { stores = composeStores(config), runtime = systemRuntime, isAsked = false }: ImportChoices = {},
): WorkOnItems<OrderItem> {
  const { table, settings, outcomes } = stores;
  const { clock, sleep } = runtime;
  const { crm, onec } = composeSystems(config, log, stores, 'orders', runtime);
  const journal = createImportJournal({ outcomes, timeline: createOrderTimeline(table), clock });
  const timeoutMs = config.FUNCTION_TIMEOUT_SECONDS * 1000;
  const leaseMs = timeoutMs + LEASE_MARGIN_MS;
  const leases = createLeases({ table, clock, makeId: randomId });
  const slots = composeSlots(leases, leaseMs, limitsInForce(settings, clock), runtime);
  const breaker = createCircuitBreaker(clock);
  const deps: Omit<BatchDeps, 'inSlot'> = {
    crm,
    onec,
    clock,
    sleep,
    isAsked,
    links: createLinks(table),
    holders: createDocumentHolders(table),
    absences: createAbsences(table),
    leases,
    leaseMs,
    digest: createDigest(config.DIGEST_KEY),
    proposed: proposedKeys(new URL(config.CRM_URL).host),
    dictionaries: createDictionaries(onec, clock, DICTIONARY_LIFETIME_MS),
    references: createKnownReferences({ onec, table, base: config.ONEC_URL, clock }),
    settings: () => settings.load(),
    lastReads: (orderIds) => lastReads(outcomes, orderIds),
    record: (order, sentAt) => journal.finished(order, sentAt),
  };
  return async (changed) => {
    const startBy = clock.now() + timeToBegin(timeoutMs);
    const inSlot: BatchDeps['inSlot'] = (work) => slots.within('orders', startBy, work);
    const { results } = await isolatePoisonMessages(
      changed,
      (orders) => breaker.unlessOpen(orders, () => importBatch(orders, { ...deps, inSlot })),
      { hasTime: () => clock.now() < startBy, random: runtime.random },
    );
    return batchResults({ results, changed }, journal, log);
  };
}
