import { EMPTY_DATE } from '../values.ts';
import { ставкиНДС114 } from './objects/enumerations.ts';

/** What an owner of 11.4 adds to the enumeration by hand for 2026: no update brings it. */
const ADDED_BY_HAND = ['НДС22', 'НДС22_122'] as const;

type Rate = (typeof ставкиНДС114.values)[number] | (typeof ADDED_BY_HAND)[number];

/** `НДС18_118` is 18 %, `БезНДС` is none. */
const percentOf = (rate: Rate): number => Number(/\d+/.exec(rate)?.[0] ?? 0);

/** Name as UT shows it: `20%`, `20/120`, `Без НДС`. */
function shownAs(rate: Rate): string {
  if (rate === 'БезНДС') {
    return 'Без НДС';
  }
  return isCalculated(rate) ? rate.slice('НДС'.length).replace('_', '/') : `${percentOf(rate)}%`;
}

const isCalculated = (rate: Rate): boolean => rate.includes('_');

/**
 * The VAT rates of 11.4, an enumeration there, as elements of the catalog that they became (onec-odata C0.1). Their name is
 * their key: a property that refers to one says `НДС20`. Whether the base has what only its owner can have added shows where a
 * product carries it; such a rate is marked, so that nobody chooses it by its figure alone.
 */
export const vatRates114: readonly object[] = [
  ...ставкиНДС114.values.map((rate) => asElement(rate, false)),
  ...ADDED_BY_HAND.map((rate) => asElement(rate, true)),
];

function asElement(rate: Rate, isAdded: boolean): object {
  return {
    Ref_Key: rate,
    Description: shownAs(rate),
    DeletionMark: isAdded,
    ПеречислениеСтавкаНДС: rate,
    Ставка: percentOf(rate),
    РасчетнаяСтавка: isCalculated(rate),
    НачалоПериода: EMPTY_DATE,
    КонецПериода: EMPTY_DATE,
    Основная: false,
  };
}
