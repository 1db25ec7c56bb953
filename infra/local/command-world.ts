import { createStage } from '../../lib/composition/stage.ts';
import { composeUseCases } from '../../lib/composition/use-cases.ts';
import { type Config, readConfig, type Section } from '../../lib/platform/config.ts';
import { createLog, type Log } from '../../lib/platform/log.ts';
import type { QueueState } from '../../lib/usecases/queue-state.ts';
import { USE_CASE_SECTIONS, type UseCases } from '../../lib/usecases/use-cases.ts';
import { openStage } from './open-stage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that commands work on, of the stage that the environment means. */
export interface CommandWorld {
  /** A use case; for one that reaches for the CRM or 1C their sandboxes are started where nobody else runs them. */
  useCase<Name extends keyof UseCases>(name: Name): Promise<UseCases[Name]>;
  /** What becomes of orders that a command puts into the queue. */
  queueState(): Promise<QueueState>;
  close(): Promise<void>;
}

const reachesForSystems = (sections: readonly Section[]): boolean =>
  sections.includes('crm') || sections.includes('onec');

/** @throws as `openStage`. */
export async function openWorld(given: Environment): Promise<CommandWorld> {
  const opened = await openStage(given);
  let { environment } = opened;
  const config = <S extends Section>(wanted: readonly S[]) => readConfig(environment, opened.stage, wanted);
  const log = commandLog(config(['log']));
  const useCases = composeUseCases(createStage({ config, log, isAsked: true }), log);
  return {
    useCase: async (name) => {
      const sections = USE_CASE_SECTIONS[name];
      if (reachesForSystems(sections)) {
        environment = await opened.withSystems();
      }
      config(sections);
      return useCases[name];
    },
    queueState: async () => (opened.isQueueWorked ? useCases.queueState() : 'nothingRuns'),
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
