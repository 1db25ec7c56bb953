import * as z from 'zod/mini';
import { BridgeError } from './errors.ts';
import { USUAL_TIMEOUT_SECONDS } from './time-limits.ts';
import {
  apiKey,
  crmUrl,
  faultInRussian,
  loginName,
  logLevel,
  name,
  onecUrl,
  seconds,
  secret,
  serverUrl,
  yesNo,
} from './variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the process runs. On a cloud stage the local stack's default passwords are refused (contract 1). */
export type Stage = 'local' | 'cloud';

/** The configuration cannot be used; `message` is one line that names every faulty variable, without their values. */
export class ConfigurationFault extends BridgeError {
  /** One text a fault: the variable, and what is wrong with it. */
  readonly faults: readonly string[];

  /** @param secretsPath of a cloud stage: its folder of parameters, '' where none is named; undefined in the local stack. */
  constructor(faults: readonly string[], secretsPath?: string) {
    super(`configuration: ${faults.join('; ')}`, {
      code: 'configurationFault',
      retryable: false,
      scope: 'exchange',
      advice:
        secretsPath === undefined
          ? `Неверные переменные окружения: ${inWords(faults)}. Исправьте их и запустите снова.`
          : adviceOnStage(faults, secretsPath),
    });
    this.faults = faults;
  }
}

const inWords = (faults: readonly string[]): string => faults.map(faultInRussian).join('; ');

/** What of a cloud stage an administrator sets, in its folder of parameters; everything else is set by the deployment. */
const PARAMETER = /^(CRM|ONEC|WEBHOOK|CONSOLE)_|^(DIGEST_KEY|PUBLIC_URL|LOG_LEVEL) /;

/** A stage has no variables that a person sets and starts with: there is a folder of parameters, and the deployment. */
function adviceOnStage(faults: readonly string[], secretsPath: string): string {
  const ofFolder = faults.filter((fault) => PARAMETER.test(fault));
  const ofDeployment = faults.filter((fault) => !PARAMETER.test(fault));
  const folder =
    secretsPath === ''
      ? 'Их место — папка хранилища параметров (SSM Parameter Store), но её имени, SECRETS_PATH, у функции нет: установите этап заново (npx serverless deploy), а для команд в терминале задайте SECRETS_PATH.'
      : `Исправьте их в папке ${secretsPath} хранилища параметров (SSM Parameter Store): при следующем вызове она читается заново, до того сообщения ждут в очереди.`;
  return [
    ...(ofFolder.length === 0 ? [] : [`Неверные параметры этапа: ${inWords(ofFolder)}. ${folder}`]),
    ...(ofDeployment.length === 0
      ? []
      : [
          `Неверные переменные, которые задаёт установка: ${inWords(ofDeployment)}. Установите этап заново (npx serverless deploy), а для команд в терминале задайте их по разделу 5 docs/guides/deploy-aws.md.`,
        ]),
  ].join(' ');
}

/**
 * The variables of contract 1 by section; a function asks for the sections it needs, so that the trigger starts without
 * a CRM key. Names of resources (queue, table, buckets) are set by the deployment.
 */
function sections(environment: Environment, stage: Stage) {
  const unlessLocal = (value: string) => (stage === 'local' ? undefined : value);
  return {
    log: z.object({
      LOG_LEVEL: z._default(logLevel('LOG_LEVEL'), 'info'),
      /** Takes the log instead of standard output; set by the local stack. */
      LOG_FILE: z.optional(name('LOG_FILE')),
    }),
    webhook: z.object({
      WEBHOOK_USER: loginName('WEBHOOK_USER'),
      WEBHOOK_PASSWORD: secret('WEBHOOK_PASSWORD', unlessLocal('crm')),
      PUBLIC_URL: z.optional(serverUrl('PUBLIC_URL')),
    }),
    console: z.object({ CONSOLE_PASSWORD: secret('CONSOLE_PASSWORD', unlessLocal('console')) }),
    crm: z.object({
      CRM_URL: crmUrl('CRM_URL'),
      CRM_API_KEY: apiKey('CRM_API_KEY', unlessLocal('sandbox-key')),
    }),
    onec: z.object({
      ONEC_ALLOW_HTTP: z.optional(yesNo('ONEC_ALLOW_HTTP')),
      ONEC_URL: onecUrl('ONEC_URL', environment.ONEC_ALLOW_HTTP === 'yes'),
      ONEC_USER: loginName('ONEC_USER'),
      ONEC_PASSWORD: secret('ONEC_PASSWORD', unlessLocal('sandbox')),
    }),
    queue: z.object({ ORDER_QUEUE_URL: name('ORDER_QUEUE_URL') }),
    state: z.object({ TABLE_NAME: name('TABLE_NAME') }),
    /** Set by the deployment: where alarms go. */
    alarms: z.object({ ALARM_TOPIC_ARN: name('ALARM_TOPIC_ARN') }),
    files: z.object({
      PRIVATE_BUCKET: name('PRIVATE_BUCKET'),
      /** Set by the local stack only; a stand-in's buckets have no host names of their own. */
      AWS_ENDPOINT_URL_S3: z.optional(name('AWS_ENDPOINT_URL_S3')),
    }),
    catalog: z.object({
      CATALOG_BUCKET: name('CATALOG_BUCKET'),
      /** Where the files of that bucket can be read by whoever knows their names. */
      CATALOG_URL: serverUrl('CATALOG_URL'),
      AWS_ENDPOINT_URL_S3: z.optional(name('AWS_ENDPOINT_URL_S3')),
    }),
    /** The key under which people's data are digested before anything is stored (D-25); made once per deployment. */
    digest: z.object({ DIGEST_KEY: secret('DIGEST_KEY', undefined) }),
    /** How long one run of the function may take; set by the deployment from the function's own time-out. */
    run: z.object({
      FUNCTION_TIMEOUT_SECONDS: z._default(seconds('FUNCTION_TIMEOUT_SECONDS'), USUAL_TIMEOUT_SECONDS),
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
 * Reads and checks the environment. A variable that holds nothing but blanks counts as not set.
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
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
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
    throw new ConfigurationFault(
      [...new Set(faults)],
      stage === 'cloud' ? (environment.SECRETS_PATH ?? '') : undefined,
    );
  }
  return config as Config<S>;
}
