import type { GoodsSource } from '../goods/goods-source.ts';
import type { LeftOut } from '../goods/left-out.ts';
import { planOffers } from '../goods/plan-offers.ts';
import { hasStock } from '../goods/product.ts';
import type { GoodsSlice } from '../goods/slice.ts';
import type { Quantity } from '../money/kopecks.ts';
import type { Settings } from '../settings/schema.ts';
import { icmlOffer } from './icml/write-icml.ts';
import { type OfferContext, planIcmlOffer } from './plan-icml-offer.ts';
import type { DetailsReader } from './read-details.ts';

type Site = Settings['sites'][number];

export interface RenderedSlice {
  /** The offers as they stand in the file. */
  readonly xml: string;
  readonly offers: number;
  readonly leftOut: readonly LeftOut[];
}

export interface RenderDeps {
  readonly goods: GoodsSource;
  readonly details: DetailsReader;
  readonly settings: Settings;
  readonly site: Site;
  readonly shared: ReadonlySet<string>;
  readonly context: Omit<OfferContext, 'details'>;
}

/**
 * Reads what a slice's offers need and writes them down. The quantity is what the stock push sends, summed over the site's
 * warehouses (D-23).
 *
 * @throws what the goods and their details throw.
 */
export async function renderSlice(slice: GoodsSlice, deps: RenderDeps): Promise<RenderedSlice> {
  const { goods, settings, site, shared } = deps;
  if (slice.products.length === 0) {
    return { xml: '', offers: 0, leftOut: [] };
  }
  const warehouses = site.warehouses.map(({ onec }) => onec);
  const { sale, purchase } = settings.prices;
  const withPurchase = settings.catalog.purchasePrice ? purchase : null;
  const details = await deps.details(slice);
  const stock = await goods.freeStock(slice, warehouses);
  const prices = await goods.prices(
    slice,
    withPurchase === null ? [sale] : [sale, withPurchase],
    site.currency,
  );
  const plan = planOffers(slice.products, {
    offers: settings.offers,
    organization: site.organization,
    shared,
  });
  const context: OfferContext = { ...deps.context, details };
  const leftOut: LeftOut[] = [...plan.leftOut];
  let xml = '';
  let offers = 0;
  for (const offer of plan.offers) {
    const { item, characteristic } = offer;
    const planned = planIcmlOffer(
      offer,
      {
        free: hasStock(item)
          ? sumOver(warehouses, (key) => stock.of(item.Ref_Key, characteristic?.Ref_Key, key))
          : NONE,
        sale: prices.of(sale, item, characteristic),
        purchase: withPurchase === null ? undefined : prices.of(withPurchase, item, characteristic),
      },
      context,
    );
    if (planned.offer === undefined) {
      leftOut.push({
        key: item.Ref_Key,
        name: item.Description.trim(),
        code: item.Code.trim(),
        reason: planned.reason,
      });
    } else {
      xml += icmlOffer(planned.offer);
      offers += 1;
    }
  }
  return { xml, offers, leftOut };
}

const NONE = 0 as Quantity;

/** A warehouse that several stores of the CRM stand for counts once. */
const sumOver = (warehouses: readonly string[], units: (warehouse: string) => Quantity): Quantity =>
  [...new Set(warehouses)].reduce<number>((sum, warehouse) => sum + units(warehouse), 0) as Quantity;
