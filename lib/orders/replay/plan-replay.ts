import type { VatRateFact } from '../dictionary-facts.ts';
import { EXEMPT, sameRate } from '../document/vat-rates.ts';

/** A parked order as the journal keeps it. */
export interface ParkedOrder {
  readonly orderId: number;
  /** When it was parked last, milliseconds since the epoch. */
  readonly at: number;
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
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Reasons that a change of the settings may lift: a mapping that was missing. */
const OF_SETTINGS = new Set(['siteUnmapped', 'itemStatusUnmapped', 'settingsIncomplete']);
/** Reasons that both the settings and 1C may lift. */
const OF_ONEC = new Set(['productUnknown', 'vatRateUnknown']);

/**
 * What 1C said no to. The reason often lies in 1C (a closed period, a full log, a card without a rate) and is mended there,
 * where nobody tells the bridge; so such an order is tried again once an hour, and a 1C that was ill for a night leaves no
 * heap of parked orders behind.
 */
const OF_THE_HOUR = new Set(['onecRefused', 'postingRefused', 'importFailed', 'vatRateUnknown']);
const HOUR_MS = 3_600_000;

/** There is a look at the parked orders in every five minutes; one that comes late leaves its hour to the next. */
const LOOK_MS = 5 * 60_000;

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
 * Which parked orders are worth another import: those whose every reason may have been lifted by new settings, by what 1C
 * knows now, or by an hour that has passed. An order that is still not right is parked again under the newer settings, so it does not come back by
 * itself until something changes once more.
 *
 * @returns order ids.
 */
export function planReplay(parked: readonly ParkedOrder[], known: NewKnowledge): readonly number[] {
  return parked
    .filter((order) => {
      const problems = problemsOf(order);
      return problems.length > 0 && problems.every((problem) => isLifted(problem, order, known));
    })
    .map(({ orderId }) => orderId);
}

/** An order that failed has the reason of its parking and no list. */
function problemsOf({ problems, reason }: ParkedOrder): readonly ParkedProblem[] {
  return problems ?? (reason === undefined ? [] : [{ reason, details: {} }]);
}

/** Whether a whole number of hours since the parking was over between the last look and this one. */
function isHourOver(at: number, now: number): boolean {
  return Math.floor((now - at) / HOUR_MS) > Math.max(0, Math.floor((now - LOOK_MS - at) / HOUR_MS));
}

function isLifted(
  { reason, details }: ParkedProblem,
  { settingsVersion = 0, at }: ParkedOrder,
  known: NewKnowledge,
): boolean {
  const hasNewSettings = known.settingsVersion > settingsVersion;
  if (OF_THE_HOUR.has(reason) && isHourOver(at, known.now)) {
    return true;
  }
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
  if (wanted === EXEMPT || /^\d+(\.\d+)?$/.test(wanted)) {
    return rate.isChoosable && sameRate(rate, wanted);
  }
  return rate.key === wanted;
}
