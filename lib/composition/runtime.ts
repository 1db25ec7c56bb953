import { type Clock, type Sleep, systemClock, systemSleep } from '../platform/clock.ts';

/** What a process gets from the machine it runs on. */
export interface Runtime {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly fetch: typeof globalThis.fetch;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

export const systemRuntime: Runtime = {
  clock: systemClock,
  sleep: systemSleep,
  fetch: globalThis.fetch,
  random: Math.random,
};
