import { describe, expect, it } from 'vitest';
import { StateUnreachable } from '../../lib/state/errors.ts';
import type { Table } from '../../lib/state/table.ts';
import { startJobs } from './jobs.ts';

const MINUTE = 60_000;
const REPORT = { counts: {}, skipped: [], errors: [] };
const LEASE_MS = MINUTE + 30_000;

/** A table that fails while `isAway` says so; it is asked before each call. */
function unreliable(isAway: () => boolean): (table: Table) => Table {
  return (table) =>
    new Proxy(table, {
      get: (target, name: keyof Table) =>
        isAway()
          ? () => Promise.reject(new StateUnreachable(name, new Error('no route')))
          : target[name].bind(target),
    });
}

/** Work that never ends, as of a function whose process is killed. */
const killed = (): Promise<never> => new Promise(() => undefined);
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a run that fails', () => {
  it('says why in both voices, and is tried again at the next tick, whatever its period', async () => {
    const { run, journal, entries, clock } = startJobs({ periodMinutes: 180 });
    const away = new StateUnreachable('get', new Error('no route'));
    const record = await run(() => Promise.reject(away));

    expect(record).toMatchObject({
      outcome: 'failed',
      errors: [{ id: 'order-poll', reason: 'stateUnreachable', message: away.advice }],
    });
    expect((await journal.list({ most: 9 })).records).toEqual([record]);
    expect(entries).toContainEqual({
      level: 'error',
      message: 'job failed',
      fields: expect.objectContaining({ job: 'order-poll', code: 'stateUnreachable', reason: away.message }),
    });
    clock.time += MINUTE;
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'ok' });
    clock.time += MINUTE;
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'skipped' });
  });

  it('survives a crash that is no error at all', async () => {
    const { run } = startJobs();
    const crash = (): Promise<never> => {
      throw 'text';
    };
    expect(await run(crash)).toMatchObject({ outcome: 'failed', errors: [{ reason: 'unexpected' }] });
  });

  it('keeps the last success and comes less and less often', async () => {
    const { run, jobs, clock } = startJobs({ periodMinutes: 60 });
    await run(async () => REPORT);
    const lastSuccess = clock.time;
    const failedAt: number[] = [];
    for (let minute = 1; minute <= 130; minute += 1) {
      clock.time += MINUTE;
      const { outcome } = await run(() => Promise.reject(new Error('1C is down')));
      failedAt.push(...(outcome === 'failed' ? [minute] : []));
    }
    expect(failedAt).toEqual([60, 61, 63, 67, 75, 91, 123]);
    expect(await jobs.read('order-poll')).toMatchObject({ lastSuccess, failures: 7 });
  });
});

describe('a state table that is away', () => {
  it.each([1, 2, 3, 4, 5])('before the work (at call %d) makes the run fail, without work', async (call) => {
    let calls = 0;
    let isAway = false;
    const through = unreliable(() => {
      calls += 1;
      isAway ||= calls === call;
      return isAway;
    });
    const { run, entries, clock, journal } = startJobs({ through });
    let isWorkDone = false;
    const work = async () => {
      isWorkDone = true;
      return REPORT;
    };

    // Read, schedule, lease, read again, begin: then comes the work.
    expect(await run(work)).toMatchObject({ outcome: 'failed', errors: [{ reason: 'stateUnreachable' }] });
    expect(isWorkDone).toBe(false);
    expect(entries.filter(({ level }) => level === 'error')).toMatchObject([{ message: 'job not started' }]);
    expect((await journal.list({ most: 9 })).records).toEqual([]);

    isAway = false;
    calls = 9;
    clock.time += LEASE_MS;
    expect(await run(work)).toMatchObject({ outcome: 'ok' });
  });

  it.each([4, 5])('for one call before the work (number %d) does not keep the lease', async (call) => {
    let calls = 0;
    const through = unreliable(() => {
      calls += 1;
      return calls === call;
    });
    const { run } = startJobs({ through });
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'failed' });
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'ok' });
  });

  it('after the work is logged, and does not hide what came of it', async () => {
    let isAway = false;
    const { run, entries, journal, clock } = startJobs({ through: unreliable(() => isAway) });
    const record = await run(async () => {
      isAway = true;
      return { ...REPORT, counts: { queued: 7 } };
    });

    expect(record).toMatchObject({ outcome: 'ok', counts: { queued: 7 } });
    expect(entries.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      'run not recorded',
      'end of the run not recorded',
      'lease of the job not released',
    ]);

    isAway = false;
    clock.time += 2 * MINUTE;
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'ok' });
    expect((await journal.list({ most: 9 })).records.map(({ outcome }) => outcome)).toEqual(['ok', 'failed']);
  });

  it('for one write after the work keeps neither the other two from being done', async () => {
    for (const lost of [1, 2, 3]) {
      let calls = Number.NaN;
      const through = unreliable(() => {
        calls += 1;
        return calls === lost;
      });
      const { run, journal, jobs, clock } = startJobs({ through });
      await run(async () => {
        calls = 0;
        return REPORT;
      });
      expect((await journal.list({ most: 9 })).records).toHaveLength(lost === 1 ? 0 : 1);
      expect((await jobs.read('order-poll'))?.lastRun?.isOver).toBe(lost !== 2);

      clock.time += MINUTE;
      const next = await run(async () => REPORT);
      expect(next.outcome).toBe(lost === 3 ? 'skipped' : 'ok');
      const outcomes = (await journal.list({ most: 9 })).records.map(({ outcome }) => outcome);
      expect(outcomes).not.toContain('failed');
    }
  });
});

