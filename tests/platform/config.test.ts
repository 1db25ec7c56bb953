import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocalConfig } from '../../infra/local/local-config.ts';
import { ConfigurationFault, readConfig, type Section, type Stage } from '../../lib/platform/config.ts';

/** Every variable with a good value of a cloud stage. */
const GOOD: Readonly<Record<string, string>> = {
  LOG_LEVEL: 'warn',
  LOG_FILE: '/tmp/bridge.log',
  WEBHOOK_USER: 'crm',
  WEBHOOK_PASSWORD: 'пароль триггера',
  PUBLIC_URL: 'https://bridge.example.ru',
  CONSOLE_PASSWORD: 'пароль консоли',
  CRM_URL: 'https://demo.retailcrm.ru',
  CRM_API_KEY: 'Key-1',
  ONEC_URL: 'https://1c.example.ru/ut',
  ONEC_ALLOW_HTTP: 'no',
  ONEC_USER: 'Обмен',
  ONEC_PASSWORD: 'пароль 1С',
  ORDER_QUEUE_URL: 'https://sqs.example.com/1/orders.fifo',
  TABLE_NAME: 'state',
  PRIVATE_BUCKET: 'private',
  AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566',
  FUNCTION_TIMEOUT_SECONDS: '120',
};

const ALL = [
  'log',
  'webhook',
  'console',
  'crm',
  'onec',
  'queue',
  'state',
  'files',
  'run',
] as const satisfies readonly Section[];

const OPTIONAL = [
  'LOG_LEVEL',
  'LOG_FILE',
  'PUBLIC_URL',
  'ONEC_ALLOW_HTTP',
  'AWS_ENDPOINT_URL_S3',
  'FUNCTION_TIMEOUT_SECONDS',
];
const REQUIRED = Object.keys(GOOD).filter((name) => !OPTIONAL.includes(name));

/** The fault of reading all sections of the good environment with some variables changed; undefined for none. */
function faultOf(
  changes: Readonly<Record<string, string | undefined>>,
  stage: Stage = 'cloud',
): ConfigurationFault | undefined {
  try {
    readConfig({ ...GOOD, ...changes }, stage, ALL);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      return error;
    }
    throw error;
  }
}

describe('a complete environment', () => {
  it('is given as it is, figures as numbers', () => {
    expect(readConfig(GOOD, 'cloud', ALL)).toEqual({ ...GOOD, FUNCTION_TIMEOUT_SECONDS: 120 });
  });

  it('leaves out what is optional, with its defaults', () => {
    const required = Object.fromEntries(REQUIRED.map((name) => [name, GOOD[name]]));
    expect(readConfig(required, 'cloud', ALL)).toEqual({
      ...required,
      LOG_LEVEL: 'info',
      FUNCTION_TIMEOUT_SECONDS: 180,
    });
  });

  it('gives a section its own variables only, and asks for no others', () => {
    const environment = { PATH: '/bin', TABLE_NAME: 'state' };
    expect(readConfig(environment, 'cloud', ['log', 'state'])).toEqual({
      LOG_LEVEL: 'info',
      TABLE_NAME: 'state',
    });
  });
});

