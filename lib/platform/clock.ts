/** The time, injected everywhere so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** Waits `milliseconds`; injected so that tests never really sleep. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now() };

/** Really waits. */
export const systemSleep: Sleep = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
