import type { CrmClient } from '../crm/client.ts';
import type { InventoryOffer } from '../crm/warehouse-records.ts';
import type { GoodsSource } from '../goods/goods-source.ts';
import { LEFT_OUT } from '../goods/left-out.ts';
import type { Offer } from '../goods/plan-offers.ts';
import type { FoundPrice } from '../goods/prices/price-list.ts';
import { hasStock, isSet } from '../goods/product.ts';
import type { GoodsSlice } from '../goods/slice.ts';
import type { DueOffer } from '../push/plan-due.ts';
import { noIssues, type PushIssue } from '../push/push-issues.ts';
import type { OfferNow } from '../push/push-site.ts';
import { goodsPages, namedBy, offerName } from '../push/read-goods.ts';
import type { SiteRun } from '../push/run-push.ts';
import type { Settings } from '../settings/schema.ts';
import { inventoryOf, stockRules, stockValue } from './value.ts';

type Site = Settings['sites'][number];

/** Where a site's stock lies. */
export interface StockPlaces {
  /** Those of the site's whose stores the CRM has. */
  readonly warehouses: Site['warehouses'];
  /** Codes of all stores that the CRM has. */
  readonly stores: ReadonlySet<string>;
}

export interface StockPushDeps {
  readonly crm: Pick<CrmClient, 'uploadInventories'>;
  readonly goods: GoodsSource;
}

/** An offer takes so many stores in one request (retailcrm-api 4). */
const STORES_IN_REQUEST = 50;

/**
 * The stock of one site: what is free in each of its mapped warehouses, zeros included, with the purchase price where there is
 * one (original-export 1).
 */
export function stockOfSite(
  site: Site,
  { warehouses, stores: known }: StockPlaces,
  settings: Settings,
  { crm, goods }: StockPushDeps,
): SiteRun {
  // Where nobody can read the prices, none is sent, and as soon as they can be read all of them are.
  const purchase = goods.priceRegister.isPublished ? settings.prices.purchase : null;
  const issues = noIssues();
  let requests = 0;
  let sets = 0;
  const named = namedBy(settings.offers.crmField);

  async function valuesOf(offers: readonly Offer[], slice: GoodsSlice): Promise<readonly OfferNow[]> {
    const free = await goods.freeStock(
      slice,
      warehouses.map(({ onec }) => onec),
    );
    const prices = await goods.prices(slice, purchase === null ? [] : [purchase], site.currency);
    sets += offers.filter(({ item }) => isSet(item)).length;
    return offers.map((offer) => {
      const { id, item, characteristic } = offer;
      const found = purchase === null ? undefined : prices.of(purchase, item, characteristic);
      if (found?.reason !== undefined) {
        issues.faults.push(purchasePriceUnknown(offer, found.reason));
      }
      const stores = warehouses.map(
        ({ crm: code, onec }) => [code, free.of(item.Ref_Key, characteristic?.Ref_Key, onec)] as const,
      );
      return { id, name: offerName(offer), value: stockValue({ stores, purchasePrice: found?.price }) };
    });
  }

  async function upload(offers: readonly DueOffer[]): Promise<ReadonlySet<string>> {
    const inventories = offers.map(({ id, value }) => ({ id, ...inventoryOf(value) }));
    const most = Math.max(0, ...inventories.map(({ stores }) => stores.length));
    const unknown = new Set<string>();
    for (let from = 0; from < most; from += STORES_IN_REQUEST) {
      const part = inventories.flatMap(({ id, stores }): InventoryOffer[] => {
        const some = stores.slice(from, from + STORES_IN_REQUEST);
        return some.length === 0 ? [] : [{ ...named(id), stores: some }];
      });
      requests += 1;
      for (const id of await crm.uploadInventories(site.code, part)) {
        unknown.add(id);
      }
    }
    return unknown;
  }

  return {
    code: site.code,
    signature: JSON.stringify([settings.offers, site.organization, warehouses, purchase]),
    push: {
      pages: goodsPages(goods, {
        site,
        offers: settings.offers,
        isMeant: ({ item }) => hasStock(item),
        valuesOf,
        issues,
      }),
      rules: stockRules(known),
      upload,
    },
    shown: inventoryOf,
    requests: () => requests,
    counted: () => ({ sets }),
    issues,
  };
}

const purchasePriceUnknown = (offer: Offer, reason: NonNullable<FoundPrice['reason']>): PushIssue => ({
  id: offer.id,
  reason,
  message: `${offerName(offer)}: остаток передан, а закупочная цена нет: ${LEFT_OUT[reason].advice}`,
});
