import type { PushKind } from '../jobs/push-job.ts';
import type { PreviewDeps } from '../orders/import/preview.ts';
import type { Log } from '../platform/log.ts';
import type { Lane } from '../platform/request-budget.ts';
import { createCatalogUrls } from '../usecases/catalog-urls.ts';
import { exchangeTimeZone } from '../usecases/exchange-time-zone.ts';
import { createFailedWork } from '../usecases/failed-work.ts';
import { createOrderCommands, type OrderCommands } from '../usecases/order-commands.ts';
import { createPublishCatalog } from '../usecases/publish-catalog.ts';
import { createPushCommand, type PushCommand } from '../usecases/pushes.ts';
import { queueStateOf } from '../usecases/queue-state.ts';
import { createRebuildLinks, type RebuildLinks } from '../usecases/rebuild-links.ts';
import { registerStore } from '../usecases/register-store.ts';
import { createRunExchange } from '../usecases/run-exchange.ts';
import { createSettingsSetup, type SettingsSetup } from '../usecases/settings-setup.ts';
import { createShowOrder } from '../usecases/show-order.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import {
  composeCatalog,
  composeCatalogPublish,
  composeCatalogUrls,
  composeOrderPoll,
  composePush,
  composePushRun,
  pushMemories,
} from './jobs.ts';
import { once } from './once.ts';
import { composeOrderImport } from './order-import.ts';
import type { Runtime } from './runtime.ts';
import { createStage, type Stage } from './stage.ts';

/** A person waits for a slot of 1C as long as a few orders take. */
const PATIENCE_MS = 60_000;

/** Orders go first; a rebuilding waits for a slot as long as they take. */
const REBUILD_PATIENCE_MS = 10 * 60_000;

/** How long a person who saves settings waits for 1C: a cold base answers later, and is asked by the import. */
const SETTINGS_PATIENCE_MS = 20_000;

/** A command has no time-out of its own; the preview of an order that a slow 1C is asked for, or all orders of a large base, take so long. */
const SLOT_MS = 10 * 60_000;

/** What a person can ask of a stage. */
export function composeUseCases(stage: Stage, log: Log): UseCases {
  const { settings, runs, outcomes, exports, timeline } = stage;
  const orders = once(() => composeOrderCommands(stage, log));
  const rebuildLinks = once(() => composeRebuildLinks(stage));
  const setup = once(() => composeSetup(stage, log));
  const pushes = once(() => ({
    stock: composePushCommand('stock', stage, log),
    prices: composePushCommand('prices', stage, log),
  }));
  const runExchange = once(() =>
    createRunExchange({
      poll: composeOrderPoll(stage, log),
      pushes: { stock: composePush('stock', stage, log), prices: composePush('prices', stage, log) },
    }),
  );
  const publishCatalog = once(() =>
    createPublishCatalog({
      catalog: composeCatalog(stage, log),
      run: composeCatalogPublish(stage, log),
      settings,
    }),
  );
  return {
    settings,
    runs,
    failed: createFailedWork({
      outcomes,
      exports,
      unreadable: stage.unreadable,
      queue: () => stage.orderQueue,
    }),
    queueState: () => queueStateOf(settings),
    showOrder: createShowOrder(outcomes, timeline),
    timeZone: () => exchangeTimeZone(settings),
    get orders() {
      return orders();
    },
    get rebuildLinks() {
      return rebuildLinks();
    },
    get setup() {
      return setup();
    },
    get pushes() {
      return pushes();
    },
    get runExchange() {
      return runExchange();
    },
    get catalogUrls() {
      return createCatalogUrls(composeCatalogUrls(stage));
    },
    registerStore: (version) => registerStore(stage.crm('bulk'), version),
    get publishCatalog() {
      return publishCatalog();
    },
  };
}

const slotFor =
  ({ slots, runtime: { clock } }: Stage, lane: Lane, patienceMs: number) =>
  <Result>(work: () => Promise<Result>): Promise<Result> =>
    slots.within(lane, { startBy: clock.now() + patienceMs, leaseMs: SLOT_MS }, work);

function composeOrderCommands(stage: Stage, log: Log): OrderCommands {
  const { settings, outcomes } = stage;
  const { clock } = stage.runtime;
  const preview: PreviewDeps = {
    crm: stage.crm('orders'),
    onec: stage.onec,
    links: stage.links,
    holders: stage.holders,
    absences: stage.absences,
    digest: stage.digest,
    clock,
    proposed: stage.proposed,
    dictionaries: stage.dictionaries,
    references: stage.references,
    settings: () => settings.load(),
    inSlot: slotFor(stage, 'orders', PATIENCE_MS),
  };
  return createOrderCommands({
    importOrders: composeOrderImport(stage, log, { isAsked: true }),
    preview,
    poll: composeOrderPoll(stage, log),
    position: { crm: stage.crm('exports'), clock },
    outcomes,
    settings,
    clock,
  });
}

function composePushCommand(kind: PushKind, stage: Stage, log: Log): PushCommand {
  const { settings } = stage;
  const { clock } = stage.runtime;
  return createPushCommand(kind, {
    run: composePush(kind, stage, log),
    push: composePushRun(kind, stage, log),
    memories: pushMemories(kind, stage, log),
    settings,
    clock,
  });
}

/** Beside the orders in the CRM's budget. */
const composeSetup = (stage: Stage, log: Log): SettingsSetup =>
  createSettingsSetup({
    crm: stage.crm('bulk'),
    onec: stage.onec,
    impatientOnec: () => {
      const { config, table, runtime } = stage;
      return createStage({ config, log, table, runtime: impatient(runtime) }).onec;
    },
    clock: stage.runtime.clock,
  });

/** Every request ends when the patience is over, and none is begun afterwards. */
function impatient(runtime: Runtime): Runtime {
  const over = AbortSignal.timeout(SETTINGS_PATIENCE_MS);
  return {
    ...runtime,
    fetch: (address, init) =>
      runtime.fetch(address, {
        ...init,
        signal: init?.signal ? AbortSignal.any([init.signal, over]) : over,
      }),
  };
}

/** Behind the orders in the CRM's budget and in the slots of 1C. */
const composeRebuildLinks = (stage: Stage): RebuildLinks =>
  createRebuildLinks(stage.settings, {
    crm: stage.crm('bulk'),
    onec: stage.onec,
    dictionaries: stage.dictionaries,
    links: stage.links,
    holders: stage.holders,
    proposed: stage.proposed,
    inSlot: slotFor(stage, 'bulk', REBUILD_PATIENCE_MS),
  });
