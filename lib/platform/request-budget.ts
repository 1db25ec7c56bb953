/**
 * Who asks, in the order in which they come (design, principle 7). `orders`: the import of orders and what a person waits for.
 * `exports`: what changes in 1C, and the passes over the histories of both sides. `bulk`: stock, prices, rebuilds,
 * reconciliation.
 */
export type Lane = 'orders' | 'exports' | 'bulk';

/** The requests that one API key may send, shared by everything that uses the key (design, principle 7). */
export interface RequestBudget {
  /**
   * Waits until one request may be sent, and takes it out of the budget: to be called right before each try.
   *
   * @param patienceMs the longest wait.
   * @returns false, and nothing is taken, if the wait would be longer.
   */
  take(lane: Lane, patienceMs: number): Promise<boolean>;
  /** Nobody sends anything for so long from now: the server said that it has had enough. */
  pause(milliseconds: number): Promise<void>;
}
