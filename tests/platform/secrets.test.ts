import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorFields } from '../../lib/platform/errors.ts';
import {
  DigestKeyMissing,
  SecretsUnreadable,
  withDigestKey,
  withSecrets,
} from '../../lib/platform/secrets.ts';

const PATH = '/retailcrm-1c/prod';

interface Page {
  readonly status?: number;
  readonly body: object;
}

interface Store extends AsyncDisposable {
  readonly endpoint: string;
  /** Bodies of the requests. */
  readonly seen: unknown[];
  makeClient(): SSMClient;
}

/** The parameter store's HTTP side: gives the pages one after another, the last one for ever. */
async function startStore(...pages: Page[]): Promise<Store> {
  const seen: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    seen.push(JSON.parse(Buffer.concat(chunks).toString()));
    const { status = 200, body } = pages[Math.min(seen.length, pages.length) - 1] ?? { body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    seen,
    makeClient: () => clientOf(endpoint),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const clientOf = (endpoint: string) =>
  new SSMClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

const parameters = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, Value]) => ({ Name: `${PATH}/${name}`, Value, Type: 'SecureString' }));

/** The error with which the secrets cannot be read. */
async function failureOf(reading: Promise<unknown>): Promise<SecretsUnreadable> {
  const error = await reading.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof SecretsUnreadable) {
    return error;
  }
  throw error ?? new Error('the reading should have failed');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('secrets of a stage', () => {
  it('the local stack has none: nothing is read, and its environment is complete', async () => {
    const makeClient = vi.fn<() => SSMClient>();
    for (const environment of [{ WEBHOOK_PASSWORD: 'crm' }, { WEBHOOK_PASSWORD: 'crm', SECRETS_PATH: '' }]) {
      expect(await withSecrets(environment, makeClient)).toEqual({ stage: 'local', environment });
    }
    expect(makeClient).not.toHaveBeenCalled();
  });

  it('a function that Lambda runs is on a cloud stage, named folder or not: without one it gets no secret', async () => {
    const makeClient = vi.fn<() => SSMClient>();
    const plain = { AWS_LAMBDA_FUNCTION_NAME: 'retailcrm-1c-prod-health', TABLE_NAME: 'state' };
    const given = { ...plain, WEBHOOK_PASSWORD: 'plain', DIGEST_KEY: 'plain' };
    for (const environment of [given, { ...given, SECRETS_PATH: '' }]) {
      const { SECRETS_PATH, ...rest } = (await withSecrets(environment, makeClient)).environment;
      expect(rest).toEqual(plain);
    }
    expect(await withSecrets({ WEBHOOK_PASSWORD: 'plain' }, makeClient, 'cloud')).toEqual({
      stage: 'cloud',
      environment: {},
    });
    expect(makeClient).not.toHaveBeenCalled();
  });

  it('are read from the folder, decrypted, page after page', async () => {
    await using store = await startStore(
      { body: { Parameters: parameters({ CRM_API_KEY: 'key', ONEC_USER: 'Обмен' }), NextToken: 'two' } },
      { body: { Parameters: [], NextToken: 'three' } },
      { body: { Parameters: parameters({ ONEC_PASSWORD: 'пароль' }) } },
    );
    const result = await withSecrets({ SECRETS_PATH: PATH, TABLE_NAME: 'state' }, store.makeClient);
    expect(result).toEqual({
      stage: 'cloud',
      environment: {
        SECRETS_PATH: PATH,
        TABLE_NAME: 'state',
        CRM_API_KEY: 'key',
        ONEC_USER: 'Обмен',
        ONEC_PASSWORD: 'пароль',
      },
    });
    const folder = { Path: PATH, WithDecryption: true };
    expect(store.seen).toEqual([folder, { ...folder, NextToken: 'two' }, { ...folder, NextToken: 'three' }]);
  });

  it('go before variables of the same name; a plain variable is not believed to be a secret', async () => {
    await using store = await startStore({ body: { Parameters: parameters({ PUBLIC_URL: 'https://own' }) } });
    const plain = {
      SECRETS_PATH: PATH,
      PUBLIC_URL: 'https://deployed',
      LOG_LEVEL: 'warn',
      CRM_API_KEY: 'plain',
      ONEC_PASSWORD: 'plain',
      WEBHOOK_PASSWORD: 'plain',
      CONSOLE_PASSWORD: 'plain',
    };
    expect((await withSecrets(plain, store.makeClient)).environment).toEqual({
      SECRETS_PATH: PATH,
      PUBLIC_URL: 'https://own',
      LOG_LEVEL: 'warn',
    });
  });

  it('are asked for where the environment says, if no client is given', async () => {
    await using store = await startStore({ body: { Parameters: parameters({ CRM_API_KEY: 'key' }) } });
    vi.stubEnv('AWS_ENDPOINT_URL_SSM', store.endpoint);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    const { environment } = await withSecrets({ SECRETS_PATH: PATH });
    expect(environment.CRM_API_KEY).toBe('key');
  });
});

