import { afterEach, describe, expect, it, vi } from 'vitest';
import { createJobWatch } from '../../functions/job-watch.ts';
import { JobsStale } from '../../lib/journal/stale-jobs.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: () => NOW };

function setUp() {
  const jobs = createJobRecords(createMemoryTable(CLOCK));
  return { jobs, watch: createJobWatch({ jobs, clock: CLOCK }) };
}

describe('the watch over the jobs', () => {
  it('is content before any job has run', async () => {
    await expect(setUp().watch()).resolves.toBeUndefined();
  });

  it('is content while every job succeeds in time, and with one that is switched off', async () => {
    const { jobs, watch } = setUp();
    await jobs.schedule('order-poll', 1, NOW - 180_000);
    await jobs.schedule('parked-replay', 0);
    await expect(watch()).resolves.toBeUndefined();
  });

  it('fails by the names of those that are stale by three of their own periods', async () => {
    const { jobs, watch } = setUp();
    await jobs.schedule('order-poll', 1, NOW - 180_001);
    await jobs.schedule('parked-replay', 5, NOW - 180_001);
    await jobs.schedule('stock-push', 1, NOW - 180_001);
    const failure = await watch().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(JobsStale);
    expect(failure).toMatchObject({ name: 'JobsStale', message: 'stale jobs: order-poll, stock-push' });
  });

  it('fails when the state cannot be read: nobody knows then', async () => {
    const jobs = { list: () => Promise.reject(new Error('table is away')) };
    await expect(createJobWatch({ jobs, clock: CLOCK })()).rejects.toThrow('table is away');
  });
});

describe("the cloud's entry of the watch", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('needs the name of the table', async () => {
    vi.stubEnv('SECRETS_PATH', undefined);
    vi.stubEnv('TABLE_NAME', undefined);
    const { handler } = await import('../../functions/job-watch.ts');
    await expect(handler()).rejects.toThrow('TABLE_NAME is not set');
  });
});