describe('a faulty environment', () => {
  it.each(REQUIRED)('stops the start when %s is missing, empty or blank', (name) => {
    for (const value of [undefined, '', ' \t']) {
      expect(faultOf({ [name]: value })?.message).toBe(`configuration: ${name} is not set`);
    }
  });

  it('names every fault of every section at once, in one line', () => {
    const fault = faultOf({ ...Object.fromEntries(REQUIRED.map((name) => [name, ''])), LOG_LEVEL: 'loud' });
    expect(fault?.message).not.toContain('\n');
    expect(fault?.faults).toHaveLength(REQUIRED.length + 1);
    for (const name of [...REQUIRED, 'LOG_LEVEL']) {
      expect(fault?.message).toContain(`${name} `);
    }
  });

  it('says a fault once, however often its section is asked for', () => {
    expect(() => readConfig({}, 'local', ['state', 'state'])).toThrow(
      /^configuration: TABLE_NAME is not set$/,
    );
  });

  it('speaks to the administrator in Russian', () => {
    const fault = faultOf({ TABLE_NAME: '', CRM_URL: 'нет', ONEC_URL: 'http://1c.example.ru' }, 'local');
    expect(fault).toMatchObject({ code: 'configurationFault', retryable: false });
    expect(fault?.advice).toContain('TABLE_NAME не задана');
    const words = fault?.advice.replace(/CRM_URL|ONEC_URL|TABLE_NAME|ONEC_ALLOW_HTTP=yes|https?:\/\//g, '');
    expect(words).not.toMatch(/[a-z]/i);
  });

  it('says on a cloud stage which of it lies in the folder of parameters and which the deployment sets', () => {
    const faulty = { TABLE_NAME: '', WEBHOOK_PASSWORD: 'crm' };
    const advice = faultOf({ ...faulty, SECRETS_PATH: '/retailcrm-1c/prod' })?.advice;
    expect(advice).toMatch(
      /параметры этапа: WEBHOOK_PASSWORD осталась .*\. .* в папке \/retailcrm-1c\/prod /,
    );
    expect(advice).toMatch(/задаёт установка: TABLE_NAME не задана\. .*serverless deploy/);
    expect(faultOf({ CRM_URL: '', LOG_LEVEL: 'loud' })?.advice).toMatch(
      /этапа: LOG_LEVEL .*; CRM_URL не задана\. .*SECRETS_PATH/,
    );
    expect(faultOf({ CRM_URL: '', SECRETS_PATH: '/a' })?.advice).not.toContain('задаёт установка');
  });

  it('never repeats a value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(GOOD)),
        fc.stringMatching(/^[g-z]{6,12}$/),
        (name, value) => {
          const hostile = `${value}\n: ?${value}#${value}`;
          const fault = faultOf({ [name]: hostile });
          expect(`${fault?.message} ${fault?.advice}`).toContain(name);
          expect(`${fault?.message} ${fault?.advice}`).not.toContain(value);
        },
      ),
    );
  });

  it.each([
    ['LOG_LEVEL', ['INFO', 'trace', 'info ']],
    ['LOG_FILE', ['/tmp/a\nb']],
    ['CRM_API_KEY', ['ключ', 'a b', 'key\n', ' key']],
    ['WEBHOOK_PASSWORD', ['secret\n', 'a\u0000b']],
    ['ONEC_PASSWORD', ['secret\r\n']],
    ['WEBHOOK_USER', ['a:b', ' crm', 'crm\n']],
    ['ONEC_USER', ['a:b', 'Обмен ']],
    ['TABLE_NAME', [' state', 'state ']],
    ['ONEC_ALLOW_HTTP', ['true', '1', 'YES']],
    ['FUNCTION_TIMEOUT_SECONDS', ['0', '-1', '1.5', '0x10', '1e2', '901', 'Infinity', '3 min']],
  ])('refuses %s: %j', (name, values) => {
    for (const value of values) {
      expect(faultOf({ [name]: value })?.faults, JSON.stringify(value)).toEqual([
        expect.stringMatching(`^${name} `),
      ]);
    }
  });

  it('takes passwords with blanks, colons and Cyrillic letters', () => {
    const odd = ' пароль: 1 "2" ';
    const environment = { ...GOOD, WEBHOOK_PASSWORD: odd, ONEC_PASSWORD: odd, CONSOLE_PASSWORD: odd };
    expect(readConfig(environment, 'cloud', ALL)).toMatchObject({ ONEC_PASSWORD: odd });
  });
});

