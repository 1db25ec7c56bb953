import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../lib/platform/request-budget.ts';
import { type Booking, type BudgetState, book, LONGEST_PAUSE_MS, paused } from '../../lib/state/gcra.ts';

const NOON = Date.parse('2026-03-10T09:00:00Z');
const lane = fc.constantFrom<Lane>('orders', 'exports', 'bulk');

interface Arrival {
  readonly gapMs: number;
  readonly lane: Lane;
  /** What the caller's clock is ahead of the true time. */
  readonly aheadMs: number;
}

const arrivals = (skewMs: number): fc.Arbitrary<Arrival[]> =>
  fc.array(
    fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 5000 })),
      lane,
      aheadMs: fc.integer({ min: -Math.floor(skewMs / 2), max: Math.floor(skewMs / 2) }),
    }),
    { minLength: 1, maxLength: 150 },
  );

/** True times at which the granted requests are sent. */
function sendTimes(rps: number, given: readonly Arrival[]): number[] {
  const sent: number[] = [];
  let state: BudgetState | undefined;
  let now = NOON;
  for (const arrival of given) {
    now += arrival.gapMs;
    const booking = book(state, now + arrival.aheadMs, arrival.lane, rps);
    if (booking.granted) {
      state = booking.state;
      sent.push(booking.at - arrival.aheadMs);
    }
  }
  return sent.sort((a, b) => a - b);
}

/** The most requests that any second holds. */
const busiest = (sent: readonly number[]): number =>
  Math.max(...sent.map((start) => sent.filter((at) => at >= start && at < start + 1000).length));

interface Agent {
  readonly lane: Lane;
  nextAsk: number;
  readonly sent: number[];
  /** Waits of its granted requests. */
  readonly waits: number[];
}

/** Callers who ask again as soon as they have sent, for `forMs`; time passes in steps of a millisecond. */
function crowd(
  rps: number,
  callers: Readonly<Partial<Record<Lane, number>>>,
  forMs: number,
): Readonly<Record<Lane, Agent[]>> {
  const agents = (which: Lane): Agent[] =>
    Array.from({ length: callers[which] ?? 0 }, (_, index) => ({
      lane: which,
      nextAsk: NOON + index,
      sent: [],
      waits: [],
    }));
  const all = { orders: agents('orders'), exports: agents('exports'), bulk: agents('bulk') };
  let state: BudgetState | undefined;
  for (let now = NOON; now < NOON + forMs; now += 1) {
    for (const agent of [...all.orders, ...all.exports, ...all.bulk].filter(
      ({ nextAsk }) => nextAsk <= now,
    )) {
      const booking: Booking = book(state, now, agent.lane, rps);
      if (booking.granted) {
        state = booking.state;
        agent.sent.push(booking.at);
        agent.waits.push(booking.at - now);
      }
      agent.nextAsk = booking.granted ? booking.at + 1 : now + Math.max(1, booking.askInMs);
    }
  }
  return all;
}

const sentBy = (agents: readonly Agent[]): number[] =>
  agents.flatMap(({ sent }) => sent).sort((a, b) => a - b);

const widestGap = (sent: readonly number[]): number =>
  Math.max(...sent.slice(1).map((at, index) => at - (sent[index] ?? at)));

