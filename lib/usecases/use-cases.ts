import type { PushKind } from '../jobs/push-job.ts';
import type { RunJournal } from '../journal/runs.ts';
import type { Section } from '../platform/config.ts';
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

/** What a person can ask of a stage. The command line and the pages call these and nothing deeper. */
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

/**
 * What a use case needs of the configuration, checked before anything is touched, so that all faults are named at once. Nothing is
 * said of those that reach for neither the CRM nor 1C: they ask for what they use.
 */
export const USE_CASE_SECTIONS: Readonly<Record<keyof UseCases, readonly Section[]>> = {
  settings: [],
  runs: [],
  failed: [],
  queueState: [],
  showOrder: [],
  timeZone: [],
  orders: ['log', 'crm', 'onec', 'queue', 'state', 'files', 'digest', 'run'],
  rebuildLinks: ['log', 'crm', 'onec', 'state', 'files'],
  setup: ['log', 'crm', 'onec', 'state'],
  pushes: ['log', 'crm', 'onec', 'state', 'files', 'run'],
  runExchange: ['log', 'crm', 'onec', 'queue', 'state', 'files', 'run'],
  registerStore: ['log', 'crm', 'state'],
  catalogUrls: ['log', 'crm', 'state', 'files', 'catalog'],
  publishCatalog: ['log', 'onec', 'state', 'files', 'catalog', 'run'],
};

export const USE_CASE_NAMES = Object.keys(USE_CASE_SECTIONS) as readonly (keyof UseCases)[];

/** Every use case, opened when it is asked for. */
export type OpenUseCases = { readonly [Name in keyof UseCases]: () => Promise<UseCases[Name]> };
