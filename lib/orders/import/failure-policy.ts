import { isWrite } from '../../onec/answer-fault.ts';
import { OnecRefused, OnecRequestFault } from '../../onec/errors.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { ParkReason } from '../problems.ts';

/** What becomes of an order whose import ended with an error. */
export type FailureVerdict =
  | { readonly verdict: 'retry' }
  | { readonly verdict: 'park'; readonly reason: Extract<ParkReason, 'importFailed' | 'unexpected'> };

/** A defect, or a read that 1C refuses (free to repeat, onec-odata A9), may depend on the moment; after so many tries it plainly does not. */
const TRIES_OF_A_DEFECT = 5;

/**
 * Whether an order is tried again or parked for a person (design, retry: "a permanent error parks at once"); an error of the
 * whole exchange parks none, see {@link import('../../platform/errors.ts').ErrorScope}.
 *
 * @param triesOfKind how many times in a row the order has failed with this kind of error, this time included.
 */
export function afterFailure(error: unknown, triesOfKind: number): FailureVerdict {
  if (!(error instanceof BridgeError)) {
    return triesOfKind < TRIES_OF_A_DEFECT ? { verdict: 'retry' } : { verdict: 'park', reason: 'unexpected' };
  }
  if ((error instanceof OnecRefused || error instanceof OnecRequestFault) && !isWrite(error)) {
    return triesOfKind < TRIES_OF_A_DEFECT
      ? { verdict: 'retry' }
      : { verdict: 'park', reason: 'importFailed' };
  }
  return error.retryable || error.scope === 'exchange'
    ? { verdict: 'retry' }
    : { verdict: 'park', reason: 'importFailed' };
}
