import type { Clock } from '../../../lib/platform/clock.ts';

/** Counts the requests of each API key in the second that ends now. */
export interface RateLimit {
  /** Whether this request of `key` may be served; a refused one does not count. */
  admit(key: string): boolean;
  /** @param requestsPerSecond null = no limit. */
  set(requestsPerSecond: number | null): void;
}

const WINDOW_MS = 1000;

/** A sliding window of one second per key, by the injected clock (retailcrm-api 1.3). */
export function createRateLimit(clock: Clock, requestsPerSecond: number | null): RateLimit {
  let limit = requestsPerSecond;
  const servedAt = new Map<string, number[]>();
  return {
    admit: (key) => {
      const now = clock.now();
      const recent = (servedAt.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
      const admitted = limit === null || recent.length < limit;
      servedAt.set(key, admitted ? [...recent, now] : recent);
      return admitted;
    },
    set: (next) => {
      limit = next;
    },
  };
}
