import { type BatchDeps, importBatch } from '../orders/import/import-batch.ts';
import type { Log } from '../platform/log.ts';
import { timeLimits } from '../platform/time-limits.ts';
import type { OrderItem } from '../queue/order-item.ts';
import type { WorkOnItems } from '../queue/process-batch.ts';
import { batchResults } from '../worker/batch-results.ts';
import { createCircuitBreaker } from '../worker/circuit-breaker.ts';
import { createImportJournal } from '../worker/import-journal.ts';
import { isolatePoisonMessages } from '../worker/isolate-poison-messages.ts';
import { lastReads } from '../worker/outcome-records.ts';
import type { Stage } from './stage.ts';

/** What the import needs of the configuration. */
export const IMPORT_SECTIONS = ['log', 'crm', 'onec', 'queue', 'state', 'files', 'digest', 'run'] as const;

/** Who asks for the imports; by default a function of the cloud does. */
export interface ImportChoices {
  /** A person asked for these very orders. @see {@link BatchDeps.isAsked} */
  readonly isAsked?: boolean;
}

/** The order import of a stage, which keeps a record of what became of each order, wired to its CRM, its 1C and its state. */
export function composeOrderImport(
  stage: Stage,
  log: Log,
  { isAsked = false }: ImportChoices = {},
): WorkOnItems<OrderItem> {
  const { outcomes, timeline, slots } = stage;
  const { clock, sleep, random } = stage.runtime;
  const { beginMs, leaseMs } = timeLimits(stage.config(['run']).FUNCTION_TIMEOUT_SECONDS * 1000);
  const journal = createImportJournal({ outcomes, timeline, clock });
  const breaker = createCircuitBreaker(clock);
  const deps: Omit<BatchDeps, 'inSlot'> = {
    crm: stage.crm('orders'),
    onec: stage.onec,
    clock,
    sleep,
    isAsked,
    links: stage.links,
    holders: stage.holders,
    absences: stage.absences,
    leases: stage.leases,
    leaseMs,
    digest: stage.digest,
    proposed: stage.proposed,
    dictionaries: stage.dictionaries,
    references: stage.references,
    settings: () => stage.settings.load(),
    lastReads: (orderIds) => lastReads(outcomes, orderIds),
    record: (order, sentAt) => journal.finished(order, sentAt),
  };
  return async (changed) => {
    const startBy = clock.now() + beginMs;
    const inSlot: BatchDeps['inSlot'] = (work) => slots.within('orders', { startBy, leaseMs }, work);
    const { results } = await isolatePoisonMessages(
      changed,
      (orders) => breaker.unlessOpen(orders, () => importBatch(orders, { ...deps, inSlot })),
      { hasTime: () => clock.now() < startBy, random },
    );
    return batchResults({ results, changed }, journal, log);
  };
}
