import type { CrmItem } from '../../crm/order.ts';
import { type OfferProduct, readOfferId } from '../../offers/offer-id.ts';
import type { OnecClient } from '../../onec/client.ts';
import { guid, type Literal, text } from '../../onec/filter.ts';
import type { EntityOf } from '../../onec/ut/describe.ts';
import { номенклатура } from '../../onec/ut/objects/goods.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Good, NoGood } from './facts.ts';
import type { LiveCharacteristics } from './live-characteristics.ts';

type GoodEntity = EntityOf<typeof номенклатура> & { readonly Code: string; readonly IsFolder: boolean };

const SERVICES = new Set<string>(['Услуга', 'Работа']);
const SELECT = [
  'Ref_Key',
  'Code',
  'Description',
  'Артикул',
  'IsFolder',
  'DeletionMark',
  'ТипНоменклатуры',
  'СтавкаНДС_Key',
];

export interface GoodSources {
  readonly onec: OnecClient;
  readonly dictionaries: { readonly characteristics: LiveCharacteristics };
}

export interface FoundGoods {
  /** By CRM item id. */
  readonly byItem: ReadonlyMap<number, Good | NoGood>;
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
  const delivery = goods.find((good) => sameKey(good.Ref_Key, settings.deliveryItem));
  return {
    byItem: new Map([...ids].map(([item, id]) => [item, goodOf(id, goods, characteristics)])),
    deliveryService: delivery && asGood(delivery, EMPTY_KEY),
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
    [...ids].filter(([, id]) => !('missing' in goodOf(id, goods, characteristics))).map(([offer]) => offer),
  );
}

interface ReadOffers {
  readonly goods: readonly GoodEntity[];
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
): Promise<readonly GoodEntity[]> {
  const values: Record<'Ref_Key' | 'Code' | 'Артикул', Literal[]> = {
    Ref_Key: [guid(deliveryItem)],
    Code: [],
    Артикул: [],
  };
  for (const id of offers) {
    if (id.by === 'key') {
      values.Ref_Key.push(guid(id.item));
    } else if (id.by === 'code') {
      values.Code.push(text(id.code));
    } else if (id.by === 'article') {
      values.Артикул.push(text(id.article));
    }
  }
  const pages = await Promise.all(
    Object.entries(values)
      .filter(([, literals]) => literals.length > 0)
      .map(([property, literals]) =>
        onec.listByValues<GoodEntity>(номенклатура.set, { property, values: literals, select: SELECT }),
      ),
  );
  return [...new Map(pages.flat().map((good) => [good.Ref_Key, good])).values()];
}

function goodOf(
  id: OfferProduct | undefined,
  goods: readonly GoodEntity[],
  characteristics: ReadonlySet<string>,
): Good | NoGood {
  if (id === undefined) {
    return { missing: 'noOffer' };
  }
  if (id.by === 'none') {
    return { missing: id.why === 'blank' ? 'noId' : 'malformed' };
  }
  const meant = goods.filter((candidate) => isMeant(id, candidate));
  const live = meant.filter(({ IsFolder, DeletionMark }) => !IsFolder && !DeletionMark);
  // Marked duplicates and folders of the same code do not matter beside a product that can be sold.
  const [good, ...others] = live.length > 0 ? live : meant;
  if (good === undefined) {
    return { missing: 'absent' };
  }
  if (others.length > 0) {
    return { missing: 'ambiguous' };
  }
  if (good.IsFolder) {
    return { missing: 'folder' };
  }
  if (good.DeletionMark) {
    return { missing: 'marked' };
  }
  const characteristic = id.by === 'key' ? id.characteristic : undefined;
  return characteristic === undefined || characteristics.has(characteristic)
    ? asGood(good, characteristic ?? EMPTY_KEY)
    : { missing: 'noCharacteristic' };
}

function isMeant(id: OfferProduct, good: GoodEntity): boolean {
  switch (id.by) {
    case 'key':
      return sameKey(good.Ref_Key, id.item);
    case 'code':
      return good.Code.trim() === id.code;
    case 'article':
      return good.Артикул.trim() === id.article;
    default:
      return false;
  }
}

/** GUIDs are the same in capitals. */
const sameKey = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function asGood(good: GoodEntity, characteristic: string): Good {
  return {
    key: good.Ref_Key,
    characteristic,
    name: good.Description.trim(),
    isService: SERVICES.has(good.ТипНоменклатуры),
    vatRateKey: good.СтавкаНДС_Key,
  };
}
