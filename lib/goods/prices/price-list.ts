import { MalformedFigure } from '../../money/decimal.ts';
import { type Price, parsePrice } from '../../money/kopecks.ts';
import { divide, ONE, priceTimes, type Ratio } from '../../money/ratio.ts';
import { EMPTY_KEY, isEmptyKey } from '../../onec/values.ts';
import type { Characteristic, Item } from '../product.ts';

/** A record of a price register, whichever generation it is of. */
export interface PriceRecord {
  readonly item: string;
  readonly kind: string;
  /**
   * 2.0: the characteristic itself. 2.5: the characteristic for pricing, which several characteristics may name; empty = all
   * of the item's (ut-filling 6).
   */
  readonly characteristic: string;
  /** Per package, or per base unit where there is none. */
  readonly price: number | string;
  readonly package: string;
  readonly currency: string;
}

export type PricingGeneration = '2.0' | '2.5';

/** Why a price cannot be told, although 1C has one. */
export type NoPriceReason = 'packageUnknown' | 'currencyRateMissing' | 'priceUnreadable';

/** A price per base unit in the currency that was asked for. */
export type FoundPrice =
  | { readonly price: Price; readonly reason?: undefined }
  | { readonly price?: undefined; readonly reason: NoPriceReason };

export interface PriceRules {
  readonly generation: PricingGeneration;
  /** Base units in a package; undefined where nobody can tell. */
  readonly unitsInPackage: (packageKey: string, item: Item) => Ratio | undefined;
  /** How much of the wanted currency one unit of another is worth today; undefined without a rate. */
  readonly rate: (currency: string) => Ratio | undefined;
}

/** Prices of a slice of goods. */
export interface PriceList {
  /**
   * The price of an offer; undefined where 1C has none.
   *
   * @param characteristic undefined for the bare item; of an item that 1C prices by characteristic it is the highest.
   */
  of(kind: string, item: Item, characteristic: Characteristic | undefined): FoundPrice | undefined;
}

/**
 * Prices as UT understands its records (ut-filling 6; case E-27): under 2.0 exactly the characteristic's; under 2.5 that of
 * its characteristic for pricing, else that of the whole item; always of the same item. A price is brought to one base unit
 * and to the wanted currency, exactly, and rounded once.
 */
export function createPriceList(records: readonly PriceRecord[], rules: PriceRules): PriceList {
  const byItem = new Map<string, Map<string, PriceRecord>>();
  for (const record of records) {
    const key = `${record.kind}|${record.item}`;
    const prices = byItem.get(key) ?? new Map<string, PriceRecord>();
    byItem.set(key, prices);
    prices.set(record.characteristic || EMPTY_KEY, record);
  }

  return {
    of(kind, item, characteristic) {
      const prices = byItem.get(`${kind}|${item.Ref_Key}`);
      if (prices === undefined) {
        return undefined;
      }
      if (characteristic === undefined) {
        const own = prices.get(EMPTY_KEY);
        return own === undefined ? highest(prices.values(), item, rules) : priceOf(own, item, rules);
      }
      const record = recordFor(characteristic, prices, rules.generation);
      return record === undefined ? undefined : priceOf(record, item, rules);
    },
  };
}

function recordFor(
  characteristic: Characteristic,
  prices: ReadonlyMap<string, PriceRecord>,
  generation: PricingGeneration,
): PriceRecord | undefined {
  if (generation === '2.0') {
    return prices.get(characteristic.Ref_Key);
  }
  const pricing = characteristic.ХарактеристикаНоменклатурыДляЦенообразования_Key;
  return (isEmptyKey(pricing) ? undefined : prices.get(pricing)) ?? prices.get(EMPTY_KEY);
}

function priceOf(record: PriceRecord, item: Item, { unitsInPackage, rate }: PriceRules): FoundPrice {
  const units = isEmptyKey(record.package) ? ONE : unitsInPackage(record.package, item);
  if (units === undefined) {
    return { reason: 'packageUnknown' };
  }
  const worth = rate(record.currency);
  if (worth === undefined) {
    return { reason: 'currencyRateMissing' };
  }
  try {
    return { price: priceTimes(parsePrice(record.price), divide(worth, units)) };
  } catch (error) {
    if (error instanceof MalformedFigure) {
      return { reason: 'priceUnreadable' };
    }
    throw error;
  }
}

/** Of an item that is sold as a whole and priced by characteristic (original-export 3.5: "max of latest prices"). */
function highest(records: Iterable<PriceRecord>, item: Item, rules: PriceRules): FoundPrice | undefined {
  const found = [...records].map((record) => priceOf(record, item, rules));
  const priced = found.flatMap(({ price }) => (price === undefined ? [] : [price]));
  return priced.length === 0 ? found[0] : { price: Math.max(...priced) as Price };
}
