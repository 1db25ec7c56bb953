import type { VatRateFact } from '../dictionary-facts.ts';
import { EXEMPT, isInForce, sameRate } from '../order/rows/vat-rates.ts';
import type { ParkReason } from '../problems.ts';
import { type Comeback, PARK_REASONS } from '../reasons.ts';

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

const HOUR_MS = 3_600_000;

/** There is a look at the parked orders in every five minutes; one that comes late leaves its hour to the next. */
const LOOK_MS = 5 * 60_000;

/** Offer ids that parked orders wait for. */
export function awaitedOffers(parked: readonly ParkedOrder[]): readonly string[] {
  const offers = parked
    .flatMap(({ problems = [] }) => problems)
    .filter(
      ({ reason, details }) => comebacksOf(reason).includes('offer') && typeof details.offer === 'string',
    )
    .map(({ details }) => String(details.offer));
  return [...new Set(offers)].filter((offer) => offer !== '');
}

/** Whether any parked order waits for something that only 1C can tell. */
export const awaitsOnec = (parked: readonly ParkedOrder[]): boolean =>
  parked.some(({ problems = [] }) =>
    problems.some(({ reason }) => comebacksOf(reason).some((back) => back === 'offer' || back === 'vatRate')),
  );

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

/** A record may be of another version of the bridge, with a reason that this one does not know: that is left to people. */
const comebacksOf = (reason: string): readonly Comeback[] =>
  Object.hasOwn(PARK_REASONS, reason) ? PARK_REASONS[reason as ParkReason].comesBack : [];

type HasHappened = (details: ParkedProblem['details'], order: ParkedOrder, known: NewKnowledge) => boolean;

const HAS_HAPPENED: Readonly<Record<Comeback, HasHappened>> = {
  settings: (_, { settingsVersion = 0 }, known) => known.settingsVersion > settingsVersion,
  offer: ({ offer }, _, { offers }) => offers.has(String(offer)),
  vatRate: ({ rate, date }, _, { vatRates }) =>
    vatRates.some((one) => isRate(one, String(rate)) && (date === undefined || isInForce(one, String(date)))),
  hour: (_, { at }, { now }) => isHourOver(at, now),
};

const isLifted = ({ reason, details }: ParkedProblem, order: ParkedOrder, known: NewKnowledge): boolean =>
  comebacksOf(reason).some((comeback) => HAS_HAPPENED[comeback](details, order, known));

/** A rate that a base lacked is named by its key or, where the CRM decides, by its percent. */
function isRate(rate: VatRateFact, wanted: string): boolean {
  if (wanted === EXEMPT || /^\d+(\.\d+)?$/.test(wanted)) {
    return rate.isChoosable && sameRate(rate, wanted);
  }
  return rate.key === wanted;
}
