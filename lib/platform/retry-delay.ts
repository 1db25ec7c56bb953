export interface RetryTiming {
  /** Upper bound of the first wait, milliseconds. */
  readonly baseMs: number;
  /** No wait is longer than this, milliseconds; a server's own `Retry-After` is cut to it too. */
  readonly capMs: number;
}

/**
 * How long to wait before the next try: exponential back-off with full jitter, or what the server asked for.
 *
 * @param attempt 1 for the wait after the first failed try.
 * @param random a number from 0 (inclusive) to 1 (exclusive).
 * @param retryAfterMs the server's `Retry-After`, milliseconds, if it sent one.
 * @returns whole milliseconds, 0 ≤ result ≤ `capMs`.
 */
export function retryDelay(
  timing: RetryTiming,
  attempt: number,
  random: number,
  retryAfterMs?: number,
): number {
  if (retryAfterMs !== undefined) {
    return Math.min(Math.max(0, retryAfterMs), timing.capMs);
  }
  const ceiling = Math.min(timing.capMs, timing.baseMs * 2 ** (attempt - 1));
  return Math.round(ceiling * random);
}

/** The three forms of an HTTP date (RFC 9110 §5.6.7). Date.parse alone takes far more, `-1` and `1.5` among it, for dates. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3: seconds or an HTTP date).
 *
 * @returns milliseconds from `nowMs`, 0 for a date that is over, or undefined if the header is absent or unreadable.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) {
    return Number(text) * 1000;
  }
  if (!HTTP_DATE.test(text)) {
    return undefined;
  }
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
