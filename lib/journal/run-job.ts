import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { MakeId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { timeLimits } from '../platform/time-limits.ts';
import { doneRun, failedRun, type RunRecord, type RunReport, skippedRun } from './run-record.ts';
import { type Job, type StartDeps, type StartedRun, tryStart } from './try-start.ts';

/**
 * The work of one run.
 *
 * @param deadline milliseconds since the epoch: by then it returns, and goes on in the next run from the position that it
 *   has saved (design, decisions: long jobs continue at the next tick).
 * @throws whatever keeps it from being done; single records that fail belong into the report.
 */
export type JobWork = (deadline: number) => Promise<RunReport>;

export interface RunJobDeps extends StartDeps {
  /** Makes the id of each run. */
  readonly makeId: MakeId;
}

export interface RunOptions {
  /** Run although it is not due, or switched off: a person asked for it. A run under way is still not disturbed. */
  readonly isForced?: boolean;
}

/**
 * Runs a job if it is due and nobody else runs it, and keeps the record of the run.
 *
 * Never throws: whatever happens is in the record, and in the log. `skipped` says `notDue`, `switchedOff` (neither is
 * kept in the journal: there is one a minute) or `alreadyRunning`. A run that fails is tried again at the next tick. A
 * state table that fails before the work makes the run fail without it; one that fails after it is logged only, and the
 * next run finds a run that left no result.
 */
export async function runJob(
  job: Job,
  work: JobWork,
  deps: RunJobDeps,
  { isForced = false }: RunOptions = {},
): Promise<RunRecord> {
  const { clock, log } = deps;
  const startedAt = clock.now();
  const times = () => ({ startedAt, finishedAt: clock.now() });
  const id = deps.makeId();
  try {
    const started = await tryStart(job, { id, startedAt }, isForced, deps);
    if (started.isStarted) {
      return await perform(started, job.name, work, deps);
    }
    const cause = started.reason === 'switchedOff' ? job.switchedOffBy : undefined;
    const skipped = skippedRun(job.name, times(), started.reason, cause);
    if (started.reason === 'alreadyRunning') {
      await attempt('run not recorded', job.name, log, () => deps.runs.record(id, skipped));
    }
    log.debug('job skipped', { job: job.name, reason: started.reason });
    return skipped;
  } catch (error) {
    log.error('job not started', { job: job.name, ...errorFields(error) });
    const failed = failedRun(job.name, times(), error);
    await attempt('run not recorded', job.name, log, () => deps.runs.record(id, failed));
    return failed;
  }
}

async function perform(
  { run, lease, failures }: StartedRun,
  job: string,
  work: JobWork,
  { clock, jobs, leases, log, runs, timeoutMs }: RunJobDeps,
): Promise<RunRecord> {
  const { startedAt } = run;
  const record = await resultOf(job, startedAt, clock, log, () =>
    work(startedAt + timeLimits(timeoutMs).finishMs),
  );
  const result =
    record.outcome === 'failed'
      ? { failures: failures + 1 }
      : { lastSuccess: Date.parse(record.finishedAt), isUnfinished: record.unfinished === true };
  // Each by itself: a record that cannot be stored must not keep the lease.
  await attempt('run not recorded', job, log, () => runs.record(run.id, record));
  await attempt('end of the run not recorded', job, log, () => jobs.end(job, run, result));
  await attempt('lease of the job not released', job, log, () => leases.release(lease));
  return record;
}

async function resultOf(
  job: string,
  startedAt: number,
  clock: Clock,
  log: Log,
  work: () => Promise<RunReport>,
): Promise<RunRecord> {
  try {
    const report = await work();
    const record = doneRun(job, { startedAt, finishedAt: clock.now() }, report);
    const { outcome, counts } = record;
    log.info('job finished', { job, outcome, durationMs: clock.now() - startedAt, counts });
    return record;
  } catch (error) {
    log.error('job failed', { job, durationMs: clock.now() - startedAt, ...errorFields(error) });
    return failedRun(job, { startedAt, finishedAt: clock.now() }, error);
  }
}

/** Does what may fail without consequence for the answer; a failure is logged. */
async function attempt(failure: string, job: string, log: Log, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.warn(failure, { job, ...errorFields(error) });
  }
}
