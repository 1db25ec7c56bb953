import { parseScaled } from '../../money/decimal.ts';
import type { VatRateFact } from '../dictionary-facts.ts';

/** A parked order as the journal keeps it. */
export interface ParkedOrder {
  readonly orderId: number;
  readonly reason?: string;
  /** All reasons of the parking, with their places. */
  readonly problems?: readonly ParkedProblem[];
  /** Version of the settings that decided. */
  readonly settingsVersion?: number;
}

interface ParkedProblem {
  readonly reason: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What has become known since orders were parked. */
export interface NewKnowledge {
  readonly settingsVersion: number;
  /** Offer ids that mean a product of 1C now. */
  readonly offers: ReadonlySet<string>;
  readonly vatRates: readonly VatRateFact[];
}

/** Reasons that a change of the settings may lift: a mapping that was missing. */
const OF_SETTINGS = new Set(['siteUnmapped', 'itemStatusUnmapped', 'settingsIncomplete']);
/** Reasons that both the settings and 1C may lift. */
const OF_ONEC = new Set(['productUnknown', 'vatRateUnknown']);

/** Offer ids that parked orders wait for. */
export function awaitedOffers(parked: readonly ParkedOrder[]): readonly string[] {
  const offers = parked
    .flatMap(({ problems = [] }) => problems)
    .filter(({ reason, details }) => reason === 'productUnknown' && typeof details.offer === 'string')
    .map(({ details }) => String(details.offer));
  return [...new Set(offers)].filter((offer) => offer !== '');
}

/** Whether any parked order waits for something that only 1C can tell. */
export const awaitsOnec = (parked: readonly ParkedOrder[]): boolean =>
  parked.some(({ problems = [] }) => problems.some(({ reason }) => OF_ONEC.has(reason)));

/**
 * Which parked orders are worth another import: those whose every reason may have been lifted by new settings or by what
 * 1C knows now. An order that is still not right is parked again under the newer settings, so it does not come back by
 * itself until something changes once more.
 *
 * @returns order ids.
 */
export function planReplay(parked: readonly ParkedOrder[], known: NewKnowledge): readonly number[] {
  return parked
    .filter(({ problems = [], settingsVersion = 0 }) => {
      const hasNewSettings = known.settingsVersion > settingsVersion;
      return problems.length > 0 && problems.every((problem) => isLifted(problem, hasNewSettings, known));
    })
    .map(({ orderId }) => orderId);
}

function isLifted({ reason, details }: ParkedProblem, hasNewSettings: boolean, known: NewKnowledge): boolean {
  if (OF_SETTINGS.has(reason)) {
    return hasNewSettings;
  }
  if (!OF_ONEC.has(reason)) {
    return false;
  }
  return (
    hasNewSettings ||
    (reason === 'productUnknown'
      ? known.offers.has(String(details.offer))
      : known.vatRates.some((rate) => isRate(rate, String(details.rate))))
  );
}

/** A rate that a base lacked is named by its key or, where the CRM decides, by its percent. */
function isRate(rate: VatRateFact, wanted: string): boolean {
  return (
    rate.key === wanted ||
    (rate.isChoosable && /^\d+(\.\d+)?$/.test(wanted) && rate.rate === parseScaled(wanted, 2))
  );
}
