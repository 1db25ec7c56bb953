import { composeStores, type Stores } from '../../lib/composition/stores.ts';
import { readConfig } from '../../lib/platform/config.ts';
import { readEndpoints } from './endpoints-file.ts';
import { readLocalConfig } from './local-config.ts';
import { type StandIns, standInEnvironment, startStandIns } from './stand-ins.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Stores that a command works on, and how to give them back. */
export interface OpenStores {
  readonly stores: Stores;
  /** Stops what was started for them; what is stored stays. */
  close(): Promise<void>;
}

/** Variables that a deployment sets and the local stack's user does not. */
const STAGE_VARIABLES = ['SECRETS_PATH', 'TABLE_NAME', 'PRIVATE_BUCKET'];

/**
 * Opens the stores that the environment means (contract 4): those of a cloud stage if the environment names one of its
 * resources; else those of the local stack that runs on `DATA_DIR`; else those that such a stack left there, on stand-ins
 * that run until `close`. For the local ones it sets the process's environment, where the SDK looks for its servers.
 *
 * @throws {ConfigurationFault} naming every faulty variable; {DataDirInUse} while a stack on `DATA_DIR` starts or stops.
 */
export async function openStores(environment: Environment): Promise<OpenStores> {
  if (STAGE_VARIABLES.some((name) => (environment[name] ?? '') !== '')) {
    return { stores: composeStores(readConfig(environment, 'cloud', ['state', 'files'])), close: nothing };
  }
  const { dataDir } = readLocalConfig(environment);
  const { addresses, close } = (await runningStandIns(dataDir)) ?? (await startStandIns({ dataDir }));
  const local = { ...environment, ...standInEnvironment(addresses) };
  Object.assign(process.env, local);
  return { stores: composeStores(readConfig(local, 'local', ['state', 'files'])), close };
}

/** Of a running stack: it closes them itself. */
async function runningStandIns(dataDir: string): Promise<StandIns | undefined> {
  const endpoints = await readEndpoints(dataDir);
  return endpoints === undefined ? undefined : { addresses: endpoints.standIns, close: nothing };
}

async function nothing(): Promise<void> {
  // Nothing was started.
}
