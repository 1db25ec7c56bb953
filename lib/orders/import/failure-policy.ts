import { isWrite } from '../../onec/answer-fault.ts';
import { OnecRefused, OnecRequestFault } from '../../onec/errors.ts';
import { isTwoVoiced } from '../../platform/errors.ts';
import type { ParkReason } from '../problems.ts';

/** What becomes of an order whose import ended with an error. */
export type FailureVerdict =
  | { readonly verdict: 'retry' }
  | { readonly verdict: 'park'; readonly reason: Extract<ParkReason, 'importFailed' | 'unexpected'> };

/**
 * Errors that lie in the whole exchange and not in one order: a login, a right, a licence, missing settings. Parking would
 * only move every order of the shop from one list to another; they wait in the queue until the administrator has mended it.
 */
const OF_THE_WHOLE_EXCHANGE = new Set([
  'onecLoginRefused',
  'onecRightsMissing',
  'onecSetNotPublished',
  'onecReleaseUnknown',
  'crmKeyRefused',
  'crmAccountUnknown',
  // Orders are asked for by their ids alone, so what the CRM says of the request it says of none of them.
  'crmRequestRefused',
  'crmAnswerMalformed',
  'settingsMissing',
  'settingsRefused',
  'settingsUnreadable',
  'configurationFault',
]);

/** A defect, or a read that 1C refuses (free to repeat, onec-odata A9), may depend on the moment; after so many tries it plainly does not. */
const TRIES_OF_A_DEFECT = 5;

/**
 * Whether an order is tried again or parked for a person (design, retry: "a permanent error parks at once").
 *
 * @param triesOfKind how many times in a row the order has failed with this kind of error, this time included.
 */
export function afterFailure(error: unknown, triesOfKind: number): FailureVerdict {
  if (!isTwoVoiced(error)) {
    return triesOfKind < TRIES_OF_A_DEFECT ? { verdict: 'retry' } : { verdict: 'park', reason: 'unexpected' };
  }
  if ((error instanceof OnecRefused || error instanceof OnecRequestFault) && !isWrite(error)) {
    return triesOfKind < TRIES_OF_A_DEFECT
      ? { verdict: 'retry' }
      : { verdict: 'park', reason: 'importFailed' };
  }
  return error.retryable || OF_THE_WHOLE_EXCHANGE.has(error.code)
    ? { verdict: 'retry' }
    : { verdict: 'park', reason: 'importFailed' };
}