describe('addresses of servers', () => {
  const ADDRESSES = ['CRM_URL', 'ONEC_URL', 'PUBLIC_URL'];

  it.each(ADDRESSES)('%s: https anywhere, http on this machine', (name) => {
    for (const value of [
      'https://demo.example.ru',
      'https://demo.example.ru:8443/ut/',
      'https://пример.рф',
      'http://127.0.0.1:3000',
      'http://127.8.8.8',
      'http://localhost:3000/a',
      'http://[::1]:3000',
    ]) {
      expect(faultOf({ [name]: value }), value).toBeUndefined();
    }
  });

  it.each(ADDRESSES)('%s: nothing else', (name) => {
    for (const value of [
      'demo',
      'ftp://demo.example.ru',
      'http://demo.example.ru',
      'http://localhost.example.ru',
      'http://127.0.0.1.example.ru',
      'http://128.0.0.1',
      'http://0.0.0.0',
      'https://user:secret@demo.example.ru',
      'https://user@demo.example.ru',
      'https://demo.example.ru/?',
      'https://demo.example.ru/?key=secret',
      'https://demo.example.ru/#',
      ' https://demo.example.ru',
      'https://',
    ]) {
      expect(faultOf({ [name]: value })?.message, value).toContain(`configuration: ${name} `);
    }
  });

  it.each(['ONEC_URL', 'PUBLIC_URL'])('%s: no scheme is guessed', (name) => {
    expect(faultOf({ [name]: 'demo.example.ru' })?.message).toContain(`configuration: ${name} `);
  });

  it.each([
    ['CRM_URL', 'https://demo.retailcrm.ru/api/v5', 'https://demo.retailcrm.ru'],
    ['CRM_URL', 'https://demo.retailcrm.ru/api/v5/', 'https://demo.retailcrm.ru'],
    ['CRM_URL', 'https://demo.retailcrm.ru//', 'https://demo.retailcrm.ru'],
    ['CRM_URL', 'demo.retailcrm.ru', 'https://demo.retailcrm.ru'],
    ['CRM_URL', 'demo.retailcrm.ru:8443/api/v5/', 'https://demo.retailcrm.ru:8443'],
    ['CRM_URL', 'http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['ONEC_URL', 'https://1c.example.ru/ut/odata/standard.odata', 'https://1c.example.ru/ut'],
    ['ONEC_URL', 'https://1c.example.ru/ut/odata/standard.odata/', 'https://1c.example.ru/ut'],
    ['ONEC_URL', 'https://1c.example.ru/ut/', 'https://1c.example.ru/ut'],
    ['ONEC_URL', 'https://1c.example.ru/odata', 'https://1c.example.ru/odata'],
    ['PUBLIC_URL', 'https://bridge.example.ru/', 'https://bridge.example.ru'],
  ])('R-11: %s=%s is %s', (name, given, used) => {
    expect(readConfig({ ...GOOD, [name]: given }, 'cloud', ALL)).toMatchObject({ [name]: used });
  });

  it('R-11: the local stack uses the same addresses', () => {
    const config = readLocalConfig({
      CRM_URL: 'demo.retailcrm.ru/api/v5',
      CRM_API_KEY: 'Key-1',
      ONEC_URL: 'https://1c.example.ru/ut/odata/standard.odata/',
      ONEC_USER: 'user',
      ONEC_PASSWORD: 'password',
    });
    expect(config).toMatchObject({
      crmUrl: 'https://demo.retailcrm.ru',
      onecUrl: 'https://1c.example.ru/ut',
    });
  });

  it('R-11: an address with a known tail is the same account, however it was written', () => {
    const hosts = fc.domain();
    const tails = fc.constantFrom('', '/', '/api/v5', '/api/v5/', '//');
    fc.assert(
      fc.property(hosts, fc.boolean(), tails, (host, withScheme, tail) => {
        const given = `${withScheme ? 'https://' : ''}${host}${tail}`;
        expect(readConfig({ ...GOOD, CRM_URL: given }, 'cloud', ['crm']).CRM_URL).toBe(`https://${host}`);
      }),
    );
  });

  it('ONEC_ALLOW_HTTP=yes opens plain http for 1C, and for 1C only', () => {
    const plain = { ONEC_URL: 'http://10.0.0.5/ut', CRM_URL: 'http://10.0.0.5', ONEC_ALLOW_HTTP: 'yes' };
    expect(faultOf(plain)?.faults).toEqual([expect.stringMatching(/^CRM_URL /)]);
    expect(faultOf({ ONEC_URL: 'http://10.0.0.5/ut' })?.message).toContain('ONEC_ALLOW_HTTP=yes');
    const withLogin = { ONEC_URL: 'http://u:p@10.0.0.5', ONEC_ALLOW_HTTP: 'yes' };
    expect(faultOf(withLogin)?.message).toContain('ONEC_URL');
  });
});

describe('defaults of the local stack', () => {
  const local = readLocalConfig({}).environment;
  const secrets = ['WEBHOOK_PASSWORD', 'CONSOLE_PASSWORD', 'CRM_API_KEY', 'ONEC_PASSWORD'];

  it.each(secrets)('%s is refused on a cloud stage and taken on the local one', (name) => {
    expect(local[name]).toBeDefined();
    expect(faultOf({ [name]: local[name] })?.faults).toEqual([
      `${name} still has the default of the local stack`,
    ]);
    expect(faultOf({ [name]: local[name] }, 'local')).toBeUndefined();
  });
});
