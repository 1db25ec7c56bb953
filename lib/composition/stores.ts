import { createFilesClient } from '../files/client.ts';
import { createPrivateFiles } from '../files/s3-private-files.ts';
import { createOrderOutcomes, type OrderOutcomes } from '../journal/outcomes.ts';
import { createRunJournal, type RunJournal } from '../journal/runs.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import { createSettingsVersions, type SettingsVersions } from '../settings/versions.ts';
import { createJobRecords, type JobRecords } from '../state/job-records.ts';
import { createSettingsPointer } from '../state/settings-pointer.ts';
import type { Table } from '../state/table.ts';
import { composeTable } from './table.ts';

/** What a stage keeps: the state table, the settings, the outcomes of orders, its jobs and their runs. */
export interface Stores {
  readonly table: Table;
  readonly settings: SettingsVersions;
  readonly outcomes: OrderOutcomes;
  readonly jobs: JobRecords;
  readonly runs: RunJournal;
}

/** The stores of a stage; settings are versions in the private bucket, the one in force is named in the table. */
export function composeStores(config: Config<'state' | 'files'>): Stores {
  const table = composeTable(config);
  const settings = createSettingsVersions({
    archive: createPrivateFiles({
      bucket: config.PRIVATE_BUCKET,
      client: createFilesClient({ forcePathStyle: config.AWS_ENDPOINT_URL_S3 !== undefined }),
    }),
    pointer: createSettingsPointer(table, randomId),
    now: () => new Date(systemClock.now()),
  });
  const jobs = createJobRecords(table);
  return { table, settings, outcomes: createOrderOutcomes(table), jobs, runs: createRunJournal(table, jobs) };
}
