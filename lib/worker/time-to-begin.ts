/** What one order may need once it has begun: a minute for a call that wakes 1C up (onec-odata A10), half of one for the rest. */
const ORDER_MS = 90_000;

/**
 * How long after its start a function may begin with one more order. What it cannot finish it must not begin: a function
 * that is ended by force leaves its order to a lease that has to run out, and its write to an unknown outcome.
 *
 * @param timeoutMs how long the function may run; of a short time one half is left for the order.
 */
export const timeToBegin = (timeoutMs: number): number => Math.max(timeoutMs - ORDER_MS, timeoutMs / 2);
