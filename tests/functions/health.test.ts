import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHealthHandler } from '../../functions/health.ts';
import {
  createDocumentOutcomes,
  createOrderOutcomes,
  type OrderOutcome,
} from '../../lib/journal/outcomes.ts';
import { createStateProbe, readHealth } from '../../lib/journal/read-health.ts';
import { createJobRecords, type JobRecords } from '../../lib/state/job-records.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Key, Table } from '../../lib/state/table.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: () => NOW };

const NOTHING_PARKED = { parked: { count: 0, oldestSeconds: 0 }, unreadable: 0 };

function setUp(table: Table = createMemoryTable(CLOCK), noted: readonly Key[] = []) {
  const jobs = createJobRecords(table);
  const outcomes = createOrderOutcomes(table);
  const errors: unknown[][] = [];
  const ignore = () => undefined;
  const log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (...line: unknown[]) => void errors.push(line),
  };
  const read = () =>
    readHealth({
      version: '1.2.3',
      jobs,
      outcomes: [outcomes, createDocumentOutcomes(table)],
      unreadable: { list: async () => noted },
      probe: createStateProbe(table, CLOCK),
      clock: CLOCK,
    });
  return { jobs, outcomes, table, errors, handler: createHealthHandler({ version: '1.2.3', read, log }) };
}

const PARKED: Omit<OrderOutcome, 'orderId' | 'at'> = {
  kind: 'parked',
  reason: 'productUnknown',
  message: 'Товара нет в 1С.',
  details: {},
  warnings: [],
};

/** A job of every minute that did its work at `lastSuccess`. */
async function succeeded(jobs: JobRecords, lastSuccess: number): Promise<void> {
  const run = { id: 'run-1', startedAt: lastSuccess - 1000, until: lastSuccess + 60_000, isOver: false };
  await jobs.schedule('order-poll', 1, run.startedAt);
  await jobs.begin('order-poll', run, 0);
  await jobs.end('order-poll', run, { lastSuccess });
}

describe('GET /health', () => {
  it('answers 200 with version and jobs, uncached', async () => {
    const { jobs, handler } = setUp();
    await succeeded(jobs, NOW - 60_000);
    const { statusCode, headers, body } = await handler();
    expect(statusCode).toBe(200);
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(body ?? '')).toEqual({
      version: '1.2.3',
      jobs: { 'order-poll': { lastSuccess: '2026-03-01T11:59:00.000Z', ageSeconds: 60, stale: false } },
      ...NOTHING_PARKED,
    });
  });

  it('answers 200 before any job has run', async () => {
    const { statusCode, body } = await setUp().handler();
    expect(statusCode).toBe(200);
    expect(JSON.parse(body ?? '')).toEqual({ version: '1.2.3', jobs: {}, ...NOTHING_PARKED });
  });

  it('answers 503 when a job is stale by three periods', async () => {
    const { jobs, handler } = setUp();
    await succeeded(jobs, NOW - 181_000);
    const { statusCode, body } = await handler();
    expect(statusCode).toBe(503);
    expect(JSON.parse(body ?? '').jobs['order-poll'].stale).toBe(true);
  });

  it('answers 503 when a job has been due for three periods and never succeeded', async () => {
    const { jobs, handler } = setUp();
    await jobs.schedule('order-poll', 1, NOW - 181_000);
    const { statusCode, body } = await handler();
    expect(statusCode).toBe(503);
    expect(JSON.parse(body ?? '').jobs).toEqual({
      'order-poll': { lastSuccess: null, ageSeconds: null, stale: true },
    });
  });

  it('N-5: tells how many orders wait for a person and for how long, and is no less well for it', async () => {
    const { outcomes, handler } = setUp();
    await outcomes.record({ ...PARKED, orderId: 138, at: NOW - 7_200_000 });
    await outcomes.record({ ...PARKED, orderId: 138, at: NOW - 60_000 });
    await outcomes.record({ ...PARKED, orderId: 139, at: NOW - 60_000 });
    const { statusCode, body } = await handler();
    expect(statusCode).toBe(200);
    expect(JSON.parse(body ?? '').parked).toEqual({ count: 2, oldestSeconds: 7200 });
  });

  it.each([
    ['a parked order', keys.parked({ kind: 'order', id: 138 }), 1],
    ['a parked export', keys.parked({ kind: 'document', id: 'key-1' }), 1],
    ['a job', keys.job('order-poll'), 0],
  ])('R-1: answers 503 when %s cannot be read, and still tells of the others', async (_, key, count) => {
    const { table, jobs, handler } = setUp();
    await succeeded(jobs, NOW - 1000);
    await table.put({ ...key, at: 'yesterday', job: 7 });
    const { statusCode, body } = await handler();
    expect(statusCode).toBe(503);
    expect(JSON.parse(body ?? '')).toMatchObject({ unreadable: 1, parked: { count } });
  });

  it('R-1: answers 503 when somebody met a record that could not be read, and does not tell which', async () => {
    const { handler } = setUp(createMemoryTable(CLOCK), [keys.cursor('order-history')]);
    const { statusCode, body = '' } = await handler();
    expect(statusCode).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ unreadable: 1, parked: { count: 0 } });
    expect(body).not.toContain('order-history');
  });

  it.each(['query', 'put'] as const)(
    'answers 503 and logs why when the state cannot be used (%s); the answer does not tell',
    async (operation) => {
      const table = {
        ...createMemoryTable(CLOCK),
        [operation]: () => Promise.reject(new Error('table is away')),
      };
      const { handler, errors } = setUp(table);
      expect(await handler()).toMatchObject({ statusCode: 503, body: '{"version":"1.2.3","jobs":{}}' });
      expect(errors).toEqual([['health unknown', expect.objectContaining({ reason: 'table is away' })]]);
    },
  );
});

describe("the cloud's entry of health", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('answers 503 with the version of the package when the table is away', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:1');
    vi.stubEnv('TABLE_NAME', 'bridge');
    vi.stubEnv('SECRETS_PATH', undefined);
    const { handler } = await import('../../functions/health.ts');
    const { statusCode, body } = await handler();
    expect(statusCode).toBe(503);
    expect(JSON.parse(body ?? '').version).toMatch(/^\d+\.\d+\.\d+/);
  });
});
