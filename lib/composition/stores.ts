import { createFilesClient } from '../files/client.ts';
import type { PrivateFiles } from '../files/private-files.ts';
import { createPrivateFiles } from '../files/s3-private-files.ts';
import {
  createDocumentOutcomes,
  createOrderOutcomes,
  type DocumentOutcome,
  type OrderOutcomes,
  type Outcomes,
} from '../journal/outcomes.ts';
import { createRunJournal, type RunJournal } from '../journal/runs.ts';
import { createOrderTimeline, type OrderTimeline } from '../journal/timeline.ts';
import type { Config, Section } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import { createSettingsVersions, type SettingsVersions } from '../settings/versions.ts';
import { type Absences, createAbsences } from '../state/absences.ts';
import { createStateClient } from '../state/client.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { createDynamoTable } from '../state/dynamo-table.ts';
import { createJobRecords, type JobRecords } from '../state/job-records.ts';
import type { Leases } from '../state/leases.ts';
import type { DocumentHolders, Links } from '../state/links.ts';
import { createSettingsPointer } from '../state/settings-pointer.ts';
import type { Table } from '../state/table.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import {
  createUnreadableRecords,
  notingUnreadable,
  type UnreadableRecords,
} from '../state/unreadable-records.ts';
import { once } from './once.ts';
import { readersOver } from './readers-over.ts';
import type { Runtime } from './runtime.ts';

/** Reads and checks the sections of the configuration that are asked for. @throws {ConfigurationFault} */
export type ReadSections = <S extends Section>(wanted: readonly S[]) => Config<S>;

/** What a stage keeps: the state table with everything in it, and the settings. */
export interface Stores {
  readonly table: Table;
  /** The private bucket. */
  readonly files: PrivateFiles;
  readonly settings: SettingsVersions;
  readonly outcomes: OrderOutcomes;
  readonly exports: Outcomes<string, DocumentOutcome>;
  readonly timeline: OrderTimeline;
  readonly jobs: JobRecords;
  readonly runs: RunJournal;
  readonly links: Links;
  readonly holders: DocumentHolders;
  readonly absences: Absences;
  readonly leases: Leases;
  /** Records that could not be read, noted by the stores above. */
  readonly unreadable: UnreadableRecords;
}

export interface StoreParts {
  readonly config: ReadSections;
  readonly runtime: Runtime;
  /** In place of the table and the bucket that the configuration names. */
  readonly table?: Table | undefined;
  readonly archive?: PrivateFiles | undefined;
}

/** The stores of a stage; nothing is sent yet. Settings are versions in the private bucket, the one in force is named in the table. */
export function createStores(parts: StoreParts): Stores {
  const { clock } = parts.runtime;
  const table = once(() => parts.table ?? stateTable(parts));
  const files = once(() => parts.archive ?? privateFiles(parts.config(['files'])));
  const jobs = once(() => createJobRecords(table()));
  const unreadable = once(() => createUnreadableRecords(table(), readersOver(table())));
  const settings = once(() =>
    createSettingsVersions({
      archive: files(),
      pointer: notingUnreadable(createSettingsPointer(table(), randomId), unreadable()),
      now: () => new Date(clock.now()),
    }),
  );
  const kept = once(() => ({
    outcomes: notingUnreadable(createOrderOutcomes(table()), unreadable()),
    exports: notingUnreadable(createDocumentOutcomes(table()), unreadable()),
    timeline: createOrderTimeline(table()),
    runs: createRunJournal(table(), jobs()),
    links: notingUnreadable(createLinks(table()), unreadable()),
    holders: notingUnreadable(createDocumentHolders(table()), unreadable()),
    absences: notingUnreadable(createAbsences(table()), unreadable()),
    leases: createLeases({ table: table(), clock, makeId: randomId }),
  }));
  return {
    get table() {
      return table();
    },
    get files() {
      return files();
    },
    get settings() {
      return settings();
    },
    get jobs() {
      return jobs();
    },
    get outcomes() {
      return kept().outcomes;
    },
    get exports() {
      return kept().exports;
    },
    get timeline() {
      return kept().timeline;
    },
    get runs() {
      return kept().runs;
    },
    get links() {
      return kept().links;
    },
    get holders() {
      return kept().holders;
    },
    get absences() {
      return kept().absences;
    },
    get leases() {
      return kept().leases;
    },
    get unreadable() {
      return unreadable();
    },
  };
}

function stateTable({ config, runtime: { clock, sleep, random } }: StoreParts): Table {
  const { TABLE_NAME: tableName } = config(['state']);
  return createDynamoTable({ client: createStateClient(), tableName, clock, sleep, random });
}

const privateFiles = ({ PRIVATE_BUCKET: bucket, AWS_ENDPOINT_URL_S3 }: Config<'files'>): PrivateFiles =>
  createPrivateFiles({
    bucket,
    client: createFilesClient({ forcePathStyle: AWS_ENDPOINT_URL_S3 !== undefined }),
  });
