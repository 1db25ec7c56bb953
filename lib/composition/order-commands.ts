import type { RunOrderPoll } from '../jobs/order-poll.ts';
import type { OrderOutcome } from '../journal/outcomes.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import { type OrderPreview, type PreviewDeps, previewOrders } from '../orders/import/preview.ts';
import { assertInHistory } from '../orders/poll/chosen-position.ts';
import { proposedKeys } from '../orders/proposed-keys.ts';
import type { OrderReport } from '../orders/report/order-report.ts';
import { reportPlans } from '../orders/report/report-plans.ts';
import type { Config } from '../platform/config.ts';
import { createDigest } from '../platform/digest.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createKnownReferences } from '../references/known-references.ts';
import { createAbsences } from '../state/absences.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import { composeSlots, limitsInForce } from './limits.ts';
import { composeOrderImport } from './order-import.ts';
import { composeOrderPoll } from './order-poll.ts';
import { systemRuntime } from './runtime.ts';
import { composeStores, type Stores } from './stores.ts';
import { composeCrm, composeSystems } from './systems.ts';

/** What commands do with orders. */
export interface OrderCommands {
  /** @throws {PositionAhead} instead of a run if a person named a position that the history has not reached. */
  readonly poll: RunOrderPoll;
  /** Imports the orders now. @returns what became of each, in their order. */
  import(orderIds: readonly number[]): Promise<readonly OrderOutcome[]>;
  /** What an import would do; writes nothing. @returns one preview for each id, in their order. */
  preview(orderIds: readonly number[]): Promise<readonly OrderPreview[]>;
  /** The orders as the previewed plans would leave them in 1C, with names, by CRM order id; writes nothing. */
  report(previews: readonly OrderPreview[]): Promise<ReadonlyMap<number, OrderReport>>;
}

type CommandConfig = Config<'crm' | 'onec' | 'queue' | 'state' | 'files' | 'digest' | 'run'>;

/** Longer than any command runs; the small catalogs of 1C are read once. */
const DICTIONARY_LIFETIME_MS = 60 * 60_000;

/** A person waits for a slot of 1C as long as a few orders take. */
const SLOT_PATIENCE_MS = 60_000;

/** The commands over the very parts that the functions of the stage use. */
export function composeOrderCommands(config: CommandConfig, log: Log): OrderCommands {
  const stores = composeStores(config);
  const { clock } = systemRuntime;
  const importOrders = composeOrderImport(config, log, { stores, isAsked: true });
  const preview = composePreview(config, log, stores);
  return {
    poll: composePoll(config, log, stores),
    preview: (orderIds) => previewOrders(orderIds, preview),
    report: (previews) => preview.inSlot(() => reportPlans(previews, preview.onec)),
    import: async (orderIds) => {
      const startedAt = clock.now();
      await importOrders(orderIds.map((orderId) => ({ orderId, sentAt: startedAt, deliveries: 1 })));
      return Promise.all(orderIds.map((orderId) => outcomeSince(startedAt, orderId, stores)));
    },
  };
}

function composePoll(config: CommandConfig, log: Log, stores: Stores): RunOrderPoll {
  const run = composeOrderPoll(config, log);
  const position = {
    crm: composeCrm(config, log, stores, 'exports'),
    clock: systemRuntime.clock,
  };
  return async (options = {}) => {
    if (options.from !== undefined) {
      const { settings } = await stores.settings.load();
      await assertInHistory(options.from, settings.timeZone, position);
    }
    return run(options);
  };
}

/** The import tells by its record; one that it could not write leaves the record of an earlier attempt. */
async function outcomeSince(startedAt: number, orderId: number, { outcomes }: Stores): Promise<OrderOutcome> {
  const outcome = await outcomes.read(orderId);
  return outcome !== undefined && outcome.at >= startedAt ? outcome : unrecorded(orderId, startedAt);
}

const unrecorded = (orderId: number, at: number): OrderOutcome => ({
  orderId,
  at,
  kind: 'failed',
  reason: 'notRecorded',
  message:
    'Итог загрузки не записан: таблица состояния обмена не отвечала. Повторите команду: что уже загружено, второй раз не загрузится.',
  details: {},
  warnings: [],
});

function composePreview(config: CommandConfig, log: Log, stores: Stores): PreviewDeps {
  const { table, settings } = stores;
  const { clock } = systemRuntime;
  const { crm, onec } = composeSystems(config, log, stores);
  const leases = createLeases({ table, clock, makeId: randomId });
  const slotMs = config.FUNCTION_TIMEOUT_SECONDS * 1000;
  const slots = composeSlots(leases, slotMs, limitsInForce(settings, clock), systemRuntime);
  return {
    crm,
    onec,
    links: createLinks(table),
    holders: createDocumentHolders(table),
    absences: createAbsences(table),
    digest: createDigest(config.DIGEST_KEY),
    proposed: proposedKeys(new URL(config.CRM_URL).host),
    dictionaries: createDictionaries(onec, clock, DICTIONARY_LIFETIME_MS),
    references: createKnownReferences({ onec, table, base: config.ONEC_URL, clock }),
    settings: () => settings.load(),
    inSlot: (work) => slots.within('orders', clock.now() + SLOT_PATIENCE_MS, work),
  };
}
