import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobRecords, type LastRun } from '../../lib/state/job-records.ts';
import { TABLES, type TestTable } from './tables.ts';

const run: LastRun = { id: 'run-1', startedAt: 1000, until: 9000, isOver: false };

describe.each(TABLES)('job records in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('list all jobs by name', async () => {
    const jobs = createJobRecords(opened.table);
    expect(await jobs.list()).toEqual({ records: [], unreadable: [] });

    await jobs.schedule('stock-push', 5);
    await jobs.schedule('order-poll', 1, 1000);

    expect(await jobs.list()).toEqual({
      records: [
        { job: 'order-poll', periodMinutes: 1, firstDue: 1000, failures: 0 },
        { job: 'stock-push', periodMinutes: 5, failures: 0 },
      ],
      unreadable: [],
    });
  });

  it('keep when a job was first due and last succeeded while its period changes and its runs fail', async () => {
    const jobs = createJobRecords(opened.table);
    await jobs.schedule('price-push', 60, 500);
    await jobs.begin('price-push', run, 0);
    await jobs.end('price-push', run, { lastSuccess: 2000 });
    const second = { ...run, id: 'run-2', startedAt: 3000 };
    await jobs.begin('price-push', second, 0);
    await jobs.end('price-push', second, { failures: 1 });
    await jobs.schedule('price-push', 30);

    expect(await jobs.read('price-push')).toEqual({
      job: 'price-push',
      periodMinutes: 30,
      firstDue: 500,
      lastSuccess: 2000,
      lastRun: { ...second, isOver: true },
      failures: 1,
      isUnfinished: false,
    });
  });

  it('show a run under way, and forget earlier failures when one succeeds', async () => {
    const jobs = createJobRecords(opened.table);
    await jobs.begin('onec-poll', run, 3);
    expect(await jobs.read('onec-poll')).toMatchObject({ lastRun: run, failures: 3 });

    await jobs.end('onec-poll', run, { lastSuccess: 2000 });
    expect(await jobs.read('onec-poll')).toMatchObject({ lastRun: { isOver: true }, failures: 0 });
  });

  it('know nothing of a job that never ran; one that only ran on demand is not scheduled', async () => {
    const jobs = createJobRecords(opened.table);
    expect(await jobs.read('catalog-publish')).toBeUndefined();

    await jobs.begin('catalog-publish', run, 0);
    expect(await jobs.read('catalog-publish')).toMatchObject({ periodMinutes: 0 });
  });
});
