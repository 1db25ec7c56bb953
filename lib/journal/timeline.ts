import * as z from 'zod/mini';
import { keys, timelineOf } from '../state/keys.ts';
import { decodeItem, decodeItems, type Listed } from '../state/stored-value.ts';
import type { Table } from '../state/table.ts';
import { cappedList, cappedMessage } from './capped.ts';
import { ORDERS, type OrderIdentity, type SubjectKind } from './subjects.ts';

/** How long an attempt is kept (design, decisions: 30 days). */
const KEPT_SECONDS = 30 * 24 * 3600;

const storedAttempt = z.object({
  sentAt: z.exactOptional(z.number()),
  readAt: z.exactOptional(z.number()),
  at: z.number(),
  kind: z.enum(['imported', 'unchanged', 'skipped', 'parked', 'failed']),
  reason: z.exactOptional(z.string()),
  message: z.string(),
  document: z.exactOptional(z.object({ key: z.string(), number: z.string(), date: z.string() })),
  writes: z.array(z.object({ action: z.string(), set: z.string(), reason: z.string() })),
  writesTotal: z.exactOptional(z.number()),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  warningsTotal: z.exactOptional(z.number()),
  settingsVersion: z.exactOptional(z.number()),
});

/**
 * One attempt to work on a subject, from the message to its end.
 *
 * - `sentAt` when the message was queued, `readAt` when the read of the other side began, `at` when the attempt ended:
 *   milliseconds since the epoch.
 * - `kind`, `reason`, `message`, `warnings`, `document`: as in the outcome.
 * - `writes` what was written and why, in order; `writesTotal`, `warningsTotal` how many there were, where the record holds
 *   the first of them only.
 */
export type Attempt = Readonly<z.output<typeof storedAttempt>>;

export type OrderAttempt = Attempt & Pick<OrderIdentity, 'orderId'>;

/** The timeline of every subject of a kind: what was tried, when, and what came of it. Throws `StateUnreachable`. */
export interface Timeline<Id, Recorded extends Attempt> {
  add(attempt: Recorded): Promise<void>;
  /** Attempts of the last 30 days, oldest first. */
  list(id: Id): Promise<Listed<Recorded>>;
}

export type OrderTimeline = Timeline<number, OrderAttempt>;

/** Timelines of orders, by the CRM's id. */
export const createOrderTimeline = (table: Table): OrderTimeline => createTimeline(table, ORDERS);

/**
 * Timelines kept in the state table, one item an attempt. Two attempts of one subject never end in the same millisecond: its
 * lease lets one worker at a time end one; a repeated write of one attempt replaces itself.
 */
function createTimeline<Id, Identity extends object>(
  table: Table,
  { schema, subject, idOf }: SubjectKind<Id, Identity>,
): Timeline<Id, Attempt & Identity> {
  return {
    add: async (attempt) => {
      await table.put({
        ...keys.attempt(subject(idOf(attempt)), attempt.at),
        ...fitForStorage(attempt),
        expiresAt: Math.ceil(attempt.at / 1000) + KEPT_SECONDS,
      });
    },
    list: async (id) =>
      decodeItems(
        (item) => ({ ...decodeItem(schema, item), ...decodeItem(storedAttempt, item) }),
        await table.query(timelineOf(subject(id))),
      ),
  };
}

/** Without what came in from outside by accident, and no longer than a record may be. */
function fitForStorage<Recorded extends Attempt>(attempt: Recorded): Recorded {
  const warnings = cappedList(
    attempt.warnings.map(({ code, message }) => ({ code, message: cappedMessage(message) })),
  );
  const writes = cappedList(attempt.writes);
  return {
    ...attempt,
    message: cappedMessage(attempt.message),
    warnings: warnings.entries,
    ...(warnings.total === undefined ? {} : { warningsTotal: warnings.total }),
    writes: writes.entries,
    ...(writes.total === undefined ? {} : { writesTotal: writes.total }),
  };
}
