import * as z from 'zod/mini';
import { redactText } from '../platform/redaction.ts';
import { keys, timelineOf } from '../state/keys.ts';
import { decodeItem } from '../state/stored-value.ts';
import type { Table } from '../state/table.ts';

/** How long an attempt is kept (design, decisions: 30 days). */
const KEPT_SECONDS = 30 * 24 * 3600;

const storedAttempt = z.object({
  orderId: z.number(),
  sentAt: z.exactOptional(z.number()),
  readAt: z.exactOptional(z.number()),
  at: z.number(),
  kind: z.enum(['imported', 'unchanged', 'skipped', 'parked', 'failed']),
  reason: z.exactOptional(z.string()),
  message: z.string(),
  document: z.exactOptional(z.object({ key: z.string(), number: z.string(), date: z.string() })),
  writes: z.array(z.object({ action: z.string(), set: z.string(), reason: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  settingsVersion: z.exactOptional(z.number()),
});

/**
 * One attempt to import an order, from the message to its end.
 *
 * - `sentAt` when the message was queued, `readAt` when the CRM read began, `at` when the attempt ended: milliseconds
 *   since the epoch.
 * - `kind`, `reason`, `message`, `warnings`, `document`: as in the order's outcome.
 * - `writes` what was written to 1C and why, in order.
 */
export type OrderAttempt = Readonly<z.output<typeof storedAttempt>>;

/** The timeline of every order: what was tried, when, and what came of it. Throws `StateUnreachable`. */
export interface OrderTimeline {
  add(attempt: OrderAttempt): Promise<void>;
  /** Attempts of the last 30 days, oldest first. */
  list(orderId: number): Promise<readonly OrderAttempt[]>;
}

/**
 * Timelines kept in the state table, one item an attempt. Two attempts of one order never end in the same millisecond:
 * the order's lease lets one worker at a time end one; a repeated write of one attempt replaces itself.
 */
export function createOrderTimeline(table: Table): OrderTimeline {
  return {
    add: async (attempt) => {
      await table.put({
        ...keys.attempt(attempt.orderId, attempt.at),
        ...withoutPeople(attempt),
        expiresAt: Math.ceil(attempt.at / 1000) + KEPT_SECONDS,
      });
    },
    list: async (orderId) =>
      (await table.query(timelineOf(orderId))).map((item) => decodeItem(storedAttempt, item)),
  };
}

function withoutPeople(attempt: OrderAttempt): OrderAttempt {
  return {
    ...attempt,
    message: redactText(attempt.message),
    warnings: attempt.warnings.map(({ code, message }) => ({ code, message: redactText(message) })),
  };
}
