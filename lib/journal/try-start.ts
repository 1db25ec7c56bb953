import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { timeLimits } from '../platform/time-limits.ts';
import type { JobRecord, JobRecords, LastRun } from '../state/job-records.ts';
import type { Lease, Leases } from '../state/leases.ts';
import { isDue } from './due.ts';
import { interruptedRun } from './run-record.ts';
import type { RunJournal } from './runs.ts';

export interface Job {
  readonly name: string;
  /** How often it is due, minutes; 0 when it is switched off. */
  readonly periodMinutes: number;
  /** Key of the settings that switches it off, if one does. */
  readonly switchedOffBy?: string;
}

export interface StartDeps {
  readonly leases: Leases;
  readonly jobs: JobRecords;
  readonly runs: Pick<RunJournal, 'record'>;
  readonly clock: Clock;
  /** The function's time-out, milliseconds. */
  readonly timeoutMs: number;
  readonly log: Log;
}

/** A run that may do its work: it has the job's lease, and its start is recorded. */
export interface StartedRun {
  readonly isStarted: true;
  readonly run: LastRun;
  readonly lease: Lease;
  /** Failed runs since the last success. */
  readonly failures: number;
}

interface NotStarted {
  readonly isStarted: false;
  readonly reason: 'notDue' | 'switchedOff' | 'alreadyRunning';
}

type RunStart = Pick<LastRun, 'id' | 'startedAt'>;

/**
 * Takes the job's lease for a run if the job is due and nobody else runs it. What is due is decided twice: before the
 * lease, so that the tick of a job that is not due costs one read, and again under it, since another run may have come
 * and gone between.
 *
 * @throws {StateUnreachable} and whatever else the state table throws; no lease is left behind if it can be helped.
 */
export async function tryStart(
  job: Job,
  start: RunStart,
  isForced: boolean,
  deps: StartDeps,
): Promise<StartedRun | NotStarted> {
  const { leases, jobs, timeoutMs } = deps;
  const known = await jobs.read(job.name);
  if (!isForced) {
    await noteSchedule(job, known, start.startedAt, jobs);
    if (!isDue(known, job.periodMinutes, start.startedAt)) {
      return { isStarted: false, reason: job.periodMinutes === 0 ? 'switchedOff' : 'notDue' };
    }
  }
  const lease = await leases.acquire(`job-${job.name}`, timeLimits(timeoutMs).leaseMs);
  if (lease === undefined) {
    return { isStarted: false, reason: 'alreadyRunning' };
  }
  try {
    const started = await begin(
      job,
      { ...start, until: lease.expiresAt, isOver: false },
      isForced,
      lease,
      deps,
    );
    if (started === undefined) {
      await leases.release(lease);
    }
    return started ?? { isStarted: false, reason: 'notDue' };
  } catch (error) {
    await giveBack(lease, deps);
    throw error;
  }
}

/** So that `/health` knows what is scheduled, and judges a job that never succeeds from when it was first due. */
async function noteSchedule(
  job: Job,
  known: JobRecord | undefined,
  now: number,
  jobs: JobRecords,
): Promise<void> {
  if (known?.periodMinutes !== job.periodMinutes) {
    const isSwitchedOn = job.periodMinutes > 0 && (known?.periodMinutes ?? 0) === 0;
    await jobs.schedule(job.name, job.periodMinutes, isSwitchedOn ? now : undefined);
  }
}

/** @returns undefined if the job is not due any more. */
async function begin(
  job: Job,
  run: LastRun,
  isForced: boolean,
  lease: Lease,
  { jobs, runs, log }: StartDeps,
): Promise<StartedRun | undefined> {
  const known = await jobs.read(job.name);
  if (!isForced && !isDue(known, job.periodMinutes, run.startedAt)) {
    return undefined;
  }
  const dead = known?.lastRun?.isOver === false ? known.lastRun : undefined;
  if (dead !== undefined) {
    const finishedAt = Math.min(dead.until, Math.max(dead.startedAt, run.startedAt));
    log.warn('job left no result', { job: job.name, startedAt: new Date(dead.startedAt) });
    await runs.record(dead.id, interruptedRun(job.name, { startedAt: dead.startedAt, finishedAt }));
  }
  const failures = (known?.failures ?? 0) + (dead === undefined ? 0 : 1);
  await jobs.begin(job.name, run, failures);
  return { isStarted: true, run, lease, failures };
}

async function giveBack(lease: Lease, { leases, log }: StartDeps): Promise<void> {
  try {
    await leases.release(lease);
  } catch (error) {
    log.warn('lease of the job not released', { lease: lease.name, ...errorFields(error) });
  }
}
