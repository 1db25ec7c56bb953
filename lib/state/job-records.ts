import * as z from 'zod/mini';
import { JOBS, keys } from './keys.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

/** When a scheduled job last did its work; `/health` judges it by its period (contract 2). */
export interface JobRecord {
  readonly job: string;
  /** How often the job is due, minutes; 0 when it is switched off. */
  readonly periodMinutes: number;
  /** Milliseconds since the epoch; missing until the first success. */
  readonly lastSuccess?: number;
}

/** Records of all jobs. Methods throw {@link import('./errors.ts').StateUnreachable}. */
export interface JobRecords {
  /** By the name of the job. */
  list(): Promise<readonly JobRecord[]>;
  /** Stores the record; without `lastSuccess` an earlier one stays. */
  record(record: JobRecord): Promise<void>;
}

const storedJob = z.object({
  job: z.string(),
  periodMinutes: z.number(),
  lastSuccess: z.exactOptional(z.number()),
});

/** Job records kept in the state table. */
export function createJobRecords(table: Table): JobRecords {
  return {
    list: async () => (await table.query(JOBS)).map((item) => decodeItem(storedJob, item)),
    record: async (record) => {
      await table.update(keys.job(record.job), { set: { ...record } });
    },
  };
}