describe('secrets that cannot be read', () => {
  it.each(['AccessDeniedException', 'ThrottlingException', 'InvalidKeyId', 'ValidationException'])(
    '%s: the folder and the reason are named, in both voices',
    async (type) => {
      const refused = { status: 400, body: { __type: type, message: 'no' } };
      await using store = await startStore(refused);
      const error = await failureOf(withSecrets({ SECRETS_PATH: PATH }, store.makeClient));
      expect(error).toMatchObject({ code: 'secretsUnreadable', retryable: true });
      expect(error.message).toBe(`secrets: ${PATH} cannot be read: ${type}`);
      expect(error.advice).toContain(PATH);
    },
  );

  it('a later page that fails: not one secret is used', async () => {
    await using store = await startStore(
      { body: { Parameters: parameters({ CRM_API_KEY: 'key-value' }), NextToken: 'two' } },
      { status: 500, body: {} },
    );
    const error = await failureOf(withSecrets({ SECRETS_PATH: PATH }, store.makeClient));
    expect(JSON.stringify([errorFields(error), error.message, error.advice])).not.toContain('key-value');
  });

  it('nobody listens: the system says why', async () => {
    const store = await startStore();
    await store[Symbol.asyncDispose]();
    const error = await failureOf(withSecrets({ SECRETS_PATH: PATH }, store.makeClient));
    expect(errorFields(error)).toMatchObject({ cause: expect.stringContaining('ECONNREFUSED') });
  });

  it('an empty folder is a mistake, not a stage without secrets', async () => {
    await using store = await startStore({ body: { Parameters: [] } });
    const error = await failureOf(withSecrets({ SECRETS_PATH: '/wrong' }, store.makeClient));
    expect(error.message).toBe('secrets: /wrong cannot be read: there is nothing in it');
    expect(error.advice).toContain('В папке /wrong');
  });
});

describe('D-25: the key of digests', () => {
  const stage = { stage: 'cloud', environment: { SECRETS_PATH: PATH, CRM_API_KEY: 'key' } } as const;
  const taken = { status: 400, body: { __type: 'ParameterAlreadyExists' } };

  it('is made by whoever needs it first: a secret parameter that never overwrites another', async () => {
    await using store = await startStore({ body: { Version: 1 } });
    const { environment } = await withDigestKey(stage, store.makeClient);
    expect(environment).toEqual({ ...stage.environment, DIGEST_KEY: expect.stringMatching(/^[\w-]{43}$/) });
    expect(store.seen).toEqual([
      { Name: `${PATH}/DIGEST_KEY`, Value: environment.DIGEST_KEY, Type: 'SecureString', Overwrite: false },
    ]);
  });

  it('of another process that was first is used instead', async () => {
    await using store = await startStore(taken, {
      body: { Parameters: parameters({ DIGEST_KEY: 'theirs' }) },
    });
    expect((await withDigestKey(stage, store.makeClient)).environment.DIGEST_KEY).toBe('theirs');
  });

  it('that is there already is kept, and so is a local stack’s own: no request is made', async () => {
    const makeClient = vi.fn<() => SSMClient>();
    const environment = { ...stage.environment, DIGEST_KEY: 'known' };
    expect(await withDigestKey({ ...stage, environment }, makeClient)).toEqual({ ...stage, environment });
    const local = { stage: 'local', environment: {} } as const;
    expect(await withDigestKey(local, makeClient)).toBe(local);
    expect(makeClient).not.toHaveBeenCalled();
  });

  it('that may not be made stops the start with the parameter’s name and the right that is missing, to be tried again', async () => {
    await using store = await startStore({ status: 400, body: { __type: 'AccessDeniedException' } });
    const error = await withDigestKey(stage, store.makeClient).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(DigestKeyMissing);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining(`${PATH}/DIGEST_KEY`) });
    expect(error).toMatchObject({ advice: expect.stringContaining('ssm:PutParameter') });
  });

  it('on a cloud stage is believed from the folder only', async () => {
    await using store = await startStore({ body: { Parameters: parameters({ CRM_API_KEY: 'key' }) } });
    const { environment } = await withSecrets({ SECRETS_PATH: PATH, DIGEST_KEY: 'plain' }, store.makeClient);
    expect(environment).not.toHaveProperty('DIGEST_KEY');
  });
});
