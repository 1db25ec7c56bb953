import type { Clock } from '../platform/clock.ts';
import { type HttpRequest, NoAnswer, type TryHttp } from '../platform/http.ts';
import type { Lane, RequestBudget } from '../platform/request-budget.ts';
import { parseRetryAfter } from '../platform/retry-delay.ts';
import { isOverloaded } from './envelope.ts';
import { CrmBudgetExhausted } from './errors.ts';

export interface BudgetUse {
  readonly budget: RequestBudget;
  readonly lane: Lane;
  readonly clock: Clock;
  /** The longest wait for one permit, milliseconds; 20 s unless told. */
  readonly patienceMs?: number;
}

/** A batch that reads within the first third of its function's time still has the rest for its work. */
const PATIENCE_MS = 20_000;

/** The limit counts the requests of a second (retailcrm-api 1.3): after a second of silence it counts none. */
const PAUSE_MS = 1000;

/**
 * Lets every try of a request wait for a permit of the shared budget, retries included. An answer that the limit is exceeded
 * (503, 429) makes everybody who shares the budget pause, so that the retries of many do not meet.
 *
 * @returns what {@link import('../platform/http.ts').createHttp} puts around every try; a try throws
 *   {@link CrmBudgetExhausted} when the wait would be longer than the patience.
 */
export function withBudget({ budget, lane, clock, patienceMs = PATIENCE_MS }: BudgetUse) {
  return (attempt: TryHttp): TryHttp =>
    async (request) => {
      if (!(await budget.take(lane, patienceMs))) {
        throw new CrmBudgetExhausted(nameOf(request), patienceMs);
      }
      const result = await attempt(request);
      if (!(result instanceof NoAnswer) && isOverloaded(result.status)) {
        const asked = parseRetryAfter(result.headers.get('retry-after'), clock.now()) ?? 0;
        await budget.pause(Math.max(asked, PAUSE_MS));
      }
      return result;
    };
}

/** Method and path: a query may hold people's data. */
const nameOf = ({ method, url }: HttpRequest): string => `${method} ${new URL(url).pathname}`;
