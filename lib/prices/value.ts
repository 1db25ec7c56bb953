import { type Price, priceToNumber } from '../money/kopecks.ts';
import type { PushRules } from '../push/plan-due.ts';

/** What the CRM is to hold of one price: a figure, or that there is none. */
export type PriceNow = Price | 'removed';

const REMOVED = 'x';

/** `base=1500000,opt=x`: ten-thousandths of a rouble by the CRM's code of the price type, in the order of the codes. */
export const pricesValue = (prices: ReadonlyMap<string, PriceNow>): string =>
  [...prices]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, price]) => `${code}=${price === 'removed' ? REMOVED : price}`)
    .join(',');

/** The opposite of {@link pricesValue}. */
function readPricesValue(value: string): ReadonlyMap<string, PriceNow> {
  const parts = value === '' ? [] : value.split(',');
  return new Map(
    parts.map((part) => {
      const at = part.lastIndexOf('=');
      const figure = part.slice(at + 1);
      return [part.slice(0, at), figure === REMOVED ? 'removed' : (Number(figure) as Price)];
    }),
  );
}

/** An entry of an upload. */
export type PriceEntry =
  | { readonly code: string; readonly price: number }
  | { readonly code: string; readonly remove: true };

/** The prices as the CRM reads them, in roubles. */
export const priceEntries = (value: string): readonly PriceEntry[] =>
  [...readPricesValue(value)].map(([code, price]) =>
    price === 'removed' ? { code, remove: true } : { code, price: priceToNumber(price) },
  );

/**
 * How prices change: a type of which nothing is said now keeps its price, until two full reads have not found it; the prices of
 * a type that the settings do not name any more are removed once (C-17): taken or refused, they are not spoken of again.
 *
 * @param codes of the price types that the settings name.
 */
export const priceRules = (codes: ReadonlySet<string>): PushRules => ({
  isUrgent: () => false,
  merged: (accepted, now) => {
    const kept = [...readPricesValue(accepted ?? '')].map(([code, price]): [string, PriceNow] => [
      code,
      codes.has(code) ? price : 'removed',
    ]);
    const merged = pricesValue(new Map([...kept, ...readPricesValue(now)]));
    return merged === '' ? undefined : merged;
  },
  held: (value) =>
    pricesValue(
      new Map([...readPricesValue(value)].filter(([code, price]) => codes.has(code) || price !== 'removed')),
    ),
  missingOfVanished: (accepted) => [...readPricesValue(accepted).keys()].join(','),
  withoutMissing: (accepted, missing) => {
    const gone = new Set(missing.split(','));
    return pricesValue(
      new Map(
        [...readPricesValue(accepted)].map(([code, price]) => [code, gone.has(code) ? 'removed' : price]),
      ),
    );
  },
});
