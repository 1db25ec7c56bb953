import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { handler as TriggerEntry } from '../../functions/trigger.ts';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { MANUAL_BODY, manualBody } from '../soap/bodies.ts';
import { eventOf } from './http-event.ts';

const QUEUE = 'orders.fifo';
let sqs: FauxqsServer;
let queueUrl: string;
let handler: typeof TriggerEntry;

beforeAll(async () => {
  sqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  sqs.createQueue(QUEUE, { attributes: { FifoQueue: 'true' } });
  queueUrl = `${sqs.address}/000000000000/${QUEUE}`;
});

afterAll(() => sqs.stop());

beforeEach(async () => {
  vi.resetModules();
  sqs.reset();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', sqs.address);
  vi.stubEnv('LOG_LEVEL', 'error');
  vi.stubEnv('POWERTOOLS_DEV', 'true'); // the log goes to the console that a test can watch
  vi.stubEnv('WEBHOOK_USER', 'crm');
  vi.stubEnv('WEBHOOK_PASSWORD', 'crm');
  vi.stubEnv('ORDER_QUEUE_URL', queueUrl);
  vi.stubEnv('SECRETS_PATH', undefined);
  ({ handler } = await import('../../functions/trigger.ts'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const call = (body: string) =>
  handler(
    eventOf({
      headers: {
        'content-type': 'application/soap+xml; charset=utf-8',
        authorization: basicAuthorization({ user: 'crm', password: 'crm' }),
      },
      body,
    }),
  );
const messages = () => sqs.inspectQueue(QUEUE)?.messages.ready.map(({ body }) => JSON.parse(body)) ?? [];

describe("the cloud's entry of the trigger", () => {
  it('puts one message per call into the queue that its environment names', async () => {
    expect(await call(MANUAL_BODY)).toMatchObject({ statusCode: 200 });
    expect(await call(MANUAL_BODY)).toMatchObject({ statusCode: 200 });
    expect(await call(manualBody('139'))).toMatchObject({ statusCode: 200 });
    expect(messages()).toEqual(expect.arrayContaining([{ order: 138 }, { order: 138 }, { order: 139 }]));
    expect(messages()).toHaveLength(3);
  });

  it('reads its configuration once', async () => {
    await call(MANUAL_BODY);
    vi.stubEnv('WEBHOOK_PASSWORD', 'changed');
    expect(await call(MANUAL_BODY)).toMatchObject({ statusCode: 200 });
  });

  it('does not start with a variable missing, names it, and starts once it is there', async () => {
    vi.stubEnv('WEBHOOK_PASSWORD', '');
    await expect(call(MANUAL_BODY)).rejects.toThrow('configuration: WEBHOOK_PASSWORD is not set');
    vi.stubEnv('WEBHOOK_PASSWORD', 'crm');
    expect(await call(MANUAL_BODY)).toMatchObject({ statusCode: 200 });
  });

  it('answers 503 when nothing listens where the queue should be', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', 'http://127.0.0.1:1');
    vi.stubEnv('ORDER_QUEUE_URL', `http://127.0.0.1:1/000000000000/${QUEUE}`);
    expect(await call(MANUAL_BODY)).toMatchObject({
      statusCode: 503,
      body: expect.stringContaining('<faultcode>soap:Server</faultcode>'),
    });
    expect(logged.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        orderId: 138,
        status: 503,
        code: 'queueUnreachable',
        cause: expect.stringContaining('ECONNREFUSED'),
      }),
    ]);
  });

  it('answers 503 when the queue does not exist', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('ORDER_QUEUE_URL', queueUrl.replace(QUEUE, 'absent.fifo'));
    expect(await call(MANUAL_BODY)).toMatchObject({ statusCode: 503 });
    expect(messages()).toEqual([]);
  });
});
