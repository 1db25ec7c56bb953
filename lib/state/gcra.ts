import type { Lane } from '../platform/request-budget.ts';

/** Lanes that come behind the orders. */
type LaterLane = Exclude<Lane, 'orders'>;

/** What is kept of a budget: times, milliseconds since the epoch. */
export interface BudgetState {
  /** When the next request would be sent if all were sent evenly ("theoretical arrival time" of the GCRA). */
  readonly due: number;
  /** When the last request of each later lane is sent. */
  readonly lastAt: Readonly<Record<LaterLane, number>>;
}

export type Booking =
  /** The request may be sent at the time `at` of the caller's clock, if `state` gets stored. */
  | { readonly granted: true; readonly at: number; readonly state: BudgetState }
  /** There is nothing for this lane; it is worth asking again after so long. */
  | { readonly granted: false; readonly askInMs: number };

/** How far ahead a lane books, which is how it comes before the next one (design, principle 7). */
const AHEAD_MS: Readonly<Record<Lane, number>> = { orders: 1000, exports: 500, bulk: 0 };

/** As often may a later lane book behind all others: less than the second that it is promised, for times come in intervals. */
const TURN_EVERY_MS = 750;

/** Two requests may be sent at once, as long as the second which they fall into stays under the CRM's ten a second. */
const BURST_UP_TO_RPS = 8;

/** No wait is longer, pauses included; a time beyond it was written by a clock that runs wrong. */
const LONGEST_AHEAD_MS = 60_000;

/**
 * Books one request: the generic cell rate algorithm with three lanes on one item.
 *
 * All lanes draw from the same `due`, which every booking moves by one interval, so whoever asks, however often:
 *
 * - **Rate.** In any second at most `rps` requests are sent, and one more up to 8 a second, where two may go at once
 *   (burst 2). Clocks that differ by δ between two callers add at most `rps` · δ to that.
 * - **Orders** get the next free time if it is at most a second ahead, **exports** if it is at most half a second ahead,
 *   **bulk** if it is now, that is what the others leave.
 * - **Turns.** A later lane whose last request was 0.75 s ago gets a time behind whatever is booked. So nobody can starve it:
 *   it gets at least one request a second. Up to three a second it gets a third of them instead, so that the two later lanes
 *   cannot starve the orders either.
 *
 * @param state undefined for a budget that nobody has used yet.
 * @param now the caller's clock.
 * @param rps requests per second, at least 1; intervals are rounded up to whole milliseconds.
 */
export function book(state: BudgetState | undefined, now: number, lane: Lane, rps: number): Booking {
  const { due, lastAt } = believable(state, now);
  const at = Math.max(now, due - toleranceOf(rps));
  const waitMs = at - now;
  const turn = lane === 'orders' ? Number.POSITIVE_INFINITY : lastAt[lane] + turnEveryMs(rps);
  if (waitMs > AHEAD_MS[lane] && at < turn) {
    // It asks again when enough of what is booked is sent or, if others go on booking, when they have booked up to its turn.
    return { granted: false, askInMs: Math.min(waitMs - AHEAD_MS[lane], turn - at) };
  }
  return {
    granted: true,
    at,
    state: {
      due: Math.max(now, due) + intervalOf(rps),
      lastAt: lane === 'orders' ? lastAt : { ...lastAt, [lane]: at },
    },
  };
}

const turnEveryMs = (rps: number): number => Math.max(TURN_EVERY_MS, Math.floor(3000 / rps));

/** No pause is longer: what is booked behind one must stay believable. */
export const LONGEST_PAUSE_MS = LONGEST_AHEAD_MS / 2;

/**
 * The state after which nothing is granted for `pauseMs`, at most {@link LONGEST_PAUSE_MS}; a longer pause that is on already
 * stays. Whoever goes first then goes alone: there is no burst right after a pause.
 */
export function paused(
  state: BudgetState | undefined,
  now: number,
  pauseMs: number,
  rps: number,
): BudgetState {
  const { due, lastAt } = believable(state, now);
  return { due: Math.max(due, now + pauseMs + toleranceOf(rps)), lastAt };
}

const intervalOf = (rps: number): number => Math.ceil(1000 / rps);

const toleranceOf = (rps: number): number => (rps <= BURST_UP_TO_RPS ? intervalOf(rps) : 0);

/** An unbelievable time counts for nothing: it would stop everybody until it is over. */
function believable(state: BudgetState | undefined, now: number): BudgetState {
  const latest = now + LONGEST_AHEAD_MS;
  const believed = (time = 0): number => (time <= latest ? time : now);
  return {
    due: believed(state?.due),
    lastAt: { exports: believed(state?.lastAt.exports), bulk: believed(state?.lastAt.bulk) },
  };
}
