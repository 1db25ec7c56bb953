/** How long a function may run where nothing else is said, seconds: deployed ones, the local stack's, and a command's. */
export const USUAL_TIMEOUT_SECONDS = 180;

/** A lease outlives the function that took it by this margin, and is never renewed (design, decisions). */
export const LEASE_MARGIN_MS = 30_000;

/** What one order, or one look into 1C, may need once it has begun: a minute for a call that wakes 1C up (onec-odata A10), half of one for the rest. */
const WORK_MS = 90_000;

/** For writing down what came of the work; the state table's client gives up after ten seconds. */
const RESERVE_MS = 10_000;

/** The times of one run of a function, milliseconds from its start, each before the next. */
export interface TimeLimits {
  /**
   * It begins no further piece of work in 1C after this. What it cannot finish it must not begin: a function that is ended by
   * force leaves its order to a lease that has to run out, and its write to an unknown outcome.
   */
  readonly beginMs: number;
  /** It ends what it does, and goes on in the next run. */
  readonly finishMs: number;
  /** It is ended by force. */
  readonly timeoutMs: number;
  /** Its leases and slots are free. */
  readonly leaseMs: number;
}

/**
 * All limits that follow from the time-out of a function, in one place, so that they fit each other whatever it is (N-2). Of a
 * short time one half is left for the work, and at most a quarter for writing down.
 */
export function timeLimits(timeoutMs: number): TimeLimits {
  return {
    beginMs: Math.max(timeoutMs - WORK_MS, timeoutMs / 2),
    finishMs: timeoutMs - Math.min(RESERVE_MS, timeoutMs / 4),
    timeoutMs,
    leaseMs: timeoutMs + LEASE_MARGIN_MS,
  };
}
