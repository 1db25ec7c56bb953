import * as z from 'zod/mini';
import { atMost } from '../state/condition.ts';
import { keys, PARKED } from '../state/keys.ts';
import { decodeItem, decodeItems, type Listed } from '../state/stored-value.ts';
import type { Item, Key, Table } from '../state/table.ts';
import { cappedDetails, cappedList, cappedMessage } from './capped.ts';
import {
  DOCUMENTS,
  type DocumentIdentity,
  ORDERS,
  type OrderIdentity,
  type SubjectKind,
} from './subjects.ts';

/** How long the outcome of a subject is kept; a parked record stays until the work is done. */
const KEPT_SECONDS = 30 * 24 * 3600;

const plainDetails = z.record(z.string(), z.union([z.string(), z.number()]));

const storedDocument = z.object({ key: z.string(), number: z.string(), date: z.string() });

const storedOutcome = z.object({
  at: z.number(),
  since: z.exactOptional(z.number()),
  readAt: z.exactOptional(z.number()),
  settingsVersion: z.exactOptional(z.number()),
  kind: z.enum(['imported', 'unchanged', 'skipped', 'parked', 'failed']),
  reason: z.exactOptional(z.string()),
  message: z.string(),
  details: plainDetails,
  document: z.exactOptional(storedDocument),
  problems: z.exactOptional(z.array(z.object({ reason: z.string(), details: plainDetails }))),
  problemsTotal: z.exactOptional(z.number()),
  tries: z.exactOptional(z.record(z.string(), z.number())),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  warningsTotal: z.exactOptional(z.number()),
  documents: z.exactOptional(
    z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        state: z.enum(['written', 'unchanged', 'skipped', 'parked']),
        reason: z.exactOptional(z.string()),
        document: z.exactOptional(storedDocument),
      }),
    ),
  ),
});

/**
 * What became of a subject, for people to read.
 *
 * - `at` milliseconds since the epoch; `since` when it was parked first, if it is parked, in the same.
 * - `readAt`: when the read behind finished work began, milliseconds since the epoch; absent for `failed`.
 * - `kind`: `imported` something was written; `unchanged` nothing had to be; `skipped` the exchange does not want it;
 *   `parked` it waits for a person; `failed` it will be tried again.
 * - `reason` camelCase code of a skip, a parking or a failure; `message` says the same in Russian.
 * - `settingsVersion`: version of the settings that decided. `problems`: the reasons of a parking, for its replay.
 * - `tries`: failed attempts since the last finished one, by the code of the error.
 * - `details` figures and identifiers, never people's data. `document` the 1C order.
 * - `documents`: what became of each document of an order; `kind` and `id` say whose it is, as links do (`payment 77`),
 *   `reason` why it was parked or skipped. The outcome as a whole follows from them.
 * - `problemsTotal`, `warningsTotal`: how many there were, where the record holds the first of them only.
 */
export type Outcome = Readonly<z.output<typeof storedOutcome>>;

/** What became of an order. */
export type OrderOutcome = Outcome & OrderIdentity;

/** What became of the export of a document. */
export type DocumentOutcome = Outcome & DocumentIdentity;

/** A parked subject: `since` when it waits, and when the last attempt ended, milliseconds since the epoch (N-6). */
export type Parked<Recorded extends Outcome> = Recorded & {
  readonly since: number;
  readonly lastAttempt: number;
};

/** The last outcome of every subject of a kind. Methods throw {@link import('../state/errors.ts').StateUnreachable}. */
export interface Outcomes<Id, Recorded extends Outcome> {
  /** Stores the outcome in place of the earlier one, readable or not. May be repeated after a failure. */
  record(outcome: Recorded): Promise<void>;
  /** The last outcome, if it is not older than 30 days. @throws {StateUnreadable} */
  read(id: Id): Promise<Recorded | undefined>;
  /** The record of a subject that waits for a person. @throws {StateUnreadable} */
  readParked(id: Id): Promise<Parked<Recorded> | undefined>;
  /** Subjects that wait for a person, by id, and the keys of those whose record cannot be read. */
  listParked(): Promise<Listed<Parked<Recorded>>>;
}

export type OrderOutcomes = Outcomes<number, OrderOutcome>;

