import { type JobWork, type RunOptions, runJob } from '../../lib/journal/run-job.ts';
import type { RunRecord } from '../../lib/journal/run-record.ts';
import { createRunJournal, type RunJournal } from '../../lib/journal/runs.ts';
import { createJobRecords, type JobRecords } from '../../lib/state/job-records.ts';
import type { Table } from '../../lib/state/table.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { type LogEntry, recordingLog } from '../infra/local/recording-log.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { counter, type TestClock, testClock } from '../state/tables.ts';

export interface JobsOptions {
  readonly periodMinutes?: number;
  readonly timeoutMs?: number;
  /** Stands between the jobs and the table. */
  readonly through?: (table: Table) => Table;
}

export interface TestJobs {
  readonly clock: TestClock;
  readonly jobs: JobRecords;
  readonly journal: RunJournal;
  readonly entries: readonly LogEntry[];
  /** One run of `order-poll`. */
  run(work: JobWork, options?: RunOptions): Promise<RunRecord>;
  /** One run that does nothing, with another period. */
  tick(periodMinutes: number): Promise<RunRecord>;
}

/** The job `order-poll`, with its state in memory and time that stands still until it is moved. */
export function startJobs({ periodMinutes = 1, timeoutMs = 60_000, through }: JobsOptions = {}): TestJobs {
  const clock = testClock();
  const memory = createMemoryTable(clock);
  const { log, entries } = recordingLog();
  const depsOn = (table: Table) => {
    const jobs = createJobRecords(table);
    const makeId = counter('run');
    return {
      jobs,
      runs: createRunJournal(table, jobs),
      leases: createLeases({ table, clock, makeId: counter('owner') }),
      clock,
      makeId,
      timeoutMs,
      log,
    };
  };
  const deps = depsOn(through?.(memory) ?? memory);
  const { jobs, runs: journal } = depsOn(memory);
  return {
    clock,
    jobs,
    journal,
    entries,
    run: (work, options) => runJob({ name: 'order-poll', periodMinutes }, work, deps, options),
    tick: (period) =>
      runJob(
        { name: 'order-poll', periodMinutes: period },
        async () => ({ counts: {}, skipped: [], errors: [] }),
        deps,
      ),
  };
}
