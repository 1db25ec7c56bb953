import { CrmUnavailable } from '../crm/errors.ts';
import { OnecUnavailable } from '../onec/errors.ts';
import type { ChangedOrder, OrderResult } from '../orders/import/import-batch.ts';
import type { Clock } from '../platform/clock.ts';

/** Remembers that a system is down, so that a long outage costs neither of the two a request for every message that comes back. */
export interface CircuitBreaker {
  /** Does the work on a batch, or fails all its orders as the last ones failed while it is open. */
  unlessOpen(
    changed: readonly ChangedOrder[],
    work: () => Promise<readonly OrderResult[]>,
  ): Promise<readonly OrderResult[]>;
}

const FIRST_HOLD_MS = 15_000;
const LONGEST_HOLD_MS = 120_000;

/** The error of a system that does not answer, whatever it is asked. */
type Silence = OnecUnavailable | CrmUnavailable;

/**
 * The circuit breaker of one process. It opens when every order of a batch that asked for something failed with
 * {@link OnecUnavailable} or {@link CrmUnavailable}, each after the tries of the client. Then one batch in 15 seconds goes on
 * asking, after further failures one in 30, 60 and at last 120 seconds; any other end of an order closes it.
 */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let holdMs = 0;
  let until = 0;
  let error: Silence | undefined;
  return {
    unlessOpen: async (changed, work) => {
      if (error !== undefined && clock.now() < until) {
        const known = error;
        return changed.map(({ orderId }) => ({ orderId, status: 'failed', error: known }));
      }
      const results = await work();
      error = unavailable(results);
      holdMs = error === undefined ? 0 : Math.min(LONGEST_HOLD_MS, Math.max(FIRST_HOLD_MS, holdMs * 2));
      until = clock.now() + holdMs;
      return results;
    },
  };
}

/** What kept every order that asked for something from being imported, if it was silence for all of them. */
function unavailable(results: readonly OrderResult[]): Silence | undefined {
  const asked = results.filter(({ status }) => status !== 'alreadyProcessed');
  const errors = asked.flatMap((result) =>
    result.status === 'failed' && isSilence(result.error) ? [result.error] : [],
  );
  return errors.length === asked.length ? errors.at(-1) : undefined;
}

const isSilence = (error: unknown): error is Silence =>
  error instanceof OnecUnavailable || error instanceof CrmUnavailable;
