import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { functionSources } from '../../infra/build.ts';
import type { ConfigurationFault } from '../../lib/platform/config.ts';

type Entry = (event: unknown) => Promise<unknown>;

/** What every function is handed here: enough for each to begin. */
const EVENT = { Records: [], requestContext: { http: { method: 'POST' } }, rawPath: '/', headers: {} };

/** Everything that is set by hand, with the values that everybody knows. */
const LOCAL_DEFAULTS = {
  CRM_URL: 'https://demo.example.ru',
  CRM_API_KEY: 'sandbox-key',
  ONEC_URL: 'https://1c.example.ru/ut',
  ONEC_USER: 'odata',
  ONEC_PASSWORD: 'sandbox',
  WEBHOOK_USER: 'crm',
  WEBHOOK_PASSWORD: 'crm',
  CONSOLE_PASSWORD: 'console',
  DIGEST_KEY: 'plain-digest-key',
};

const OF_THE_DEPLOYMENT = {
  ORDER_QUEUE_URL: 'https://sqs.example.com/1/orders.fifo',
  TABLE_NAME: 'state',
  PRIVATE_BUCKET: 'private',
  CATALOG_BUCKET: 'catalog',
  CATALOG_URL: 'https://catalog.example.com',
  ALARM_TOPIC_ARN: 'arn:aws:sns:eu-central-1:1:alarms',
};

/** Functions that anybody may call or that only look: they have no way to a secret. */
const WITHOUT_SECRETS = ['dead-letters', 'health', 'job-watch'];

const NAMES = [...functionSources().keys()];

const faultOf = async (name: string): Promise<Partial<ConfigurationFault>> => {
  const { handler }: { handler: Entry } = await import(`../../functions/${name}.ts`);
  return handler(EVENT).then(
    () => ({}),
    (failure: ConfigurationFault) => failure,
  );
};

function setVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [variable, value] of Object.entries(variables)) {
    vi.stubEnv(variable, value);
  }
}

beforeEach(() => {
  vi.resetModules();
  setVariables(LOCAL_DEFAULTS);
  setVariables({ ...OF_THE_DEPLOYMENT, SECRETS_PATH: undefined, AWS_LAMBDA_FUNCTION_NAME: 'retailcrm-1c' });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('on a cloud stage, which Lambda names and no deployment can forget', () => {
  it('the three functions without a folder of secrets are among those of functions/', () => {
    expect(NAMES).toEqual(expect.arrayContaining(WITHOUT_SECRETS));
  });

  it.each(NAMES)('%s names what its deployment has not set, and where it is set', async (name) => {
    setVariables(Object.fromEntries(Object.keys(OF_THE_DEPLOYMENT).map((variable) => [variable, undefined])));
    const { code, advice = '' } = await faultOf(name);
    expect(code).toBe('configurationFault');
    expect(advice).toContain('которые задаёт установка: ');
    expect(advice).toContain('npx serverless deploy');
    expect(advice).not.toContain('переменные окружения');
  });

  it.each(NAMES.filter((name) => !WITHOUT_SECRETS.includes(name)))(
    '%s believes no secret of a plain variable, and does not start without the folder of secrets',
    async (name) => {
      const { code, message, advice } = await faultOf(name);
      expect(code).toBe('configurationFault');
      expect(message).toMatch(/(CRM_API_KEY|ONEC_PASSWORD|WEBHOOK_PASSWORD) is not set/);
      expect(advice).toContain('SECRETS_PATH');
      expect(advice).not.toContain('установка: ');
    },
  );
});

describe('in the local stack', () => {
  it.each(WITHOUT_SECRETS)('%s speaks of variables of the environment', async (name) => {
    setVariables({ AWS_LAMBDA_FUNCTION_NAME: undefined, TABLE_NAME: undefined });
    const { code, advice } = await faultOf(name);
    expect(code).toBe('configurationFault');
    expect(advice).toContain('Неверные переменные окружения: TABLE_NAME не задана');
  });
});