/** Outcomes of orders, by the CRM's id. */
export const createOrderOutcomes = (table: Table): OrderOutcomes => createOutcomes(table, ORDERS);

/** Outcomes of exported documents, by 1C's key. */
export const createDocumentOutcomes = (table: Table): Outcomes<string, DocumentOutcome> =>
  createOutcomes(table, DOCUMENTS);

/**
 * Outcomes kept in the state table. A parked subject has two items, so a crash may fall between the two writes. The list of
 * parked ones is set first and the outcome last: it is what ends the work, so the message of an attempt that was cut off is
 * delivered again, is not covered by the older outcome, and sets both right.
 *
 * `failed` leaves the list alone but for the time of the attempt: a subject that a person has retried stays in it until it is
 * done. So does the skip of an import that is switched off, which says nothing of the order.
 *
 * Writes are not guarded by time: the subject's lease lets one worker at a time record, and clocks of two functions differ.
 */
function createOutcomes<Id, Identity extends object>(
  table: Table,
  { kind, schema, subject, idOf }: SubjectKind<Id, Identity>,
): Outcomes<Id, Outcome & Identity> {
  type Recorded = Outcome & Identity;
  const decode = (item: Item): Recorded => ({
    ...decodeItem(schema, item),
    ...decodeItem(storedOutcome, item),
  });
  const decodeParked = (item: Item): Parked<Recorded> => {
    const record = decode(item);
    return { ...record, since: record.since ?? record.at, lastAttempt: lastAttemptOf(item) ?? record.at };
  };
  const readBy = async <Read>(key: Key, read: (item: Item) => Read): Promise<Read | undefined> => {
    const item = await table.get(key);
    return item === undefined ? undefined : read(item);
  };

  return {
    record: async (outcome) => {
      const parkedKey = keys.parked(subject(idOf(outcome)));
      const record = fitForStorage(outcome);
      const since = record.kind === 'parked' ? sinceOf(await table.get(parkedKey), record.at) : undefined;
      const stored = { ...record, ...(since === undefined ? {} : { since }) };
      if (record.kind === 'parked') {
        await table.put({ ...parkedKey, ...stored });
      } else if (record.kind === 'failed') {
        await table.update(parkedKey, { set: { lastAttempt: record.at } }, atMost('at', record.at));
      } else if (saysOfTheSubject(record)) {
        await table.delete(parkedKey);
      }
      const expiresAt = Math.ceil(record.at / 1000) + KEPT_SECONDS;
      await table.put({ ...keys.outcome(subject(idOf(outcome))), ...stored, expiresAt });
    },
    read: (id) => readBy(keys.outcome(subject(id)), decode),
    readParked: (id) => readBy(keys.parked(subject(id)), decodeParked),
    listParked: async () => decodeItems(decodeParked, await table.query(PARKED[kind])),
  };
}

const saysOfTheSubject = ({ reason }: Outcome): boolean => reason !== 'importSwitchedOff';

/** Since when the subject waits: what stands in its record, though the rest of it be unreadable (D-13). */
function sinceOf(parked: Item | undefined, now: number): number {
  const since = parked?.since ?? parked?.at;
  return typeof since === 'number' ? since : now;
}

const lastAttemptOf = ({ lastAttempt }: Item): number | undefined =>
  typeof lastAttempt === 'number' ? lastAttempt : undefined;

/** Without what came in from outside by accident, and no longer than a record may be. */
function fitForStorage<Recorded extends Outcome>(outcome: Recorded): Recorded {
  const warnings = cappedList(
    outcome.warnings.map(({ code, message }) => ({ code, message: cappedMessage(message) })),
  );
  const problems = outcome.problems && cappedList(outcome.problems.map(publicProblem));
  return {
    ...outcome,
    message: cappedMessage(outcome.message),
    details: cappedDetails(outcome.details),
    warnings: warnings.entries,
    ...(warnings.total === undefined ? {} : { warningsTotal: warnings.total }),
    ...(problems === undefined ? {} : { problems: problems.entries }),
    ...(problems?.total === undefined ? {} : { problemsTotal: problems.total }),
  };
}

const publicProblem = ({ reason, details }: NonNullable<Outcome['problems']>[number]) => ({
  reason,
  details: cappedDetails(details),
});
