import type { JobRecord } from '../state/job-records.ts';

const MINUTE_MS = 60_000;

/** Half of the schedule's tick: what a tick may come early, against the one that began the last run. */
const TOLERANCE_MS = MINUTE_MS / 2;

/**
 * Whether a job is to run now (design, decisions: schedules tick each minute, a job returns at once unless it is due).
 *
 * - Periods are counted from start to start. Ticks come a little early or late, so half a minute is not waited for: a job
 *   of five minutes runs at every fifth tick, and a tick that is delivered twice runs it once.
 * - After a failure it is due at the next tick, then after two minutes, four, and so on, but never later than its period.
 *   A run that died counts as failed once it must be over.
 * - A run that ended unfinished goes on at the next tick.
 * - A last start in the future is the mistake of a clock and counts for nothing.
 *
 * @param job what is kept about the job, undefined if it never ran.
 * @param periodMinutes 0 for a job that is switched off: it is never due.
 * @param now milliseconds since the epoch.
 */
export function isDue(
  job: Pick<JobRecord, 'lastRun' | 'failures' | 'isUnfinished'> | undefined,
  periodMinutes: number,
  now: number,
): boolean {
  if (periodMinutes === 0) {
    return false;
  }
  if (job?.lastRun === undefined || job.lastRun.startedAt > now + TOLERANCE_MS) {
    return true;
  }
  const { startedAt, isOver } = job.lastRun;
  const isToGoOn = isOver && job.isUnfinished === true;
  const minutes = isToGoOn ? 1 : waitMinutes(job.lastRun, job.failures, periodMinutes, now);
  return now - startedAt >= minutes * MINUTE_MS - TOLERANCE_MS;
}

function waitMinutes(
  lastRun: NonNullable<JobRecord['lastRun']>,
  failures: number,
  periodMinutes: number,
  now: number,
): number {
  if (!lastRun.isOver && now < lastRun.until) {
    return periodMinutes;
  }
  const failed = failures + (lastRun.isOver ? 0 : 1);
  return failed === 0 ? periodMinutes : Math.min(periodMinutes, 2 ** (failed - 1));
}
