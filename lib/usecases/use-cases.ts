import type { PushKind } from '../jobs/push-job.ts';
import type { RunJournal } from '../journal/runs.ts';
import type { SettingsVersions } from '../settings/versions.ts';
import type { CatalogUrls } from './catalog-urls.ts';
import type { FailedWork } from './failed-work.ts';
import type { OrderCommands } from './order-commands.ts';
import type { PublishCatalog } from './publish-catalog.ts';
import type { PushCommand } from './pushes.ts';
import type { QueueState } from './queue-state.ts';
import type { RebuildLinks } from './rebuild-links.ts';
import type { Registration } from './register-store.ts';
import type { RunExchange } from './run-exchange.ts';
import type { SettingsSetup } from './settings-setup.ts';
import type { ShowOrder } from './show-order.ts';

/**
 * What a person can ask of a stage. The command line and the pages call these and nothing deeper. `orders`, `rebuildLinks`,
 * `setup`, `pushes`, `runExchange` and `publishCatalog` reach for the CRM and 1C, the others do without.
 */
export interface UseCases {
  readonly settings: SettingsVersions;
  readonly runs: Pick<RunJournal, 'list'>;
  readonly failed: FailedWork;
  /** What the settings make of orders that are queued now; whether anybody takes them, the caller knows. */
  queueState(): Promise<QueueState>;
  readonly showOrder: ShowOrder;
  readonly orders: OrderCommands;
  readonly rebuildLinks: RebuildLinks;
  readonly setup: SettingsSetup;
  readonly pushes: Readonly<Record<PushKind, PushCommand>>;
  readonly runExchange: RunExchange;
  readonly catalogUrls: CatalogUrls;
  /** Registers this version of the bridge as the account's warehouse system. */
  registerStore(version: string): Promise<Registration>;
  readonly publishCatalog: PublishCatalog;
  /** IANA name of the zone that people are told times in. */
  timeZone(): Promise<string>;
}
