import { createStage } from '../../lib/composition/stage.ts';
import { composeUseCases } from '../../lib/composition/use-cases.ts';
import { type Config, readConfig, type Section } from '../../lib/platform/config.ts';
import { createLog, type Log } from '../../lib/platform/log.ts';
import type { QueueState } from '../../lib/usecases/queue-state.ts';
import type { UseCases } from '../../lib/usecases/use-cases.ts';
import { openStage } from './open-stage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Use cases that reach for the CRM and 1C, which most commands do without. */
type WithSystems =
  | 'orders'
  | 'rebuildLinks'
  | 'setup'
  | 'pushes'
  | 'runExchange'
  | 'registerStore'
  | 'catalogUrls'
  | 'publishCatalog';

/** Everything that commands work on, of the stage that the environment means. */
export interface CommandWorld {
  readonly useCases: Omit<UseCases, WithSystems | 'queueState'>;
  /** What becomes of orders that a command puts into the queue. */
  queueState(): Promise<QueueState>;
  /** One that reaches for the CRM and 1C; starts their sandboxes where nobody else runs them. */
  withSystems<Name extends WithSystems>(name: Name): Promise<UseCases[Name]>;
  close(): Promise<void>;
}

/** Checked before anything is touched, so that all faults are named at once. */
const SECTIONS: Readonly<Record<WithSystems, readonly Section[]>> = {
  orders: ['log', 'crm', 'onec', 'queue', 'state', 'files', 'digest', 'run'],
  rebuildLinks: ['log', 'crm', 'onec', 'state', 'files'],
  setup: ['log', 'crm', 'onec', 'state'],
  pushes: ['log', 'crm', 'onec', 'state', 'files', 'run'],
  runExchange: ['log', 'crm', 'onec', 'queue', 'state', 'files', 'run'],
  registerStore: ['log', 'crm', 'state'],
  catalogUrls: ['log', 'crm', 'state', 'files', 'catalog'],
  publishCatalog: ['log', 'onec', 'state', 'files', 'catalog', 'run'],
};

/** @throws as `openStage`. */
export async function openWorld(given: Environment): Promise<CommandWorld> {
  const opened = await openStage(given);
  let { environment } = opened;
  const config = <S extends Section>(wanted: readonly S[]) => readConfig(environment, opened.stage, wanted);
  const log = commandLog(config(['log']));
  const useCases = composeUseCases(createStage({ config, log, isAsked: true }), log);
  return {
    useCases,
    queueState: async () => (opened.isQueueWorked ? useCases.queueState() : 'nothingRuns'),
    withSystems: async (name) => {
      environment = await opened.withSystems();
      config(SECTIONS[name]);
      return useCases[name];
    },
    close: opened.close,
  };
}

/** Beside the answer to a command there is no place for a log on the terminal: it goes to its file, or nowhere. */
const commandLog = (config: Config<'log'>): Log =>
  config.LOG_FILE === undefined ? NO_LOG : createLog('cli', config);

const NO_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
