import * as z from 'zod/mini';
import { redact, redactText } from '../platform/redaction.ts';
import { keys, PARKED } from '../state/keys.ts';
import { decodeItem } from '../state/stored-value.ts';
import type { Item, Table } from '../state/table.ts';

/** How long the outcome of an order is kept; a parked record stays until the order is done. */
const KEPT_SECONDS = 30 * 24 * 3600;

const plainDetails = z.record(z.string(), z.union([z.string(), z.number()]));

const storedOutcome = z.object({
  orderId: z.number(),
  number: z.exactOptional(z.string()),
  at: z.number(),
  readAt: z.exactOptional(z.number()),
  settingsVersion: z.exactOptional(z.number()),
  kind: z.enum(['imported', 'unchanged', 'skipped', 'parked', 'failed']),
  reason: z.exactOptional(z.string()),
  message: z.string(),
  details: plainDetails,
  document: z.exactOptional(z.object({ key: z.string(), number: z.string(), date: z.string() })),
  problems: z.exactOptional(z.array(z.object({ reason: z.string(), details: plainDetails }))),
  tries: z.exactOptional(z.record(z.string(), z.number())),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});

/**
 * What became of an order, for people to read.
 *
 * - `orderId` the CRM's id, `number` its number; `at` milliseconds since the epoch.
 * - `readAt`: when the CRM read behind a finished import began, milliseconds since the epoch; absent for `failed`.
 * - `kind`: `imported` something was written to 1C; `unchanged` nothing had to be; `skipped` the exchange does not want
 *   it; `parked` it waits for a person; `failed` it will be tried again.
 * - `reason` camelCase code of a skip, a parking or a failure; `message` says the same in Russian.
 * - `settingsVersion`: version of the settings that decided. `problems`: all reasons of a parking, for its replay.
 * - `tries`: failed attempts since the last finished one, by the code of the error.
 * - `details` figures and identifiers, never people's data. `document` the 1C order.
 */
export type OrderOutcome = Readonly<z.output<typeof storedOutcome>>;

/** The last outcome of every order. Methods throw {@link import('../state/errors.ts').StateUnreachable}. */
export interface OrderOutcomes {
  /** Stores the outcome in place of the earlier one. May be repeated after a failure. */
  record(outcome: OrderOutcome): Promise<void>;
  /** The last outcome, if it is not older than 30 days. */
  read(orderId: number): Promise<OrderOutcome | undefined>;
  /** Orders that wait for a person, by order id. */
  listParked(): Promise<readonly OrderOutcome[]>;
}

/**
 * Outcomes kept in the state table. A parked order has two items, so a crash may fall between the two writes. The list of
 * parked orders is set first and the outcome last: it is what ends the work, so the message of an attempt that was cut off
 * is delivered again, is not covered by the older outcome, and sets both right.
 *
 * `failed` leaves the list alone: an order that a person has retried stays in it until it is done. So does the skip of an
 * import that is switched off, which says nothing of the order.
 *
 * Writes are not guarded by time: the order's lease lets one worker at a time record, and clocks of two functions differ.
 */
export function createOrderOutcomes(table: Table): OrderOutcomes {
  return {
    record: async (outcome) => {
      const record = withoutPeople(outcome);
      if (record.kind === 'parked') {
        await table.put({ ...keys.parked(record.orderId), ...record });
      } else if (isSettled(record)) {
        await table.delete(keys.parked(record.orderId));
      }
      await table.put({
        ...keys.outcome(record.orderId),
        ...record,
        expiresAt: Math.ceil(record.at / 1000) + KEPT_SECONDS,
      });
    },
    read: async (orderId) => {
      const item = await table.get(keys.outcome(orderId));
      return item === undefined ? undefined : outcomeOf(item);
    },
    listParked: async () => (await table.query(PARKED)).map(outcomeOf),
  };
}

const isSettled = ({ kind, reason }: OrderOutcome): boolean =>
  kind !== 'failed' && reason !== 'importSwitchedOff';

function outcomeOf(item: Item): OrderOutcome {
  return decodeItem(storedOutcome, item);
}

/** Masks what a message from outside (an answer of 1C, say) may have carried in by accident, as the log does. */
function withoutPeople(outcome: OrderOutcome): OrderOutcome {
  return {
    ...outcome,
    message: redactText(outcome.message),
    details: redact(outcome.details) as OrderOutcome['details'],
    ...(outcome.problems === undefined
      ? {}
      : { problems: redact(outcome.problems) as typeof outcome.problems }),
    warnings: outcome.warnings.map(({ code, message }) => ({ code, message: redactText(message) })),
  };
}
