import * as z from 'zod/mini';
import type { OfferName } from '../crm/warehouse-records.ts';
import type { GoodsOutline, GoodsSource } from '../goods/goods-source.ts';
import { LEFT_OUT, leftOutText } from '../goods/left-out.ts';
import { type Offer, planOffers } from '../goods/plan-offers.ts';
import type { Product } from '../goods/product.ts';
import type { GoodsSlice, SlicePosition } from '../goods/slice.ts';
import type { Settings } from '../settings/schema.ts';
import type { PushIssues } from './push-issues.ts';
import type { OfferNow, SitePush } from './push-site.ts';

/** How one kind of push reads a site's goods. */
export interface GoodsPush {
  readonly site: Settings['sites'][number];
  readonly offers: Settings['offers'];
  /** Whether the push is about such goods at all. */
  readonly isMeant: (product: Product) => boolean;
  /** What the CRM is to hold of the offers of a slice. */
  readonly valuesOf: (offers: readonly Offer[], slice: GoodsSlice) => Promise<readonly OfferNow[]>;
  /** Every product that gives no offer is added. */
  readonly issues: PushIssues;
}

/** A run that was interrupted goes on by the slices that it began with. */
interface GoodsPosition {
  readonly scopes: GoodsOutline['scopes'];
  readonly at: SlicePosition;
}

const goodsPosition = z.looseObject({
  scopes: z.array(z.unknown()),
  at: z.looseObject({ scope: z.number() }),
});

/** Reads the goods of one site, slice by slice, as {@link SitePush} wants them. @throws what the goods throw. */
export const goodsPages = (goods: GoodsSource, push: GoodsPush): SitePush['pages'] =>
  async function* (from) {
    const outline = await goods.outline(push.site.groups);
    const resumed = isGoodsPosition(from) ? from : undefined;
    const scopes = resumed?.scopes ?? outline.scopes;
    const rules = {
      offers: push.offers,
      organization: push.site.organization,
      shared: await goods.sharedIdentifiers(),
    };
    for await (const slice of goods.slices({ ...outline, scopes }, resumed?.at)) {
      const { offers, leftOut } = planOffers(slice.products.filter(push.isMeant), rules);
      for (const product of leftOut) {
        const { key: id, reason } = product;
        if (LEFT_OUT[reason].isFault) {
          push.issues.faults.push({ id, reason, message: leftOutText(product) });
        } else {
          push.issues.skipped.push({ id, reason });
        }
      }
      yield {
        offers: await push.valuesOf(offers, slice),
        next: slice.next === undefined ? undefined : { scopes, at: slice.next },
      };
    }
  };

const isGoodsPosition = (position: unknown): position is GoodsPosition =>
  z.safeParse(goodsPosition, position).success;

/** The name of an offer for people. */
export const offerName = ({ item, characteristic }: Offer): string =>
  characteristic === undefined
    ? item.Description.trim()
    : `${item.Description.trim()} (${characteristic.Description.trim()})`;

/** How an upload names an offer: by the id that the settings choose. */
export const namedBy =
  (field: Settings['offers']['crmField']) =>
  (id: string): OfferName =>
    field === 'xmlId' ? { xmlId: id } : { externalId: id };
