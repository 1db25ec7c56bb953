import { type Kopecks, parseKopecks } from '../../../lib/money/kopecks.ts';
import { deterministicId } from '../../../lib/platform/ids.ts';
import type { Good, Shop } from '../shop/shop.ts';

/** An offer of the CRM's catalogue: one per good, or one per characteristic of a good that has them. */
export interface Offer {
  readonly id: number;
  /** `N`, or `N#C` with a characteristic: how the 1C exchange identifies goods (retailcrm-api 8). */
  readonly externalId: string;
  readonly xmlId: string;
  readonly name: string;
  readonly article: string;
  readonly price: Kopecks;
  readonly purchasePrice: Kopecks;
  /** `20.00`, or `none`. */
  readonly vatRate: string;
  readonly unit: { readonly code: string; readonly name: string; readonly sym: string };
  /** The good in 1C; absent for the offer that 1C does not know. */
  readonly good?: Good;
}

/** How a request names an offer; looked up in this order (retailcrm-api 3.4). */
interface OfferReference {
  readonly id?: number | undefined;
  readonly externalId?: string | undefined;
  readonly xmlId?: string | undefined;
}

export interface OfferCatalog {
  readonly all: readonly Offer[];
  /** Still sold in the CRM, gone from 1C: what an order with an unknown product holds. */
  readonly unknownToOneC: Offer;
  find(reference: OfferReference): Offer | undefined;
  byId(id: number): Offer | undefined;
}

/** Codes of ОКЕИ. */
const UNITS = {
  шт: { code: '796', name: 'Штука', sym: 'шт' },
  кг: { code: '166', name: 'Килограмм', sym: 'кг' },
  м: { code: '006', name: 'Метр', sym: 'м' },
} as const;

export const CRM_UNITS = Object.values(UNITS);

const FIRST_OFFER_ID = 20_001;
const PURCHASE_PERCENT = 60;

/** The catalogue that the CRM would have after loading the shop's ICML file. */
export function createOfferCatalog(shop: Shop): OfferCatalog {
  const sold = [...shop.goods, ...shop.services].flatMap(variantsOf);
  const offers = sold.map((variant, index) => makeOffer(variant, FIRST_OFFER_ID + index));
  const unknownToOneC = makeUnknownOffer(FIRST_OFFER_ID + offers.length);
  const all = [...offers, unknownToOneC];
  const byId = new Map(all.map((offer) => [offer.id, offer]));
  const byExternalId = new Map(all.map((offer) => [offer.externalId, offer]));
  const byXmlId = new Map(all.map((offer) => [offer.xmlId, offer]));
  return {
    all,
    unknownToOneC,
    byId: (id) => byId.get(id),
    find: ({ id, externalId, xmlId }) =>
      (id === undefined ? undefined : byId.get(id)) ??
      (externalId === undefined ? undefined : byExternalId.get(externalId)) ??
      (xmlId === undefined ? undefined : byXmlId.get(xmlId)),
  };
}

interface Variant {
  readonly good: Good;
  readonly identity: string;
  readonly name: string;
}

function variantsOf(good: Good): Variant[] {
  if (good.characteristics.length === 0) {
    return [{ good, identity: good.key, name: good.name }];
  }
  return good.characteristics.map((characteristic) => ({
    good,
    identity: `${good.key}#${characteristic.key}`,
    name: `${good.name} (${characteristic.name})`,
  }));
}

function makeOffer({ good, identity, name }: Variant, id: number): Offer {
  const price = parseKopecks(good.price);
  return {
    id,
    externalId: identity,
    xmlId: identity,
    name,
    article: good.article,
    price,
    purchasePrice: Math.round((price * PURCHASE_PERCENT) / 100) as Kopecks,
    vatRate: good.vatRate.enumName === 'БезНДС' ? 'none' : good.vatRate.percent.toFixed(2),
    unit: UNITS[good.unit],
    good,
  };
}

function makeUnknownOffer(id: number): Offer {
  const identity = deterministicId('sandbox', 'offer unknown to 1C');
  return {
    id,
    externalId: identity,
    xmlId: identity,
    name: 'Самовар угольный (удален из 1С)',
    article: 'НЕТ-0001',
    price: 1_290_000 as Kopecks,
    purchasePrice: 774_000 as Kopecks,
    vatRate: '20.00',
    unit: UNITS.шт,
  };
}
