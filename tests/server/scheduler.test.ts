import { describe, expect, it } from 'vitest';
import { switchOff } from '../../infra/local/jobs.ts';
import { healthReport, isHealthy } from '../../lib/journal/health.ts';
import type { JobEvent } from '../../lib/journal/job-event.ts';
import { runOptionsOf } from '../../lib/journal/job-event.ts';
import { skippedRun } from '../../lib/journal/run-record.ts';
import { type Every, everySystem, type JobHandlers, startScheduler } from '../../lib/server/scheduler.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { counter, openMemory, testClock } from '../state/tables.ts';

const MINUTE = 60_000;
const clock = testClock();
const record = skippedRun('order-poll', { startedAt: clock.time, finishedAt: clock.time }, 'notDue');
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A timer that a test turns by hand. */
function handTimer() {
  const timer = { periodMs: 0, isEnded: false, tick: (): void => undefined };
  const every: Every = (periodMs, tick) => {
    Object.assign(timer, { periodMs, tick });
    return () => {
      timer.isEnded = true;
    };
  };
  return { timer, every };
}

function start(jobs: JobHandlers) {
  const { timer, every } = handTimer();
  const { log, entries } = recordingLog();
  return { timer, entries, scheduler: startScheduler({ jobs, every, clock, makeId: counter('event'), log }) };
}

describe('the scheduler of the local stack', () => {
  it("wakes every job each minute but not at the start, with an event as the cloud's schedule sends it", async () => {
    const events: JobEvent[] = [];
    const handler = async (event: JobEvent) => {
      events.push(event);
      return record;
    };
    const { timer, scheduler } = start({ 'order-poll': handler, 'stock-push': handler });
    expect(timer.periodMs).toBe(MINUTE);
    expect(events).toEqual([]);
    timer.tick();
    timer.tick();
    await scheduler.stop();

    expect(events).toHaveLength(4);
    expect(events[0]).toMatchObject({
      id: 'event-1',
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-01-15T09:00:00Z',
      resources: ['arn:aws:events:local:000000000000:rule/order-poll'],
    });
    expect(events.map(runOptionsOf)).toEqual(Array(4).fill({ isForced: false }));
  });

  it('wakes a job that still runs once more, as the cloud does, and waits for both when it stops', async () => {
    const ends: (() => void)[] = [];
    const { timer, scheduler } = start({
      'order-poll': () => new Promise((resolve) => void ends.push(() => resolve(record))),
    });
    timer.tick();
    timer.tick();
    expect(ends).toHaveLength(2);

    let isStopped = false;
    const stopping = scheduler.stop().then(() => {
      isStopped = true;
    });
    ends[0]?.();
    await settle();
    expect(timer.isEnded).toBe(true);
    expect(isStopped).toBe(false);
    ends[1]?.();
    await stopping;
  });

  it('logs a job that throws, and wakes it and the others again', async () => {
    let calls = 0;
    const { timer, entries, scheduler } = start({
      'order-poll': () => Promise.reject(new Error('no configuration')),
      'stock-push': async () => {
        calls += 1;
        return record;
      },
    });
    timer.tick();
    timer.tick();
    await scheduler.stop();

    expect(calls).toBe(2);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      level: 'error',
      message: 'function failed',
      fields: { functionName: 'order-poll', reason: 'no configuration' },
    });
  });

  it('ticks by the clock of the system until it is ended', async () => {
    let ticks = 0;
    await new Promise<void>((resolve) => {
      const end = everySystem(1, () => {
        ticks += 1;
        if (ticks === 3) {
          end();
          resolve();
        }
      });
    });
    expect(ticks).toBe(3);
  });

  it('that is off calls no job stale, whatever an earlier start has scheduled', async () => {
    const { table, clock: time } = await openMemory();
    const records = createJobRecords(table);
    await records.schedule('order-poll', 1, time.time);
    time.time += 10 * MINUTE;
    expect(
      isHealthy(
        healthReport(
          {
            version: '1',
            jobs: await records.list(),
            parked: { records: [], unreadable: [] },
            unreadable: [],
          },
          time.time,
        ),
      ),
    ).toBe(false);

    await switchOff({ 'order-poll': async () => record }, records);
    expect(
      isHealthy(
        healthReport(
          {
            version: '1',
            jobs: await records.list(),
            parked: { records: [], unreadable: [] },
            unreadable: [],
          },
          time.time,
        ),
      ),
    ).toBe(true);
  });
});

describe('the event of a job', () => {
  it('forces it only if it says so', () => {
    expect(runOptionsOf({ isForced: true })).toEqual({ isForced: true });
    expect(runOptionsOf({ isForced: false })).toEqual({ isForced: false });
    expect(runOptionsOf({})).toEqual({ isForced: false });
  });
});
