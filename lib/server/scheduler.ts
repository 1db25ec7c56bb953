import type { ScheduledEvent } from 'aws-lambda';
import type { JobHandler } from '../journal/job-event.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { MakeId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';

/** Functions of jobs, by name (contract 2). */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

export interface SchedulerOptions {
  readonly jobs: JobHandlers;
  readonly every: Every;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly log: Log;
}

/** Calls `tick` again and again with `periodMs` between; gives what ends that. */
export type Every = (periodMs: number, tick: () => void) => () => void;

export interface Scheduler {
  /** Wakes no job any more and waits for those that run. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

export const everySystem: Every = (periodMs, tick) => {
  const timer = setInterval(tick, periodMs);
  return () => clearInterval(timer);
};

/**
 * Wakes the function of every job each minute, as the cloud's schedule does: whether the job is due, and whether an
 * earlier run is still under way, is for the job to say. A function that throws is logged. The first minute passes in
 * quiet: what a person tries at the start is not mixed with the orders that a first pass over the history brings.
 */
export function startScheduler({ jobs, every, clock, makeId, log }: SchedulerOptions): Scheduler {
  const running = new Set<Promise<void>>();
  const wake = async (job: string, handler: JobHandlers[string]): Promise<void> => {
    try {
      await handler(scheduledEvent(job, makeId(), clock.now()));
    } catch (error) {
      log.error('function failed', { functionName: job, ...errorFields(error) });
    }
  };
  const tick = (): void => {
    for (const [job, handler] of Object.entries(jobs)) {
      const run = wake(job, handler).finally(() => running.delete(run));
      running.add(run);
    }
  };
  const end = every(MINUTE_MS, tick);
  return {
    stop: async () => {
      end();
      await Promise.all(running);
    },
  };
}

/** The event with which EventBridge wakes a function on schedule. */
export function scheduledEvent(job: string, id: string, now: number): ScheduledEvent {
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    // Whole seconds, as EventBridge writes it.
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: 'local',
    resources: [`arn:aws:events:local:000000000000:rule/${job}`],
    detail: {},
  };
}
