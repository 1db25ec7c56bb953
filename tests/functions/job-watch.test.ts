import { afterEach, describe, expect, it, vi } from 'vitest';
import { createJobWatch } from '../../functions/job-watch.ts';
import { JobsStale, RecordsUnreadable } from '../../lib/journal/assert-healthy.ts';
import { createOrderOutcomes } from '../../lib/journal/outcomes.ts';
import { readHealth } from '../../lib/journal/read-health.ts';
import { createJobRecords, type JobRecords } from '../../lib/state/job-records.ts';
import { keys } from '../../lib/state/keys.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: () => NOW };

function setUp() {
  const table = createMemoryTable(CLOCK);
  const jobs = createJobRecords(table);
  return { table, jobs, watch: watchOver(jobs, table) };
}

function watchOver(
  jobs: Pick<JobRecords, 'list'>,
  table = createMemoryTable(CLOCK),
  alert: () => Promise<void> = async () => undefined,
) {
  const outcomes = [createOrderOutcomes(table)];
  return createJobWatch(
    () =>
      readHealth({
        version: '1',
        jobs,
        outcomes,
        unreadable: { list: async () => [] },
        probe: async () => undefined,
        clock: CLOCK,
      }),
    alert,
  );
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

  it('N-5: tells people before it fails, and fails when they cannot be told', async () => {
    const { table, jobs } = setUp();
    let isTold = false;
    const tell = async () => {
      isTold = true;
    };
    await jobs.schedule('order-poll', 1, NOW - 180_001);
    await expect(watchOver(jobs, table, tell)()).rejects.toBeInstanceOf(JobsStale);
    expect(isTold).toBe(true);
    await jobs.schedule('order-poll', 0);
    const nobody = () => Promise.reject(new Error('topic is away'));
    await expect(watchOver(jobs, table, nobody)()).rejects.toThrow('topic is away');
  });

  it('R-1: fails when a stored record cannot be read', async () => {
    const { table, watch } = setUp();
    await table.put({ ...keys.parked({ kind: 'order', id: 138 }), at: 'yesterday' });
    await expect(watch()).rejects.toBeInstanceOf(RecordsUnreadable);
  });

  it('fails when the state cannot be read: nobody knows then', async () => {
    const jobs = { list: () => Promise.reject(new Error('table is away')) };
    await expect(watchOver(jobs)()).rejects.toThrow('table is away');
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