describe('the rate', () => {
  it('no second holds more than the rate and one, over all lanes, whoever asks when', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), arrivals(0), (rps, given) => {
        expect(busiest(sendTimes(rps, given))).toBeLessThanOrEqual(rps <= 8 ? rps + 1 : rps);
      }),
      { numRuns: 500 },
    );
  });

  it('clocks that differ by 100 ms add at most a tenth of the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), arrivals(100), (rps, given) => {
        const interval = Math.ceil(1000 / rps);
        const most = Math.ceil((1100 + (rps <= 8 ? interval : 0)) / interval);
        expect(busiest(sendTimes(rps, given))).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  it('with the default of 8 and such clocks the CRM never counts more than its ten', () => {
    fc.assert(
      fc.property(arrivals(100), (given) => {
        expect(busiest(sendTimes(8, given))).toBeLessThanOrEqual(10);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [8, 2],
    [9, 1],
    [0.5 * 3, 2],
  ])('%d a second: %d may go at once', (rps, burst) => {
    const atOnce = Array.from({ length: 4 }, () => ({ gapMs: 0, lane: 'orders' as const, aheadMs: 0 }));
    expect(sendTimes(rps, atOnce).filter((at) => at === NOON)).toHaveLength(burst);
  });

  it.each([1, 3, 8, 10])('%d a second are used up to 95 % by whoever is alone', (rps) => {
    const seconds = 30;
    for (const callers of [{ orders: 5 }, { exports: 5 }, { bulk: 5 }]) {
      const sent = Object.values(crowd(rps, callers, seconds * 1000)).flat();
      expect(sentBy(sent).length).toBeGreaterThanOrEqual(0.95 * rps * seconds);
    }
  });
});

/** Sent after the very start, where whoever books ahead takes a whole second at once. */
const steady = (agents: readonly Agent[]): number[] => sentBy(agents).filter((at) => at > NOON + 1000);

describe('the lanes (design, principle 7)', () => {
  const SECONDS = 30;
  /** The gap that at least one request a second allows, times being whole intervals. */
  const widest = (rps: number): number => rps * Math.ceil(1000 / rps);

  it.each([
    [4, { orders: 20, exports: 3, bulk: 3 }],
    [8, { orders: 20, exports: 3, bulk: 3 }],
    [8, { exports: 20, bulk: 3 }],
    [10, { orders: 20, exports: 20, bulk: 20 }],
  ])('%d a second and %j that never end: every later lane gets one a second at least', (rps, callers) => {
    const { exports, bulk } = crowd(rps, callers, SECONDS * 1000);
    for (const later of [exports, bulk]) {
      expect(widestGap(steady(later))).toBeLessThanOrEqual(widest(rps));
      expect(sentBy(later).length).toBeGreaterThanOrEqual(SECONDS - 1);
    }
  });

  it.each([3, 8, 10])(
    '%d a second: orders that never end leave the rest one a second, and no more than they must',
    (rps) => {
      const { orders, bulk } = crowd(rps, { orders: 20, bulk: 3 }, SECONDS * 1000);
      expect(widestGap(steady(bulk))).toBeLessThanOrEqual(widest(rps));
      expect(sentBy(orders).length).toBeGreaterThanOrEqual(SECONDS * (rps - 1.5));
    },
  );

  it.each([1, 2, 3])('%d a second: each lane gets a third of it', (rps) => {
    const lanes = crowd(rps, { orders: 20, exports: 20, bulk: 20 }, 60_000);
    for (const agents of Object.values(lanes)) {
      expect(sentBy(agents).length).toBeGreaterThanOrEqual(20 * rps * 0.95);
    }
  });

  it('exports come before bulk: of what the orders leave they take all but one a second', () => {
    const { exports, bulk } = crowd(8, { exports: 10, bulk: 10 }, SECONDS * 1000);
    expect(sentBy(bulk).length / SECONDS).toBeLessThanOrEqual(1.5);
    expect(sentBy(exports).length / SECONDS).toBeGreaterThanOrEqual(6.5);
  });

  it.each([
    ['a push', { bulk: 20 }],
    ['exports', { exports: 20 }],
  ])('an order that meets %s without end waits for half a second at most', (_, others) => {
    const { orders } = crowd(8, { orders: 1, ...others }, SECONDS * 1000);
    expect(Math.max(...orders.flatMap(({ waits }) => waits))).toBeLessThanOrEqual(
      'bulk' in others ? 2 * 125 : 625,
    );
  });

  it('orders book a second ahead and no further', () => {
    const atOnce = Array.from({ length: 30 }, () => ({ gapMs: 0, lane: 'orders' as const, aheadMs: 0 }));
    const sent = sendTimes(8, atOnce);
    expect(sent.at(-1)).toBe(NOON + 1000);
    expect(sent).toHaveLength(10);
  });
});

describe('a pause', () => {
  it('grants nothing before its end, and no burst after it', () => {
    fc.assert(
      fc.property(arrivals(0), fc.integer({ min: 1, max: LONGEST_PAUSE_MS }), (given, pauseMs) => {
        let state: BudgetState | undefined = paused(undefined, NOON, pauseMs, 8);
        const sent: number[] = [];
        let now = NOON;
        for (const arrival of given) {
          now += arrival.gapMs;
          const booking = book(state, now, arrival.lane, 8);
          if (booking.granted) {
            state = booking.state;
            sent.push(booking.at);
          }
        }
        expect(Math.min(...sent, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(NOON + pauseMs);
        expect(sent.filter((at) => at < NOON + pauseMs + 125).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves a longer one alone', () => {
    const long = paused(undefined, NOON, 5000, 8);
    expect(paused(long, NOON, 1000, 8)).toEqual(long);
  });
});

describe('a clock that ran wrong', () => {
  it('stops nobody: a time that is too far off counts for nothing', () => {
    const wrong = book(undefined, NOON + 3_600_000, 'bulk', 8);
    const state = wrong.granted ? wrong.state : undefined;
    expect(state?.due).toBeGreaterThan(NOON + 3_600_000);
    expect(book(state, NOON, 'orders', 8)).toMatchObject({ granted: true, at: NOON });
    expect(book(state, NOON, 'bulk', 8)).toMatchObject({ granted: true, at: NOON });
  });

  it('takes no later lane its turn for long', () => {
    const wrong = { exports: NOON + 3_600_000, bulk: NOON + 3_600_000 };
    const state = { due: NOON + 1000, lastAt: wrong };
    for (const later of ['exports', 'bulk'] as const) {
      expect(book(state, NOON, later, 8)).toMatchObject({ granted: true, at: NOON + 875 });
    }
  });
});
