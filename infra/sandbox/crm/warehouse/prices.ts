import * as z from 'zod/mini';
import type { Json } from '../json.ts';
import type { Offer, OfferCatalog } from '../offers.ts';
import type { Parameters } from '../parameters.ts';
import { badEntity } from '../refusal.ts';
import type { CrmStore, StoredRecord } from '../store.ts';
import { applyRows, listParameter, offerReference } from './offer-reference.ts';

const priceRow = z.strictObject({
  ...offerReference,
  site: z.string(),
  prices: z.array(
    z.strictObject({
      code: z.string(),
      price: z.exactOptional(z.pipe(z.union([z.number(), z.string()]), z.transform(Number))),
      remove: z.exactOptional(z.boolean()),
    }),
  ),
});

export interface PriceParts {
  readonly store: CrmStore;
  readonly offers: OfferCatalog;
  readonly siteCodes: ReadonlySet<string>;
  readonly priceTypeCodes: ReadonlySet<string>;
}

/** By site, then by price type. */
type Prices = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Prices of an offer, as uploads have set them. */
export const pricesOf = (store: CrmStore, offer: Offer): Prices =>
  (store.record('prices', String(offer.id)) ?? {}) as Prices;

type PriceRow = z.infer<typeof priceRow>;

/** Body of `POST /store/prices/upload`. @throws {Refusal} 400, and nothing is changed. */
export function uploadPrices(parts: PriceParts, parameters: Parameters): Json {
  const { store, offers } = parts;
  const rows = listParameter(parameters, 'prices', priceRow);
  const faults = Object.assign({}, ...rows.map((row, index) => faultsOf(row, `prices[${index}]`, parts)));
  if (Object.keys(faults).length > 0) {
    throw badEntity(faults);
  }
  const { changed, notFoundOffers } = applyRows(rows, offers, {
    before: (offer) => pricesOf(store, offer),
    after: withPrices,
  });
  store.commit({
    records: [...changed].map(([id, value]): StoredRecord => ({ kind: 'prices', key: String(id), value })),
  });
  return { processedOffersCount: changed.size, notFoundOffers };
}

function faultsOf({ site, prices }: PriceRow, at: string, known: PriceParts): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!known.siteCodes.has(site)) {
    faults[`${at}.site`] = 'Site is not found or access is denied.';
  }
  for (const [index, { code, price, remove }] of prices.entries()) {
    if (!known.priceTypeCodes.has(code)) {
      faults[`${at}.prices[${index}].code`] = 'Price type with this code does not exist.';
    }
    if (remove !== true && !(price !== undefined && price >= 0)) {
      faults[`${at}.prices[${index}].price`] = 'This value should be 0 or more.';
    }
  }
  return faults;
}

function withPrices(before: Prices, { site, prices }: PriceRow): Prices {
  const now = { ...before[site] };
  for (const { code, price, remove } of prices) {
    if (remove === true || price === undefined) {
      delete now[code];
    } else {
      now[code] = price;
    }
  }
  return { ...before, [site]: now };
}
