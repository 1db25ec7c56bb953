import { describe, expect, it } from 'vitest';
import { createTriggerHandler } from '../../functions/trigger.ts';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import type { OrderItem } from '../../lib/queue/order-item.ts';
import { CALL, envelope, MANUAL_BODY, manualBody } from '../soap/bodies.ts';
import { eventOf } from './http-event.ts';

const LOGIN = { user: 'crm', password: 'секрет' };
const HEADERS = {
  'content-type': 'application/soap+xml; charset=utf-8',
  authorization: basicAuthorization(LOGIN),
};

function setUp({ send }: { send?: (item: OrderItem) => Promise<void> } = {}) {
  const queued: number[] = [];
  const lines: unknown[][] = [];
  const write = (level: string) => (message: string, fields: unknown) => lines.push([level, message, fields]);
  let now = 1_000;
  const handler = createTriggerHandler({
    login: LOGIN,
    publicUrl: 'https://bridge.example.ru',
    queue: { send: send ?? (async ({ orderId }) => void queued.push(orderId)) },
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    clock: { now: () => (now += 7) },
  });
  return { handler, queued, lines };
}

describe('the trigger function', () => {
  it.each([
    ['in base64, as the gateway passes application/soap+xml', HEADERS],
    ['as text, as the gateway passes text/xml', { ...HEADERS, 'content-type': 'text/xml; charset=utf-8' }],
  ])("queues the manual's call that comes %s, and logs one line", async (_, headers) => {
    const { handler, queued, lines } = setUp();
    const result = await handler(eventOf({ headers, body: MANUAL_BODY }));
    expect(result).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('<m:return>138</m:return>'),
    });
    expect(queued).toEqual([138]);
    expect(lines).toEqual([['info', 'order queued', { orderId: 138, status: 200, durationMs: 7 }]]);
  });

  it('queues one message per call, also for the same order', async () => {
    const { handler, queued } = setUp();
    for (const order of ['138', '0138', '139']) {
      await handler(eventOf({ path: '/ut/ws/ws1.1cws', headers: HEADERS, body: manualBody(order) }));
    }
    expect(queued).toEqual([138, 138, 139]);
  });

  it('takes a byte order mark and Cyrillic in base64', async () => {
    const { handler, queued } = setUp();
    const body = `\uFEFF${envelope(CALL.replaceAll('n:', 'о:')).replace('xmlns:n=', 'xmlns:о=')}`;
    await handler(eventOf({ headers: HEADERS, body }));
    expect(queued).toEqual([138]);
  });

  it.each([
    ['no login', undefined],
    ['a wrong password', basicAuthorization({ ...LOGIN, password: 'другой' })],
    ['another scheme', `Bearer ${Buffer.from('crm:секрет').toString('base64')}`],
    ['nonsense', 'Basic ???'],
  ])('answers 401 to %s and logs no part of it', async (_, authorization) => {
    const { handler, queued, lines } = setUp();
    const { authorization: __, ...others } = HEADERS;
    const headers = authorization === undefined ? others : { ...others, authorization };
    const result = await handler(eventOf({ headers, body: MANUAL_BODY }));
    expect(result).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': expect.stringMatching(/^Basic/) },
    });
    expect(queued).toEqual([]);
    expect(lines).toEqual([['warn', 'call without the right login', { status: 401, durationMs: 7 }]]);
  });

  it('answers a fault to an event without a body', async () => {
    const { handler } = setUp();
    const { body: _, ...event } = eventOf({ headers: HEADERS });
    expect(await handler(event)).toMatchObject({ statusCode: 400 });
  });

  it('gives the WSDL to anybody', async () => {
    const { handler } = setUp();
    const result = await handler(eventOf({ method: 'GET', query: 'WSDL' }));
    expect(result).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('https://bridge.example.ru/ws/ws1.1cws'),
    });
  });

  it('answers 404 elsewhere and 405 to other methods', async () => {
    const { handler } = setUp();
    expect(await handler(eventOf({ path: '/', headers: HEADERS, body: MANUAL_BODY }))).toMatchObject({
      statusCode: 404,
    });
    expect(await handler(eventOf({ method: 'DELETE', headers: HEADERS }))).toMatchObject({ statusCode: 405 });
  });

  it('answers 503 and logs the reason when the queue is not reachable', async () => {
    const { handler, lines } = setUp({ send: () => Promise.reject(new RangeError('no route')) });
    expect(await handler(eventOf({ headers: HEADERS, body: MANUAL_BODY }))).toMatchObject({
      statusCode: 503,
    });
    expect(lines).toEqual([
      [
        'error',
        'order not queued',
        expect.objectContaining({ orderId: 138, status: 503, error: 'RangeError', reason: 'no route' }),
      ],
    ]);
  });
});
