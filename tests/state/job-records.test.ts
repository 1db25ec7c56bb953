import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { TABLES, type TestTable } from './tables.ts';

describe.each(TABLES)('job records in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('keep the last success when a job is recorded without one', async () => {
    const jobs = createJobRecords(opened.table);
    expect(await jobs.list()).toEqual([]);

    await jobs.record({ job: 'stock-push', periodMinutes: 5 });
    await jobs.record({ job: 'order-poll', periodMinutes: 1, lastSuccess: 1000 });
    await jobs.record({ job: 'order-poll', periodMinutes: 2 });

    expect(await jobs.list()).toEqual([
      { job: 'order-poll', periodMinutes: 2, lastSuccess: 1000 },
      { job: 'stock-push', periodMinutes: 5 },
    ]);
  });
});
