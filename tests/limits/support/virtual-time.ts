import { setImmediate as turn } from 'node:timers/promises';
import type { Clock, Sleep } from '../../../lib/platform/clock.ts';

/**
 * Time that passes only while everybody waits: a sleeper is woken when no request is under way and nothing else can go on.
 * So hours of many concurrent callers pass in moments, in the order in which they would, with real servers between.
 */
export interface VirtualTime {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** `fetch` whose requests hold the time until they are answered. */
  readonly fetch: typeof globalThis.fetch;
  /** A clock that is ahead of the time by so much. */
  ahead(milliseconds: number): Clock;
  /** Lets time pass until the work is over. @throws {Error} if all wait for something that time does not bring. */
  passUntil<Result>(work: Promise<Result>): Promise<Result>;
  /** @returns what brings the time back to this moment, as often as it is called; whoever sleeps then is never woken. */
  snapshot(): () => void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Rounds without a request or a sleeper after which nothing more is expected. */
const IDLE_ROUNDS = 1000;

/** Turns that everything that can go on is given before time passes. */
const SETTLE_TURNS = 3;

export function createVirtualTime(startAt: number): VirtualTime {
  let now = startAt;
  let underWay = 0;
  let sleepers: readonly Sleeper[] = [];

  const clock: Clock = { now: () => now };

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < SETTLE_TURNS; quiet += 1) {
      await turn();
      if (underWay > 0) {
        quiet = -1;
      }
    }
  };

  const wakeNext = (): boolean => {
    const next = Math.min(...sleepers.map(({ at }) => at));
    now = Math.max(now, Number.isFinite(next) ? next : now);
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of due) {
      wake();
    }
    return due.length > 0;
  };

  return {
    clock,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        // Whole milliseconds, as every real clock and timer counts.
        sleepers = [...sleepers, { at: now + Math.ceil(milliseconds), wake }];
      }),
    fetch: async (input, init) => {
      underWay += 1;
      try {
        const response = await fetch(input, init);
        const body = await response.arrayBuffer();
        // A response may have a body by its status only.
        return new Response(body.byteLength === 0 ? null : body, response);
      } finally {
        underWay -= 1;
      }
    },
    ahead: (milliseconds) => ({ now: () => now + milliseconds }),
    passUntil: async (work) => {
      let isOver = false;
      const over = work.finally(() => {
        isOver = true;
      });
      over.catch(() => undefined);
      for (let idle = 0; !isOver && idle < IDLE_ROUNDS; idle += 1) {
        await settle();
        if (!isOver && wakeNext()) {
          idle = 0;
        }
      }
      if (!isOver) {
        throw new Error('everybody waits, and no time that passes would help');
      }
      return over;
    },
    snapshot: () => {
      const then = now;
      return () => {
        now = then;
        sleepers = [];
      };
    },
  };
}
