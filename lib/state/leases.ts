/** The right to work on one thing alone, until it is released or its time is over. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The lease of an order, whichever way it goes: its import and the exports of its documents never work at once (design, principle 3). */
export const orderLease = (orderId: number): string => `order-${orderId}`;

/** Leases by name. */
export interface Leases {
  /** @returns undefined if somebody else holds the lease and its time is not over. */
  acquire(name: string, timeToLiveMs: number): Promise<Lease | undefined>;
  /** Gives the lease back; does nothing if it has passed to somebody else meanwhile. */
  release(lease: Lease): Promise<void>;
}
