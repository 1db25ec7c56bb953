import { type Price, priceToNumber, type Quantity, quantityToNumber } from '../money/kopecks.ts';
import type { PushRules } from '../push/plan-due.ts';

/** The stock of an offer as the CRM is to hold it. */
export interface OfferStock {
  /** Free units by the CRM's code of the store, in the order of the settings. */
  readonly stores: readonly (readonly [code: string, available: Quantity])[];
  /** Per base unit, in the site's currency; undefined: not sent. */
  readonly purchasePrice: Price | undefined;
}

/** `main=7000,shop=0;1205000`: thousandths of a unit by store, ten-thousandths of a rouble. Codes have neither sign. */
export const stockValue = ({ stores, purchasePrice }: OfferStock): string =>
  `${stores.map(([code, available]) => `${code}=${available}`).join(',')};${purchasePrice ?? ''}`;

/** The opposite of {@link stockValue}. */
function readStockValue(value: string): OfferStock {
  const [stores = '', price = ''] = value.split(';');
  return {
    stores: (stores === '' ? [] : stores.split(',')).map((store) => {
      const at = store.lastIndexOf('=');
      return [store.slice(0, at), Number(store.slice(at + 1)) as Quantity] as const;
    }),
    purchasePrice: price === '' ? undefined : (Number(price) as Price),
  };
}

/** The figures as the CRM reads them: units and roubles. */
export function inventoryOf(value: string): {
  readonly stores: readonly {
    readonly code: string;
    readonly available: number;
    readonly purchasePrice?: number;
  }[];
} {
  const { stores, purchasePrice } = readStockValue(value);
  const price = purchasePrice === undefined ? {} : { purchasePrice: priceToNumber(purchasePrice) };
  return {
    stores: stores.map(([code, available]) => ({ code, available: quantityToNumber(available), ...price })),
  };
}

const hasSome = (value: string): boolean =>
  readStockValue(value).stores.some(([, available]) => available > 0);

/**
 * How stock changes. Goods that fell to zero in a store go first: a shop must not sell what is gone. An offer that left the site's
 * groups is zeroed in every store that the CRM was told of, but in those that it does not have any more: they would cost the
 * whole request (E-17).
 *
 * @param stores codes that the CRM has.
 */
export const stockRules = (stores: ReadonlySet<string>): PushRules => ({
  isUrgent: (value, accepted) =>
    accepted !== undefined &&
    hasSome(accepted) &&
    fellToZero(value, new Map(readStockValue(accepted).stores)),
  merged: (_, now) => now,
  held: (value) => value,
  missingOfVanished: () => 'offer',
  withoutMissing: (value) => zeroed(value, stores),
});

const fellToZero = (value: string, before: ReadonlyMap<string, Quantity>): boolean =>
  readStockValue(value).stores.some(([code, available]) => available === 0 && (before.get(code) ?? 0) > 0);

function zeroed(value: string, known: ReadonlySet<string>): string {
  const stores = readStockValue(value).stores.filter(([code]) => known.has(code));
  return stockValue({ stores: stores.map(([code]) => [code, 0 as Quantity]), purchasePrice: undefined });
}
