import * as z from 'zod/mini';
import { BridgeError } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the process runs. On a cloud stage the local stack's default passwords are refused (contract 1). */
export type Stage = 'local' | 'cloud';

/** The configuration cannot be used; `message` is one line that names every faulty variable, without their values. */
export class ConfigurationFault extends BridgeError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`configuration: ${faults.join('; ')}`, {
      code: 'configurationFault',
      retryable: false,
      advice: `Неверные переменные окружения: ${faults.join('; ')}. Исправьте их и запустите снова.`,
    });
    this.faults = faults;
  }
}

const text = (variable: string) =>
  z.string(`${variable} is not set`).check(z.minLength(1, `${variable} is empty`));

const serverUrl = (variable: string, plainHttpAllowed: boolean) =>
  text(variable).check(
    z.refine((value) => isServerUrl(value, plainHttpAllowed), {
      error: `${variable} must be an https:// address without login, query or fragment (http:// only for this machine)`,
    }),
  );

const passwordOfStage = (variable: string, localDefault: string, stage: Stage) =>
  text(variable).check(
    z.refine((value) => stage === 'local' || value !== localDefault, {
      error: `${variable} still has the default of the local stack`,
    }),
  );

/**
 * The variables of contract 1 by section; a function asks for the sections it needs, so that the trigger starts without
 * a CRM key. Names of resources (queue, table, buckets) are set by the deployment.
 */
function sections(environment: Environment, stage: Stage) {
  return {
    log: z.object({
      LOG_LEVEL: z._default(
        z.enum(['debug', 'info', 'warn', 'error'], 'LOG_LEVEL must be debug, info, warn or error'),
        'info',
      ),
      /** Takes the log instead of standard output; set by the local stack. */
      LOG_FILE: z.optional(z.string()),
    }),
    webhook: z.object({
      WEBHOOK_USER: text('WEBHOOK_USER'),
      WEBHOOK_PASSWORD: passwordOfStage('WEBHOOK_PASSWORD', 'crm', stage),
      PUBLIC_URL: z.optional(serverUrl('PUBLIC_URL', false)),
    }),
    console: z.object({ CONSOLE_PASSWORD: passwordOfStage('CONSOLE_PASSWORD', 'console', stage) }),
    crm: z.object({ CRM_URL: serverUrl('CRM_URL', false), CRM_API_KEY: text('CRM_API_KEY') }),
    onec: z.object({
      ONEC_URL: serverUrl('ONEC_URL', environment.ONEC_ALLOW_HTTP === 'yes'),
      ONEC_USER: text('ONEC_USER'),
      ONEC_PASSWORD: z.string('ONEC_PASSWORD is not set'),
    }),
    queue: z.object({ ORDER_QUEUE_URL: text('ORDER_QUEUE_URL') }),
    state: z.object({ TABLE_NAME: text('TABLE_NAME') }),
    files: z.object({
      PRIVATE_BUCKET: text('PRIVATE_BUCKET'),
      /** Set by the local stack only; a stand-in's buckets have no host names of their own. */
      AWS_ENDPOINT_URL_S3: z.optional(z.string()),
    }),
    /** How long one run of the function may take; set by the deployment from the function's own time-out. */
    run: z.object({
      FUNCTION_TIMEOUT_SECONDS: z._default(
        z.coerce.number('FUNCTION_TIMEOUT_SECONDS must be a number of seconds').check(z.positive()),
        180,
      ),
    }),
  };
}

type Sections = ReturnType<typeof sections>;
export type Section = keyof Sections;
type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void
  ? I
  : never;

/** The checked variables of the sections `S`. */
export type Config<S extends Section> = UnionToIntersection<z.infer<Sections[S]>>;

/**
 * Reads and checks the environment.
 *
 * @param wanted the sections that the caller needs.
 * @throws {ConfigurationFault} naming every missing or malformed variable of those sections at once.
 */
export function readConfig<S extends Section>(
  environment: Environment,
  stage: Stage,
  wanted: readonly S[],
): Config<S> {
  const schemas = sections(environment, stage);
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const faults: string[] = [];
  const config: Record<string, unknown> = {};
  for (const section of wanted) {
    const result = z.safeParse(schemas[section], given);
    if (result.success) {
      Object.assign(config, result.data);
    } else {
      faults.push(...result.error.issues.map((issue) => issue.message));
    }
  }
  if (faults.length > 0) {
    throw new ConfigurationFault(faults);
  }
  return config as Config<S>;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function isServerUrl(value: string, plainHttpAllowed: boolean): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (
    url === undefined ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    return false;
  }
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && (plainHttpAllowed || LOOPBACK.test(url.hostname)))
  );
}
