import type { Settings } from '../settings/schema.ts';
import { writeOfferId } from './offer-id.ts';
import type { Characteristic, Item, Product } from './product.ts';

/** What the CRM calls an offer: a product of 1C, or one characteristic of it. */
export interface Offer {
  readonly id: string;
  /** Shared by the offers of one product. */
  readonly productId: string;
  readonly item: Item;
  /** Undefined for the bare item; without characteristics in the settings it stands for all of the item's. */
  readonly characteristic: Characteristic | undefined;
}

/**
 * Why a product gives no offer: 1C has no identifier for it, or the same one for another product too; it is kept by
 * characteristic and none is alive.
 */
export type NoOfferReason = 'identifierBlank' | 'identifierAmbiguous' | 'noCharacteristics';

export interface NoOffer {
  /** Key of the item. */
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly reason: NoOfferReason;
}

export interface OfferPlan {
  readonly offers: readonly Offer[];
  readonly leftOut: readonly NoOffer[];
}

export interface OfferRules {
  readonly offers: Settings['offers'];
  /** Key of the site's organisation, for the prefix of ids. */
  readonly organization: string;
  /** Identifiers that several products of the base share; those that share one within `products` need not be here. */
  readonly shared?: ReadonlySet<string>;
}

/**
 * The offers of some products (original-export 0.4, 1.2; D-45). A product that cannot be told apart from another one is
 * left out, and so is the other: an order would be given the wrong goods.
 */
export function planOffers(products: readonly Product[], rules: OfferRules): OfferPlan {
  const leftOut: NoOffer[] = [];
  const named: Offer[] = [];
  for (const product of products) {
    const characteristics = soldCharacteristics(product, rules.offers);
    if (characteristics.length === 0) {
      leftOut.push(noOffer(product.item, 'noCharacteristics'));
    }
    for (const characteristic of characteristics) {
      const { item } = product;
      const source = { item, characteristic: characteristic?.Ref_Key, organization: rules.organization };
      named.push({ ...writeOfferId(source, rules.offers), item, characteristic });
    }
  }
  const times = new Map<string, number>();
  for (const { id } of named) {
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  const offers: Offer[] = [];
  for (const offer of named) {
    const isShared = (times.get(offer.id) ?? 0) > 1 || rules.shared?.has(offer.id) === true;
    if (offer.id === '') {
      leftOut.push(noOffer(offer.item, 'identifierBlank'));
    } else if (isShared) {
      leftOut.push(noOffer(offer.item, 'identifierAmbiguous'));
    } else {
      offers.push(offer);
    }
  }
  return { offers, leftOut };
}

/** Undefined stands for the bare item. */
function soldCharacteristics(
  { keepsCharacteristics, characteristics }: Product,
  settings: Settings['offers'],
): readonly (Characteristic | undefined)[] {
  return settings.characteristics && keepsCharacteristics ? characteristics : [undefined];
}

const noOffer = (item: Item, reason: NoOfferReason): NoOffer => ({
  key: item.Ref_Key,
  name: item.Description.trim(),
  code: item.Code.trim(),
  reason,
});
