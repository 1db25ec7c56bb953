import * as z from 'zod/mini';
import type { Json } from '../json.ts';
import type { Offer, OfferCatalog } from '../offers.ts';
import { type Parameters, textOf, textsOf } from '../parameters.ts';
import { filterOf, wholeNumber } from '../reads/pagination.ts';
import { badEntity, badInput } from '../refusal.ts';
import type { CrmStore, StoredRecord } from '../store.ts';
import { applyRows, listParameter, offerReference } from './offer-reference.ts';

/** One offer takes so many stores (retailcrm-api 4): what lies beyond is refused as a whole. */
const MOST_STORES = 50;

/** Figures may be texts, as the former extension sent them. */
const figure = z.pipe(z.union([z.number(), z.string()]), z.transform(Number));

const inventoryRow = z.strictObject({
  ...offerReference,
  stores: z.array(
    z.strictObject({ code: z.string(), available: figure, purchasePrice: z.exactOptional(figure) }),
  ),
});

interface StoreStock {
  readonly quantity: number;
  readonly purchasePrice?: number;
}

type Stock = Readonly<Record<string, StoreStock>>;

export interface InventoryParts {
  readonly store: CrmStore;
  readonly offers: OfferCatalog;
  readonly siteCodes: ReadonlySet<string>;
  readonly storeCodes: ReadonlySet<string>;
}

/** Stock of an offer by store, as uploads have set it. */
export const stockOf = (store: CrmStore, offer: Offer): Stock =>
  (store.record('inventory', String(offer.id)) ?? {}) as Stock;

/**
 * Body of `POST /store/inventories/upload`: stores that are not named keep what they have, offers that the account does not
 * know are told.
 *
 * @throws {Refusal} 400, and nothing is changed.
 */
export function uploadInventories(parts: InventoryParts, parameters: Parameters): Json {
  const { store, offers, siteCodes, storeCodes } = parts;
  const site = textOf(parameters.site);
  if (site !== undefined && !siteCodes.has(site)) {
    throw badInput('site', 'Site is not found or access is denied.');
  }
  const rows = listParameter(parameters, 'offers', inventoryRow);
  const faults = Object.assign({}, ...rows.map((row, index) => faultsOf(row.stores, index, storeCodes)));
  if (Object.keys(faults).length > 0) {
    throw badEntity(faults);
  }
  const { changed, notFoundOffers } = applyRows(rows, offers, {
    before: (offer) => stockOf(store, offer),
    after: (stock, row) => ({ ...stock, ...stockIn(row.stores, stock) }),
  });
  store.commit({
    records: [...changed].map(([id, value]): StoredRecord => ({ kind: 'inventory', key: String(id), value })),
  });
  return { processedOffersCount: changed.size, ...(notFoundOffers.length === 0 ? {} : { notFoundOffers }) };
}

type Stores = z.infer<typeof inventoryRow>['stores'];

function stockIn(stores: Stores, before: Stock): Stock {
  return Object.fromEntries(
    stores.map(({ code, available, purchasePrice = before[code]?.purchasePrice }) => [
      code,
      { quantity: available, ...(purchasePrice === undefined ? {} : { purchasePrice }) },
    ]),
  );
}

function faultsOf(stores: Stores, index: number, storeCodes: ReadonlySet<string>): Record<string, string> {
  const faults: Record<string, string> = {};
  if (stores.length === 0 || stores.length > MOST_STORES) {
    faults[`offers[${index}].stores`] = `This collection should contain 1 to ${MOST_STORES} elements.`;
  }
  for (const [at, { code, available, purchasePrice }] of stores.entries()) {
    if (!storeCodes.has(code)) {
      faults[`offers[${index}].stores[${at}].code`] = 'Store with this code does not exist.';
    }
    if (!(available >= 0) || (purchasePrice !== undefined && !(purchasePrice >= 0))) {
      faults[`offers[${index}].stores[${at}]`] = 'This value should be 0 or more.';
    }
  }
  return faults;
}

const LIMITS = [20, 50, 100, 250];

/** Body of `GET /store/inventories`; stores only with `details`. @throws {Refusal} 400. */
export function inventoriesAnswer(
  { store, offers, siteCodes }: InventoryParts,
  parameters: Parameters,
): Json {
  const filter = filterOf(parameters, ['ids', 'sites', 'offerExternalId', 'offerXmlId', 'details']);
  const limit = wholeNumber(parameters, 'limit') ?? 20;
  const page = wholeNumber(parameters, 'page') ?? 1;
  if (!LIMITS.includes(limit) || page < 1) {
    throw badInput('limit', 'The value you selected is not a valid choice.');
  }
  const ids = new Set(textsOf(filter.ids));
  const { offerExternalId, offerXmlId } = filter;
  const found = offers.all.filter(
    (offer) =>
      (ids.size === 0 || ids.has(String(offer.id))) &&
      (offerExternalId === undefined || offer.externalId === offerExternalId) &&
      (offerXmlId === undefined || offer.xmlId === offerXmlId),
  );
  const [site = ''] = textsOf(filter.sites).length > 0 ? textsOf(filter.sites) : siteCodes;
  const isDetailed = textOf(filter.details) === '1';
  return {
    pagination: {
      limit,
      totalCount: found.length,
      currentPage: page,
      totalPageCount: Math.max(1, Math.ceil(found.length / limit)),
    },
    offers: found
      .slice((page - 1) * limit, page * limit)
      .map((offer) => renderOffer(offer, site, stockOf(store, offer), isDetailed)),
  };
}

function renderOffer(offer: Offer, site: string, stock: Stock, isDetailed: boolean): Json {
  const { id, externalId, xmlId } = offer;
  const stores = Object.entries(stock);
  return {
    id,
    externalId,
    xmlId,
    site,
    quantity: stores.reduce((sum, [, { quantity }]) => sum + quantity, 0),
    ...(isDetailed ? { stores: stores.map(([store, figures]) => ({ store, ...figures })) } : {}),
  };
}
