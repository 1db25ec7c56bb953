import { describe, expect, it } from 'vitest';
import { healthReport } from '../../lib/journal/health.ts';
import type { RunRecord } from '../../lib/journal/run-record.ts';
import { startJobs } from './jobs.ts';

const MINUTE = 60_000;
const report = { counts: { queued: 3 }, skipped: [], errors: [] };
const reasonOf = ({ outcome, skipped }: RunRecord) =>
  `${outcome} ${skipped.map(({ reason }) => reason).join()}`;

describe('a job', () => {
  it('runs when it is due, and its record is in the journal', async () => {
    const { run, journal, clock } = startJobs({ timeoutMs: MINUTE });
    const began = clock.time;
    let deadline = 0;
    const record = await run(async (until) => {
      deadline = until;
      clock.time += 1500;
      return report;
    });

    expect(record).toEqual({
      job: 'order-poll',
      outcome: 'ok',
      startedAt: new Date(began).toISOString(),
      finishedAt: new Date(began + 1500).toISOString(),
      counts: { queued: 3, skipped: 0, errors: 0 },
      skipped: [],
      errors: [],
    });
    expect((await journal.list({ most: 9 })).records).toEqual([record]);
    expect(deadline).toBe(began + 50_000);
  });

  it('leaves a quarter of a short time-out for writing down', async () => {
    const { run, clock } = startJobs({ timeoutMs: 4000 });
    let deadline = 0;
    await run(async (until) => {
      deadline = until;
      return report;
    });
    expect(deadline).toBe(clock.time + 3000);
  });

  it('returns at once while it is not due, and leaves no trace in the journal', async () => {
    const { run, journal, clock } = startJobs({ periodMinutes: 5 });
    await run(async () => report);
    const ticks: string[] = [];
    for (let tick = 1; tick <= 6; tick += 1) {
      clock.time += MINUTE;
      ticks.push(reasonOf(await run(async () => report)));
    }

    const notDue = 'skipped notDue';
    expect(ticks).toEqual([notDue, notDue, notDue, notDue, 'ok ', notDue]);
    expect((await journal.list({ most: 9 })).records).toHaveLength(2);
  });

  it('that says it is unfinished goes on at the next tick, and then waits for its period', async () => {
    const { run, clock } = startJobs({ periodMinutes: 180 });
    expect(await run(async () => ({ ...report, unfinished: true }))).toMatchObject({ unfinished: true });
    const ticks: string[] = [];
    for (const isMore of [true, false, false]) {
      clock.time += MINUTE;
      ticks.push(reasonOf(await run(async () => (isMore ? { ...report, unfinished: true } : report))));
    }
    expect(ticks).toEqual(['ok ', 'ok ', 'skipped notDue']);
  });

  it('that was unfinished and then failed waits as any that failed', async () => {
    const { run, clock, jobs } = startJobs({ periodMinutes: 180 });
    await run(async () => ({ ...report, unfinished: true }));
    clock.time += MINUTE;
    await run(() => Promise.reject(new Error('1C is down')));
    expect(await jobs.read('order-poll')).toMatchObject({ failures: 1, isUnfinished: false });
  });

  it('that is switched off runs only when it is forced', async () => {
    const { run, journal } = startJobs({ periodMinutes: 0 });
    expect(reasonOf(await run(async () => report))).toBe('skipped switchedOff');
    expect(reasonOf(await run(async () => report, { isForced: true }))).toBe('ok ');
    expect((await journal.list({ most: 9 })).records).toHaveLength(1);
  });

  it('that is forced runs although it is not due, and its next period begins then', async () => {
    const { run, clock } = startJobs({ periodMinutes: 5 });
    await run(async () => report);
    clock.time += 3 * MINUTE;
    expect(reasonOf(await run(async () => report, { isForced: true }))).toBe('ok ');
    clock.time += 3 * MINUTE;
    expect(reasonOf(await run(async () => report))).toBe('skipped notDue');
    clock.time += 2 * MINUTE;
    expect(reasonOf(await run(async () => report))).toBe('ok ');
  });

  it('is partial when single records failed, and that is a success', async () => {
    const { run, jobs, clock } = startJobs();
    const errors = [{ id: 138, reason: 'unknownProduct', message: 'Товара нет в 1С.' }];
    expect(await run(async () => ({ ...report, errors }))).toMatchObject({ outcome: 'partial', errors });
    expect(await jobs.read('order-poll')).toMatchObject({ lastSuccess: clock.time, failures: 0 });
  });

  it('is known to /health from its first tick; one that only runs when it is forced is not scheduled', async () => {
    const { run, jobs, clock } = startJobs({ periodMinutes: 1 });
    const health = async () =>
      healthReport(
        { version: '1', jobs: await jobs.list(), parked: { records: [], unreadable: [] }, unreadable: [] },
        clock.time,
      ).jobs['order-poll'];
    await run(async () => report, { isForced: true });
    clock.time += 60 * MINUTE;
    expect((await health())?.stale).toBe(false);

    await run(async () => Promise.reject(new Error('crash')));
    clock.time += 3 * MINUTE;
    expect((await health())?.stale).toBe(false);
    clock.time += 1;
    expect((await health())?.stale).toBe(true);

    await run(async () => report);
    expect(await health()).toMatchObject({
      stale: false,
      ageSeconds: 0,
    });
  });

  it('remembers when it was first due, anew each time it is switched on', async () => {
    const { tick, jobs, clock } = startJobs();
    const firstDues: unknown[] = [];
    for (const period of [5, 5, 10, 0, 0, 5]) {
      clock.time += MINUTE;
      await tick(period);
      firstDues.push((await jobs.read('order-poll'))?.firstDue);
    }
    const start = clock.time - 6 * MINUTE;
    expect(firstDues).toEqual([1, 1, 1, 1, 1, 6].map((minute) => start + minute * MINUTE));
  });
});
