/**
 * Who asks. `orders`: the import of orders and what a person waits for. `other`: everything that may be a little later
 * (polls, stock, prices, dictionaries).
 */
export type Lane = 'orders' | 'other';

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
