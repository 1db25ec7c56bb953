import { absent } from '../state/condition.ts';
import type { JobRecords } from '../state/job-records.ts';
import { keys, runsOf } from '../state/keys.ts';
import { decodeItem, decodeItems, type Listed } from '../state/stored-value.ts';
import type { Table } from '../state/table.ts';
import { type RunRecord, runRecordSchema } from './run-record.ts';

/** How long a run is kept. */
const KEPT_SECONDS = 30 * 24 * 3600;

export interface RunQuery {
  /** Only runs of this job. */
  readonly job?: string;
  readonly most: number;
}

/** The journal of runs, kept 30 days. Methods throw {@link import('../state/errors.ts').StateUnreachable}. */
export interface RunJournal {
  /** Stores the record, unless there is one under this id already. May be repeated. @param id of the run, never reused. */
  record(id: string, run: RunRecord): Promise<void>;
  /** Newest first. Empty for a job that never ran or does not exist. */
  list(query: RunQuery): Promise<Listed<RunRecord>>;
}

/** The journal kept in the state table; `jobs` names the jobs there are. */
export function createRunJournal(table: Table, jobs: Pick<JobRecords, 'list'>): RunJournal {
  const newest = async (job: string, most: number): Promise<Listed<RunRecord>> =>
    decodeItems((item) => decodeItem(runRecordSchema, item), await table.queryLast(runsOf(job), most));

  return {
    record: async (id, run) => {
      const expiresAt = Math.ceil(Date.parse(run.finishedAt) / 1000) + KEPT_SECONDS;
      await table.put({ ...keys.run(run.job, run.startedAt, id), ...run, expiresAt }, absent('pk'));
    },
    list: async ({ job, most }) => {
      const known = job === undefined ? await jobs.list() : undefined;
      const names = known?.records.map((record) => record.job) ?? [job ?? ''];
      const found = await Promise.all(names.map((name) => newest(name, most)));
      const records = found
        .flatMap((listed) => listed.records)
        .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
        .slice(0, most);
      return { records, unreadable: found.flatMap(({ unreadable }) => unreadable) };
    },
  };
}
