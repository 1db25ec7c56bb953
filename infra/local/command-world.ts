import type { FailedWork } from '../../lib/cli/failed-commands.ts';
import type { OrderRecords } from '../../lib/cli/show-command.ts';
import { composeLinksRebuild, type RebuildLinks } from '../../lib/composition/links-rebuild.ts';
import { composeOrderCommands, type OrderCommands } from '../../lib/composition/order-commands.ts';
import { composeOrderQueue } from '../../lib/composition/order-queue.ts';
import { composeSettingsSetup, type SettingsSetup } from '../../lib/composition/settings-setup.ts';
import { composeStores, type Stores } from '../../lib/composition/stores.ts';
import { createDocumentOutcomes } from '../../lib/journal/outcomes.ts';
import { createOrderTimeline } from '../../lib/journal/timeline.ts';
import { type Config, readConfig } from '../../lib/platform/config.ts';
import { createLog, type Log } from '../../lib/platform/log.ts';
import type { OrderQueue } from '../../lib/queue/order-item.ts';
import { SettingsMissing, SettingsRefused, SettingsUnreadable } from '../../lib/settings/errors.ts';
import { ifReadable } from '../../lib/state/stored-value.ts';
import { openStage } from './open-stage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that commands work on, of the stage that the environment means. */
export interface CommandWorld {
  readonly stores: Stores;
  readonly failed: FailedWork;
  orderRecords(orderId: number): Promise<OrderRecords>;
  /** The zone of the settings in force; that of this machine as long as there are none. */
  timeZone(): Promise<string>;
  /** Reaches for the CRM and 1C, which most commands do without. */
  orders(): Promise<OrderCommands>;
  rebuildLinks(): Promise<RebuildLinks>;
  setup(): Promise<SettingsSetup>;
  close(): Promise<void>;
}

/** @throws as `openStage`. */
export async function openWorld(environment: Environment): Promise<CommandWorld> {
  const opened = await openStage(environment);
  const stores = composeStores(readConfig(opened.environment, opened.stage, ['state', 'files']));
  let queue: OrderQueue | undefined;
  return {
    stores,
    failed: {
      list: async () => {
        const [orders, exports] = await Promise.all([
          stores.outcomes.listParked(),
          createDocumentOutcomes(stores.table).listParked(),
        ]);
        return { orders, exports };
      },
      retry: async (orderId) => {
        // Most commands send nothing, and must not ask for the address of a queue.
        queue ??= composeOrderQueue(readConfig(opened.environment, opened.stage, ['queue']));
        await queue.send({ orderId });
      },
    },
    orderRecords: (orderId) => recordsOf(orderId, stores),
    timeZone: () => timeZoneOf(stores),
    orders: async () => {
      const environment = await opened.withSystems();
      const config = readConfig(environment, opened.stage, ORDER_SECTIONS);
      return composeOrderCommands(config, commandLog(config));
    },
    rebuildLinks: async () => {
      const config = readConfig(await opened.withSystems(), opened.stage, LINK_SECTIONS);
      return composeLinksRebuild(config, commandLog(config), stores);
    },
    setup: async () => {
      const config = readConfig(await opened.withSystems(), opened.stage, SETUP_SECTIONS);
      return composeSettingsSetup(config, commandLog(config), stores);
    },
    close: opened.close,
  };
}

/** The outcome is kept for 30 days, a parked order as long as it waits. */
async function recordsOf(orderId: number, { outcomes, table }: Stores): Promise<OrderRecords> {
  const [last, attempts] = await Promise.all([
    ifReadable(outcomes.read(orderId)),
    createOrderTimeline(table).list(orderId),
  ]);
  const outcome = last ?? (await ifReadable(outcomes.readParked(orderId)));
  return { outcome, attempts: attempts.records };
}

async function timeZoneOf({ settings }: Stores): Promise<string> {
  try {
    return (await settings.load()).settings.timeZone;
  } catch (error) {
    if (
      error instanceof SettingsMissing ||
      error instanceof SettingsRefused ||
      error instanceof SettingsUnreadable
    ) {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
    throw error;
  }
}

const ORDER_SECTIONS = ['log', 'crm', 'onec', 'queue', 'state', 'files', 'digest', 'run'] as const;

const SETUP_SECTIONS = ['log', 'crm', 'onec'] as const;

const LINK_SECTIONS = ['log', 'crm', 'onec', 'state', 'files'] as const;

/** Beside the answer to a command there is no place for a log on the terminal: it goes to its file, or nowhere. */
const commandLog = (config: Config<'log'>): Log =>
  config.LOG_FILE === undefined ? NO_LOG : createLog('cli', config);

const NO_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
