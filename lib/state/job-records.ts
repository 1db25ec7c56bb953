import * as z from 'zod/mini';
import { JOBS, keys } from './keys.ts';
import { decodeIfReadable, decodeItem, decodeItems, type Listed } from './stored-value.ts';
import type { Table } from './table.ts';

const storedRun = z.object({
  id: z.string(),
  startedAt: z.number(),
  until: z.number(),
  isOver: z.boolean(),
});

const storedJob = z.object({
  job: z.string(),
  periodMinutes: z._default(z.number(), 0),
  firstDue: z.exactOptional(z.number()),
  lastSuccess: z.exactOptional(z.number()),
  lastRun: z.exactOptional(storedRun),
  failures: z._default(z.number(), 0),
  isUnfinished: z.exactOptional(z.boolean()),
});

/**
 * The last run of a job. `startedAt` and `until`, when it is over or dead at the latest, are milliseconds since the
 * epoch; `isOver` is false while it is under way, and for ever if its process died.
 */
export type LastRun = Readonly<z.output<typeof storedRun>>;

/**
 * What is kept about a scheduled job; it decides when the job is due, and `/health` judges the job by it (contract 2).
 *
 * - `periodMinutes` how often the job is due; 0 when it is switched off, or runs only when somebody asks for it.
 * - `firstDue` when it was first due since it was switched on, `lastSuccess` when it last did its work: milliseconds
 *   since the epoch, missing until then.
 * - `failures` runs since the last success, all of them failed. `isUnfinished`: the last run has more to do.
 */
export type JobRecord = Readonly<z.output<typeof storedJob>>;

/** When the work of a run was done and whether there is more of it, or how many runs have failed since it was. */
export type RunResult =
  | { readonly lastSuccess: number; readonly isUnfinished?: boolean }
  | { readonly failures: number };

/**
 * Records of all jobs. The period is written by whoever wakes the job, everything else by the one who holds its lease.
 * Methods throw {@link import('./errors.ts').StateUnreachable}.
 */
export interface JobRecords {
  /** By the name of the job. */
  list(): Promise<Listed<JobRecord>>;
  /** What is known of a job; nothing, if its record cannot be read: the next run writes it anew. */
  read(job: string): Promise<JobRecord | undefined>;
  /** Stores how often the job is due. @param firstDue when it is switched on by this, milliseconds since the epoch. */
  schedule(job: string, periodMinutes: number, firstDue?: number): Promise<void>;
  /** Stores that a run has begun, and how many have failed before it. */
  begin(job: string, run: LastRun, failures: number): Promise<void>;
  /** Stores that the run is over. */
  end(job: string, run: LastRun, result: RunResult): Promise<void>;
}

/** Job records kept in the state table. */
export function createJobRecords(table: Table): JobRecords {
  const set = async (job: string, attributes: Omit<Partial<JobRecord>, 'job'>): Promise<void> => {
    await table.update(keys.job(job), { set: { job, ...attributes } });
  };
  return {
    list: async () => decodeItems((item) => decodeItem(storedJob, item), await table.query(JOBS)),
    read: async (job) => decodeIfReadable(storedJob, await table.get(keys.job(job))),
    schedule: (job, periodMinutes, firstDue) =>
      set(job, { periodMinutes, ...(firstDue === undefined ? {} : { firstDue }) }),
    begin: (job, run, failures) => set(job, { lastRun: run, failures }),
    end: (job, run, result) =>
      set(job, { lastRun: { ...run, isOver: true }, failures: 0, isUnfinished: false, ...result }),
  };
}
