import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHealthHandler } from '../../functions/health.ts';
import { createJobRecords, type JobRecords } from '../../lib/state/job-records.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: () => NOW };

function setUp() {
  const jobs = createJobRecords(createMemoryTable(CLOCK));
  const errors: unknown[][] = [];
  const ignore = () => undefined;
  const log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (...line: unknown[]) => void errors.push(line),
  };
  return { jobs, errors, handler: createHealthHandler({ version: '1.2.3', jobs, log, clock: CLOCK }), log };
}

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
    });
  });

  it('answers 200 before any job has run', async () => {
    expect(await setUp().handler()).toMatchObject({ statusCode: 200, body: '{"version":"1.2.3","jobs":{}}' });
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

  it('answers 503 and logs why when the state cannot be read; the answer does not tell', async () => {
    const { errors, log } = setUp();
    const jobs = { list: () => Promise.reject(new Error('table is away')) };
    const result = await createHealthHandler({ version: '1.2.3', jobs, log, clock: CLOCK })();
    expect(result).toMatchObject({ statusCode: 503, body: '{"version":"1.2.3","jobs":{}}' });
    expect(errors).toEqual([['health unknown', expect.objectContaining({ reason: 'table is away' })]]);
  });
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
