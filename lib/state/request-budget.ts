import * as z from 'zod/mini';
import type { Clock, Sleep } from '../platform/clock.ts';
import { createMutex } from '../platform/mutex.ts';
import type { Lane, RequestBudget } from '../platform/request-budget.ts';
import { absent, type Condition, equals } from './condition.ts';
import { type Booking, type BudgetState, book, LONGEST_PAUSE_MS, paused } from './gcra.ts';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

export interface BudgetDeps {
  readonly table: Table;
  /** Names the budget: one for each API key. */
  readonly name: string;
  /** The rate in force; asked before every booking. */
  readonly requestsPerSecond: () => Promise<number>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

const storedBudget = z.object({
  due: z.number(),
  lastAt: z._default(z.object({ exports: z.number(), bulk: z.number() }), { exports: 0, bulk: 0 }),
  revision: z.number(),
});

/** The budget as it is stored; a caller changes it only if it is still at this revision. */
interface Held {
  readonly state: BudgetState | undefined;
  readonly revision: number;
  /** There is an item that cannot be read: whoever comes first replaces it, whatever it holds. */
  readonly isDamaged?: boolean;
}

/** A permit that is used later than this after its time counts as lost: many such would come in one heap. */
const PERMIT_LIFE_MS = 100;

/** After so many lost permits the next one is used, however late: a slow table must not stop the exchange. */
const MOST_LOST = 3;

/** A lost race is run again after a random part of this. */
const RACE_MS = 20;

/**
 * Processes that wait for the same moment meet there and lose races. Whoever books ahead loses no time by coming a little
 * later; the rest would.
 */
const SPREAD_MS: Readonly<Record<Lane, number>> = { orders: 250, exports: 100, bulk: 0 };

/**
 * Bulk books nothing ahead and comes at the very moment, so of two processes the one nearer to the table would win every race.
 * After so many bookings a process comes later by a read and a write of the table, once, and another goes first. Up to eight
 * requests a second that costs nothing, since the time that is left free can be used a little later.
 */
const GIVES_WAY_AFTER = 4;
const GIVE_WAY_MS = 25;

/** A booking runs races until its patience is over; a pause, which has none, so many. This process pauses in any case. */
const MOST_RACES = 50;

/**
 * A budget kept in one item of the state table, for any number of processes at once.
 *
 * Bookings are read–modify–conditional write rather than arithmetic in DynamoDB: the rule has three lanes and a pause, which
 * no update expression holds, and stays one pure function (`book`). Races are rare, since no more bookings succeed in a
 * second than requests are allowed, and somebody wins every one of them. A process that wrote last writes again without
 * reading, so a request costs one write as long as one process is busy. Permits are not booked in blocks: those of a
 * process that dies or has nothing more to ask would be lost to all.
 *
 * In one process each lane asks one at a time, in the order of arrival: waiting costs the same however many wait.
 *
 * A write whose answer is lost and that the SDK repeats looks like a lost race: that permit is not used by anybody.
 *
 * Methods throw {@link import('./errors.ts').StateUnreachable}.
 */
export function createRequestBudget(deps: BudgetDeps): RequestBudget {
  const { table, clock, sleep, random } = deps;
  const key = keys.budget(deps.name);
  const mutexes = { orders: createMutex(), exports: createMutex(), bulk: createMutex() };
  let latest: Held | undefined;
  let pausedUntil = 0;
  let bookedInARow = 0;

  async function read(): Promise<Held> {
    const item = await table.get(key);
    const stored = decodeIfReadable(storedBudget, item);
    if (stored === undefined) {
      return { state: undefined, revision: 0, isDamaged: item !== undefined };
    }
    const { revision, ...state } = stored;
    return { state, revision };
  }

  /** @returns whether nobody else had written meanwhile. */
  async function write(held: Held, state: BudgetState): Promise<boolean> {
    const revision = held.revision + 1;
    const isWritten = await table.put({ ...key, ...state, revision }, isUnchangedSince(held));
    latest = isWritten ? { state, revision } : undefined;
    return isWritten;
  }

  /** Books until a race is won. @returns undefined if the time of the booking would be after `giveUpAt`. */
  async function bookOnce(lane: Lane, giveUpAt: number): Promise<Booking | undefined> {
    for (;;) {
      const held = latest ?? (await read());
      const booking = book(held.state, clock.now(), lane, await deps.requestsPerSecond());
      if (!booking.granted) {
        latest = undefined;
        return booking;
      }
      if (booking.at > giveUpAt) {
        return undefined;
      }
      if (await write(held, booking.state)) {
        bookedInARow += 1;
        return booking;
      }
      await sleep(random() * RACE_MS);
    }
  }

  /** @returns when the request may be sent, or undefined if that is after `giveUpAt`. */
  async function permit(lane: Lane, giveUpAt: number): Promise<number | undefined> {
    for (;;) {
      const booking = await bookOnce(lane, giveUpAt);
      if (booking === undefined || booking.granted) {
        return booking?.at;
      }
      if (clock.now() + booking.askInMs > giveUpAt) {
        return undefined;
      }
      await sleep(booking.askInMs + random() * SPREAD_MS[lane] + giveWayMs(lane));
    }
  }

  /** How much later than it might this process asks again, milliseconds. */
  function giveWayMs(lane: Lane): number {
    const givesWay = lane === 'bulk' && bookedInARow >= GIVES_WAY_AFTER;
    bookedInARow = givesWay ? 0 : bookedInARow;
    return givesWay ? GIVE_WAY_MS : 0;
  }

  return {
    take: async (lane, patienceMs) => {
      const giveUpAt = clock.now() + patienceMs;
      for (let lost = 0; ; lost += 1) {
        const at = await mutexes[lane](() => permit(lane, giveUpAt));
        if (at === undefined) {
          return false;
        }
        const waitMs = at - clock.now();
        if (waitMs > 0) {
          await sleep(waitMs);
        }
        const now = clock.now();
        if (now >= pausedUntil && (now - at <= PERMIT_LIFE_MS || lost >= MOST_LOST)) {
          return true;
        }
      }
    },
    pause: async (milliseconds) => {
      const pauseMs = Math.min(milliseconds, LONGEST_PAUSE_MS);
      const rps = await deps.requestsPerSecond();
      pausedUntil = Math.max(pausedUntil, clock.now() + pauseMs);
      for (let races = 0; races < MOST_RACES; races += 1) {
        const held = latest ?? (await read());
        if (await write(held, paused(held.state, clock.now(), pauseMs, rps))) {
          return;
        }
        await sleep(random() * RACE_MS);
      }
    },
  };
}

function isUnchangedSince({ state, revision, isDamaged }: Held): Condition | undefined {
  if (isDamaged) {
    return undefined;
  }
  return state === undefined ? absent('pk') : equals('revision', revision);
}
