import * as z from 'zod/mini';
import { type Config, ConfigurationFault, readConfig } from '../../lib/platform/config.ts';
import { onOff, port } from '../../lib/platform/variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Defaults of contract 1 for the local stack; none of them works on a cloud stage. */
const DEFAULTS = {
  CRM_API_KEY: 'sandbox-key',
  ONEC_USER: 'odata',
  ONEC_PASSWORD: 'sandbox',
  WEBHOOK_USER: 'crm',
  WEBHOOK_PASSWORD: 'crm',
  CONSOLE_PASSWORD: 'console',
  DATA_DIR: '.local',
  PORT: '3000',
  SCHEDULE: 'on',
} as const;

const localVariables = z.object({
  PORT: port('PORT'),
  DATA_DIR: z.string(),
  SCHEDULE: onOff('SCHEDULE'),
  SETTINGS_FILE: z.optional(z.string()),
});

/** The checked environment of the local stack. */
export interface LocalConfig extends Config<'log' | 'webhook' | 'console'> {
  readonly port: number;
  readonly dataDir: string;
  readonly isScheduleOn: boolean;
  readonly settingsFile: string | undefined;
  /** Addresses of real systems; undefined for the sandbox's. */
  readonly crmUrl: string | undefined;
  readonly onecUrl: string | undefined;
  /** Everything that was given or defaulted, for the functions. */
  readonly environment: Environment;
}

/**
 * Reads the environment of the local stack (contract 1), local defaults filled in. A system that is named must be named
 * completely; one that is not is played by its sandbox.
 *
 * @throws {ConfigurationFault} naming every faulty variable in one line.
 */
export function readLocalConfig(given: Environment): LocalConfig {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  );
  const environment: Environment = { ...defaultsFor(filled), ...filled };
  const local = z.safeParse(localVariables, environment);
  const faults = local.success ? [] : local.error.issues.map((issue) => issue.message);
  const external = [
    ...(filled.CRM_URL === undefined ? [] : (['crm'] as const)),
    ...(filled.ONEC_URL === undefined ? [] : (['onec'] as const)),
  ];
  const shared = collect(
    () => readConfig(environment, 'local', ['log', 'webhook', 'console', ...external]),
    faults,
  );
  if (!local.success || shared === undefined) {
    throw new ConfigurationFault(faults);
  }
  const { PORT, DATA_DIR, SCHEDULE, SETTINGS_FILE } = local.data;
  const { CRM_URL, ONEC_URL }: Partial<Config<'crm' | 'onec'>> = shared;
  return {
    ...shared,
    port: PORT,
    dataDir: DATA_DIR,
    isScheduleOn: SCHEDULE === 'on',
    settingsFile: SETTINGS_FILE,
    crmUrl: CRM_URL,
    onecUrl: ONEC_URL,
    environment,
  };
}

/** A real system gets no sandbox login: its own must be given. */
function defaultsFor(filled: Environment): Environment {
  const { CRM_API_KEY, ONEC_USER, ONEC_PASSWORD, ...others } = DEFAULTS;
  return {
    ...others,
    ...(filled.CRM_URL === undefined ? { CRM_API_KEY } : {}),
    ...(filled.ONEC_URL === undefined ? { ONEC_USER, ONEC_PASSWORD } : {}),
  };
}

function collect<Value>(read: () => Value, faults: string[]): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      faults.push(...error.faults);
      return undefined;
    }
    throw error;
  }
}
