import type { CrmItem } from '../../../crm/order.ts';
import { type OfferProduct, readOfferId } from '../../../goods/offer-id.ts';
import type { OnecClient } from '../../../onec/client.ts';
import { guid, type Literal, text } from '../../../onec/filter.ts';
import { номенклатура } from '../../../onec/ut/objects/goods.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { LiveCharacteristics } from '../../live-characteristics.ts';
import type { Good, NoGood } from '../facts.ts';
import { chooseGood, type GoodCandidate, goodOfSettings } from './choose-good.ts';

const SELECT = [
  'Ref_Key',
  'Code',
  'Description',
  'Артикул',
  'IsFolder',
  'DeletionMark',
  'ТипНоменклатуры',
  'СтавкаНДС_Key',
] as const satisfies readonly (keyof GoodCandidate)[];

/** Where products are read, and where characteristics that were met a moment ago are known without reading. */
export interface GoodSources {
  readonly onec: OnecClient;
  readonly dictionaries: { readonly characteristics: LiveCharacteristics };
}

/** What the items of an order, or of several, and its delivery mean. */
export interface FoundGoods {
  /** By CRM item id. */
  readonly byItem: ReadonlyMap<number, Good | NoGood>;
  /** The service of the settings that a delivery is entered as; undefined if 1C does not hold it. */
  readonly deliveryService: Good | undefined;
}

/**
 * The products of 1C that an order's items and its delivery mean (original-import 6.7, cases I-68, I-69 and I-75): one
 * request for all of them, a second one only if the offers name characteristics that are not in memory.
 */
export async function findGoods(
  items: readonly CrmItem[],
  settings: Settings,
  sources: GoodSources,
): Promise<FoundGoods> {
  const ids = new Map(
    items.map((item) => [
      item.id,
      item.offer === undefined ? undefined : readOfferId(item.offer, settings.offers),
    ]),
  );
  const { goods, characteristics } = await readOffers([...ids.values()], settings.deliveryItem, sources);
  return {
    byItem: new Map([...ids].map(([item, id]) => [item, chooseGood(id, goods, characteristics)])),
    deliveryService: goodOfSettings(settings.deliveryItem, goods),
  };
}

/** Which of the offer ids, as the CRM keeps them in the field that the settings name, mean a product of 1C. */
export async function findOffers(
  offers: readonly string[],
  settings: Settings,
  sources: GoodSources,
): Promise<ReadonlySet<string>> {
  const ids = new Map(
    offers.map((offer) => [offer, readOfferId({ [settings.offers.crmField]: offer }, settings.offers)]),
  );
  const { goods, characteristics } = await readOffers([...ids.values()], settings.deliveryItem, sources);
  return new Set(
    [...ids]
      .filter(([, id]) => !('missing' in chooseGood(id, goods, characteristics)))
      .map(([offer]) => offer),
  );
}

interface ReadOffers {
  readonly goods: readonly GoodCandidate[];
  readonly characteristics: ReadonlySet<string>;
}

async function readOffers(
  ids: readonly (OfferProduct | undefined)[],
  deliveryItem: string,
  { onec, dictionaries }: GoodSources,
): Promise<ReadOffers> {
  const offers = ids.filter((id) => id !== undefined);
  const [goods, characteristics] = await Promise.all([
    readGoods(offers, deliveryItem, onec),
    dictionaries.characteristics(
      offers.flatMap((id) => (id.by === 'key' && id.characteristic !== undefined ? [id.characteristic] : [])),
    ),
  ]);
  return { goods, characteristics };
}

async function readGoods(
  offers: readonly OfferProduct[],
  deliveryItem: string,
  onec: OnecClient,
): Promise<readonly GoodCandidate[]> {
  const keys: Literal[] = [guid(deliveryItem)];
  const codes: Literal[] = [];
  const articles: Literal[] = [];
  for (const id of offers) {
    if (id.by === 'key') {
      keys.push(guid(id.item));
    } else if (id.by === 'code') {
      codes.push(text(id.code));
    } else if (id.by === 'article') {
      articles.push(text(id.article));
    }
  }
  const pages = await Promise.all([
    onec.listByValues(номенклатура, { property: 'Ref_Key', values: keys, select: SELECT }),
    onec.listByValues(номенклатура, { property: 'Code', values: codes, select: SELECT }),
    onec.listByValues(номенклатура, { property: 'Артикул', values: articles, select: SELECT }),
  ]);
  return [...new Map(pages.flat().map((good) => [good.Ref_Key, good])).values()];
}
