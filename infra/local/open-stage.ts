import type { Stage } from '../../lib/platform/config.ts';
import { withDigestKey, withSecrets } from '../../lib/platform/secrets.ts';
import { makeShop } from '../sandbox/shop/make-shop.ts';
import { localDigestKey } from './digest-key.ts';
import { readEndpoints } from './endpoints-file.ts';
import { type LocalConfig, readLocalConfig } from './local-config.ts';
import { logFileOf } from './log-file.ts';
import { startSystems } from './sandboxes.ts';
import { standInEnvironment, startStandIns } from './stand-ins.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command works on, and how to give it back. */
export interface OpenStage {
  readonly stage: Stage;
  /** Variables of the queue and the stores, as a function of the stage would find them. */
  readonly environment: Environment;
  /** Whether somebody takes what is put into the queue: the functions of the stage, or a local stack that runs. */
  readonly isQueueWorked: boolean;
  /** The same with those of the CRM and 1C; starts the sandboxes where nobody else runs them. */
  withSystems(): Promise<Environment>;
  /** Stops what was started for the command; what is stored stays. */
  close(): Promise<void>;
}

/** Variables that a deployment sets and the local stack's user does not. */
const STAGE_VARIABLES = ['SECRETS_PATH', 'TABLE_NAME', 'PRIVATE_BUCKET'];

type Closer = () => Promise<void>;

/**
 * Opens what the environment means (contract 4): a cloud stage if the environment names one of its resources; else the
 * local stack that runs on `DATA_DIR`; else what such a stack left there, on stand-ins and sandboxes that run until
 * `close`. For the local ones it sets the process's environment, where the SDK looks for its servers.
 *
 * @throws {ConfigurationFault} naming every faulty variable; {DataDirInUse} while a stack on `DATA_DIR` starts or stops.
 */
export async function openStage(environment: Environment): Promise<OpenStage> {
  if (STAGE_VARIABLES.some((name) => (environment[name] ?? '') !== '')) {
    return openCloudStage(environment);
  }
  const config = readLocalConfig(environment);
  const running = await readEndpoints(config.dataDir);
  return running === undefined
    ? openDataFolder(config)
    : attach(
        config,
        { ...standInEnvironment(running.standIns), CATALOG_URL: config.PUBLIC_URL ?? running.url },
        running.systems,
      );
}

async function openCloudStage(given: Environment): Promise<OpenStage> {
  const secrets = await withSecrets(given, undefined, 'cloud');
  return {
    stage: secrets.stage,
    environment: secrets.environment,
    isQueueWorked: true,
    withSystems: async () => (await withDigestKey(secrets)).environment,
    close: nothing,
  };
}

/** The running stack closes its own parts. */
function attach(config: LocalConfig, standIns: Environment, systems: SystemAddresses): OpenStage {
  const environment = publish(config, standIns);
  return {
    stage: 'local',
    environment,
    isQueueWorked: true,
    withSystems: async () => ({ ...environment, CRM_URL: systems.crmUrl, ONEC_URL: systems.onecUrl }),
    close: nothing,
  };
}

interface SystemAddresses {
  readonly crmUrl: string;
  readonly onecUrl: string;
}

async function openDataFolder(config: LocalConfig): Promise<OpenStage> {
  const { addresses, close } = await startStandIns({ dataDir: config.dataDir });
  const closers: Closer[] = [close];
  // Nobody serves the files while no stack runs; the next one does so at this address.
  const catalogUrl = config.PUBLIC_URL ?? `http://127.0.0.1:${config.port}`;
  const environment = publish(config, { ...standInEnvironment(addresses), CATALOG_URL: catalogUrl });
  let systems: Promise<SystemAddresses> | undefined;
  const startOnce = async (): Promise<SystemAddresses> => {
    const started = await startSystems(config, makeShop(undefined, 'large'));
    closers.push(started.close);
    return started;
  };
  return {
    stage: 'local',
    environment,
    isQueueWorked: false,
    withSystems: async () => {
      systems ??= startOnce();
      const { crmUrl, onecUrl } = await systems;
      return { ...environment, CRM_URL: crmUrl, ONEC_URL: onecUrl };
    },
    close: async () => {
      for (const closer of closers.splice(0).reverse()) {
        await closer();
      }
    },
  };
}

function publish(config: LocalConfig, standIns: Environment): Environment {
  Object.assign(process.env, standIns);
  return {
    LOG_FILE: logFileOf(config.dataDir),
    ...config.environment,
    DIGEST_KEY: localDigestKey(config.dataDir),
    ...standIns,
  };
}

async function nothing(): Promise<void> {
  // Nothing was started.
}