describe('two runs of one job at once', () => {
  it('are one run; the other is skipped and says so in the journal', async () => {
    const { run, journal } = startJobs();
    let works = 0;
    const work = async () => {
      works += 1;
      await settle();
      return REPORT;
    };
    const records = await Promise.all([run(work), run(work)]);

    expect(works).toBe(1);
    expect(records.map(({ outcome }) => outcome).sort()).toEqual(['ok', 'skipped']);
    expect(records.flatMap(({ skipped }) => skipped)).toEqual([
      { id: 'order-poll', reason: 'alreadyRunning' },
    ]);
    expect((await journal.list({ most: 9 })).records).toHaveLength(2);
  });

  it('are one run also when the first is over before the second gets the lease', async () => {
    let isOther = false;
    const { run, journal } = startJobs({
      through: (table) => ({
        ...table,
        // The second run has read the job's record; before it asks for the lease, the first one comes and goes.
        put: async (item, condition) => {
          if (!isOther && item.pk.startsWith('lease#')) {
            isOther = true;
            await run(async () => REPORT);
          }
          return table.put(item, condition);
        },
      }),
    });
    const second = await run(async () => REPORT);
    expect(second).toMatchObject({ outcome: 'skipped', skipped: [{ reason: 'notDue' }] });
    expect((await journal.list({ most: 9 })).records).toHaveLength(1);
    expect(await run(async () => REPORT, { isForced: true })).toMatchObject({ outcome: 'ok' });
  });

  it('never overlap, even if a person forces one', async () => {
    const { run } = startJobs();
    void run(killed);
    await settle();
    expect(await run(async () => REPORT, { isForced: true })).toMatchObject({
      outcome: 'skipped',
      skipped: [{ reason: 'alreadyRunning' }],
    });
  });
});

describe('a run whose process died', () => {
  it('is followed by the next one when its lease is over, and then stands in the journal as interrupted', async () => {
    const { run, journal, jobs, clock } = startJobs();
    const startedAt = new Date(clock.time).toISOString();
    void run(killed);
    await settle();
    const until = clock.time + LEASE_MS;

    clock.time = until - 1;
    expect(await run(async () => REPORT)).toMatchObject({ skipped: [{ reason: 'alreadyRunning' }] });
    clock.time = until;
    expect(await run(async () => REPORT)).toMatchObject({ outcome: 'ok' });

    const records = (await journal.list({ most: 9 })).records;
    expect(records.map(({ outcome }) => outcome)).toEqual(['ok', 'skipped', 'failed']);
    expect(records.at(-1)).toMatchObject({
      startedAt,
      finishedAt: new Date(until).toISOString(),
      errors: [{ id: 'order-poll', reason: 'runInterrupted' }],
    });
    expect(await jobs.read('order-poll')).toMatchObject({ failures: 0, lastRun: { isOver: true } });
  });

  it('counts as a failure: one that dies every time comes ever less often, and less often than its lease allows', async () => {
    const { run, jobs, clock } = startJobs({ periodMinutes: 180 });
    const starts: number[] = [];
    for (let minute = 0; minute <= 40; minute += 1) {
      void run(async () => {
        starts.push(minute);
        return killed();
      });
      await settle();
      clock.time += MINUTE;
    }
    expect(starts).toEqual([0, 2, 4, 8, 16, 32]);
    expect(await jobs.read('order-poll')).toMatchObject({ failures: 5 });
  });
});
