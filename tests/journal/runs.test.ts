import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneRun, failedRun } from '../../lib/journal/run-record.ts';
import { createRunJournal, type RunJournal } from '../../lib/journal/runs.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { TABLES, type TestTable } from '../state/tables.ts';

const DAY = 24 * 3600_000;

describe.each(TABLES)('the journal of runs in $name', ({ open }) => {
  let opened: TestTable;
  let journal: RunJournal;
  let noon: number;
  beforeAll(async () => {
    opened = await open();
    noon = opened.clock.time;
    const jobs = createJobRecords(opened.table);
    journal = createRunJournal(opened.table, jobs);
    await jobs.schedule('order-poll', 1);
    await jobs.schedule('stock-push', 5);
    for (const minute of [0, 2, 1, 3]) {
      await journal.record(`poll-${minute}`, run('order-poll', minute));
    }
    await journal.record('push-2', run('stock-push', 2.5));
  });
  afterAll(() => opened.close());

  const run = (job: string, minute: number) =>
    doneRun(
      job,
      { startedAt: noon + minute * 60_000, finishedAt: noon + minute * 60_000 + 500 },
      { counts: { minute }, skipped: [{ id: 138, reason: 'offline' }], errors: [] },
    );
  const minutes = async (query: Parameters<RunJournal['list']>[0]) =>
    (await journal.list(query)).records.map(({ counts }) => counts.minute);

  it('lists the newest runs of all jobs or of one, newest first', async () => {
    expect(await minutes({ most: 10 })).toEqual([3, 2.5, 2, 1, 0]);
    expect(await minutes({ most: 3 })).toEqual([3, 2.5, 2]);
    expect(await minutes({ job: 'order-poll', most: 3 })).toEqual([3, 2, 1]);
    expect(await minutes({ job: 'price-push', most: 3 })).toEqual([]);
  });

  it('gives a record back as it was made', async () => {
    expect((await journal.list({ job: 'stock-push', most: 1 })).records).toStrictEqual([
      run('stock-push', 2.5),
    ]);
  });

  it('keeps two runs of one job that began in the same millisecond', async () => {
    await journal.record('twin-1', run('price-push', 7));
    await journal.record('twin-2', run('price-push', 7));
    expect(await minutes({ job: 'price-push', most: 9 })).toEqual([7, 7]);
  });

  it('keeps the first record under an id', async () => {
    const record = run('onec-poll', 1);
    const times = { startedAt: Date.parse(record.startedAt), finishedAt: noon + DAY };
    await journal.record('poll', record);
    await journal.record('poll', failedRun('onec-poll', times, new Error('late')));
    expect((await journal.list({ job: 'onec-poll', most: 9 })).records).toStrictEqual([record]);
  });

  it('forgets a run after thirty days', async () => {
    opened.clock.time = noon + 30 * DAY;
    expect(await minutes({ job: 'order-poll', most: 9 })).toEqual([3, 2, 1, 0]);
    opened.clock.time = noon + 30 * DAY + 2.5 * 60_000;
    expect(await minutes({ job: 'order-poll', most: 9 })).toEqual([3]);
    opened.clock.time = noon;
  });
});
