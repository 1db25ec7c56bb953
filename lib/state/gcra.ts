import type { Lane } from '../platform/request-budget.ts';

/** What is kept of a budget: two times, milliseconds since the epoch. */
export interface BudgetState {
  /** When the next request would be sent if all were sent evenly ("theoretical arrival time" of the GCRA). */
  readonly due: number;
  /** When the last request of the lane `other` is sent. */
  readonly otherAt: number;
}

export type Booking =
  /** The request may be sent at the time `at` of the caller's clock, if `state` gets stored. */
  | { readonly granted: true; readonly at: number; readonly state: BudgetState }
  /** There is nothing for this lane; it is worth asking again after so long. */
  | { readonly granted: false; readonly askInMs: number };

/** Orders book this far ahead, which is how they come before the rest (design, principle 7). */
const AHEAD_MS = 1000;

/** As often may the rest book behind the orders: less than the second that it is promised, for times come in intervals. */
const OTHER_EVERY_MS = 750;

/** Two requests may be sent at once, as long as the second which they fall into stays under the CRM's ten a second. */
const BURST_UP_TO_RPS = 8;

/** No wait is longer, pauses included; a time beyond it was written by a clock that runs wrong. */
const LONGEST_AHEAD_MS = 60_000;

/**
 * Books one request: the generic cell rate algorithm with two lanes on one pair of times.
 *
 * All lanes draw from the same `due`, which every booking moves by one interval, so whoever asks, however often:
 *
 * - **Rate.** In any second at most `rps` requests are sent, and one more up to 8 a second, where two may go at once
 *   (burst 2). Clocks that differ by δ between two callers add at most `rps` · δ to that.
 * - **Orders** get the next free time if it is at most a second ahead.
 * - **The rest** gets it if it is now, that is what the orders leave; or, 0.75 s after its last request, behind what the
 *   orders have booked. So orders cannot starve it: it gets at least one request a second. Below three a second it gets
 *   half of them instead, so that it cannot starve the orders either.
 *
 * @param state undefined for a budget that nobody has used yet.
 * @param now the caller's clock.
 * @param rps requests per second, at least 1; intervals are rounded up to whole milliseconds.
 */
export function book(state: BudgetState | undefined, now: number, lane: Lane, rps: number): Booking {
  const interval = intervalOf(rps);
  const { due, otherAt } = believable(state, now);
  const at = Math.max(now, due - toleranceOf(rps));
  const waitMs = at - now;
  const othersTurn = otherAt + Math.max(OTHER_EVERY_MS, 2 * interval);
  const granted = lane === 'orders' ? waitMs <= AHEAD_MS : waitMs === 0 || at >= othersTurn;
  if (!granted) {
    // The rest asks again when nobody is ahead any more or, if orders go on booking, when they have booked up to its turn.
    return { granted, askInMs: lane === 'orders' ? waitMs - AHEAD_MS : Math.min(waitMs, othersTurn - at) };
  }
  return {
    granted,
    at,
    state: { due: Math.max(now, due) + interval, otherAt: lane === 'other' ? at : otherAt },
  };
}

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
  const { due, otherAt } = believable(state, now);
  return { due: Math.max(due, now + pauseMs + toleranceOf(rps)), otherAt };
}

const intervalOf = (rps: number): number => Math.ceil(1000 / rps);

const toleranceOf = (rps: number): number => (rps <= BURST_UP_TO_RPS ? intervalOf(rps) : 0);

/** An unbelievable time counts for nothing: it would stop everybody until it is over. */
function believable(state: BudgetState | undefined, now: number): BudgetState {
  const { due, otherAt } = state ?? { due: 0, otherAt: 0 };
  const latest = now + LONGEST_AHEAD_MS;
  return { due: due <= latest ? due : now, otherAt: otherAt <= latest ? otherAt : now };
}
