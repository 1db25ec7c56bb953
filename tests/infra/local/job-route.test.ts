import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobRoute } from '../../../infra/local/job-route.ts';
import type { JobEvent } from '../../../lib/journal/job-event.ts';
import { doneRun, failedRun } from '../../../lib/journal/run-record.ts';
import { type HttpGateway, startHttpGateway } from '../../../lib/server/http-gateway.ts';
import { lambdaContext } from '../../../lib/server/lambda-context.ts';
import { counter, testClock } from '../../state/tables.ts';
import { recordingLog } from './recording-log.ts';

const { log, entries } = recordingLog();
const clock = testClock();
const times = { startedAt: clock.time, finishedAt: clock.time + 10 };
const done = doneRun('order-poll', times, { counts: { queued: 2 }, skipped: [], errors: [] });
const failed = failedRun('stock-push', times, new Error('1C is down'));
const events: JobEvent[] = [];

const route = jobRoute({
  jobs: {
    'order-poll': async (event) => {
      events.push(event);
      return done;
    },
    'stock-push': async () => failed,
    'price-push': () => Promise.reject(new Error('ONEC_URL is missing')),
  },
  clock,
  log,
});
let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await startHttpGateway({ routes: [route], port: 0, log, clock, makeId: counter('request') });
});
afterAll(() => gateway.close());

const post = (job: string) => fetch(`${gateway.url}/local/jobs/${job}`, { method: 'POST' });

/** A request with headers that `fetch` would set itself. */
async function postWith(
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  const sent = request(`${gateway.url}/local/jobs/order-poll`, { method: 'POST', headers });
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    sent.end();
  });
}

describe('POST /local/jobs/{job}', () => {
  it('runs the job now, due or not, and answers its run record', async () => {
    const response = await post('order-poll');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(done);
    expect(events).toEqual([{ isForced: true }]);
  });

  it('answers 200 to a failed run too: its outcome tells', async () => {
    const response = await post('stock-push');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(failed);
  });

  it('answers a run record even if the function of the job cannot start, and logs why', async () => {
    const response = await post('price-push');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      job: 'price-push',
      outcome: 'failed',
      errors: [{ reason: 'unexpected' }],
    });
    expect(entries).toMatchObject([{ level: 'error', fields: { reason: 'ONEC_URL is missing' } }]);
  });

  it.each(['stock', 'toString', 'order%20poll'])(
    'knows no job "%s", and names those it knows',
    async (job) => {
      const response = await post(job);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: 'unknownJob',
        message: expect.stringContaining('order-poll, stock-push, price-push'),
        jobs: ['order-poll', 'stock-push', 'price-push'],
      });
    },
  );

  it('is no address for other methods', async () => {
    expect((await fetch(`${gateway.url}/local/jobs/order-poll`)).status).toBe(404);
  });

  it.each([
    { host: 'localhost:3000' },
    { host: '[::1]' },
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'none' },
  ])('takes a call of this machine by any of its names: %j', async (headers) => {
    expect((await postWith(headers)).status).toBe(200);
  });

  it.each([
    ['a tunnel that names the public host', { host: 'bridge.example.ru' }],
    ['a host that only begins like the loopback', { host: '127.0.0.1.example.ru' }],
    ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy of the newer kind', { forwarded: 'for=203.0.113.7' }],
    ['a page in a browser', { origin: 'https://example.ru' }],
    ['a page without an origin', { origin: 'null' }],
    ['a page that has its origin withheld', { 'sec-fetch-site': 'cross-site' }],
    ['a proxy that names the client', { 'x-real-ip': '203.0.113.7' }],
    ['a proxy that names the public host', { 'x-forwarded-host': 'bridge.example.ru' }],
    ['a proxy that names itself', { via: '1.1 proxy' }],
  ])('refuses %s', async (_who, headers) => {
    const calls = events.length;
    const { status, body } = await postWith(headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: 'loopbackOnly' });
    expect(events).toHaveLength(calls);
  });

  it.each([
    ['203.0.113.7', 403],
    ['192.168.0.5', 403],
    ['::ffff:10.0.0.1', 403],
    ['', 403],
    ['::1', 200],
    ['::ffff:127.0.0.1', 200],
  ])('answers a connection from "%s" with %d', async (sourceIp, status) => {
    const http = {
      method: 'POST',
      path: '/local/jobs/order-poll',
      protocol: 'HTTP/1.1',
      sourceIp,
      userAgent: '',
    };
    const stamp = { requestId: '1', time: '', timeEpoch: 0, routeKey: '', stage: '$default' };
    const event = {
      version: '2.0',
      routeKey: '',
      rawPath: http.path,
      rawQueryString: '',
      headers: {},
      isBase64Encoded: false,
      pathParameters: { job: 'order-poll' },
      requestContext: { ...stamp, accountId: '', apiId: '', domainName: 'localhost', domainPrefix: '', http },
    };
    const context = lambdaContext({ clock, makeId: counter('id') }, 'local-jobs', 1000);
    expect(await route.handler(event, context)).toMatchObject({ statusCode: status });
  });
});
