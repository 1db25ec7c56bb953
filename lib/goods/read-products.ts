import type { OnecClient } from '../onec/client.ts';
import { castKey, eq, flag } from '../onec/filter.ts';
import { видыНоменклатуры, характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';
import { type AboutGoods, listAbout } from './ask-about.ts';
import type { GoodsReading } from './goods-reading.ts';
import { THE_OWNER } from './item-path.ts';
import { ownedLists } from './owned-lists.ts';
import { type Characteristic, characteristicOwner, type Item, type Product } from './product.ts';
import type { GoodsSlice } from './slice.ts';

const SELECT = [
  'Ref_Key',
  'Description',
  'НаименованиеПолное',
  'Owner',
  'Owner_Type',
  'ХарактеристикаНоменклатурыДляЦенообразования_Key',
] as const satisfies readonly (keyof Characteristic)[];

/** Items with their live characteristics. @throws from its calls, what `onec` throws. */
export type ProductReader = (items: readonly Item[], slice: GoodsSlice) => Promise<readonly Product[]>;

/**
 * Reads the characteristics of a slice's items in all three ways of owning them (ut-filling 8): those of single items with
 * one condition, those that a kind of goods shares once a kind.
 *
 * @param withCharacteristics false: none are read.
 */
export function createProductReader(
  { onec, about }: Pick<GoodsReading, 'onec' | 'about'>,
  withCharacteristics: boolean,
): ProductReader {
  const ofKind = ownedLists((kind) =>
    live(onec, { condition: eq('Owner', castKey(kind, видыНоменклатуры.set)) }),
  );

  return async (items, slice) => {
    if (!withCharacteristics) {
      return items.map((item) => ({
        item,
        keepsCharacteristics: characteristicOwner(item) !== undefined,
        characteristics: [],
      }));
    }
    const owners = items.map((item) => ({ item, owner: characteristicOwner(item) }));
    const keys = owners.flatMap(({ owner }) => (owner?.of === 'item' ? [owner.key] : []));
    const goods = { place: CHARACTERISTICS, slice, path: THE_OWNER, keys };
    const own = Map.groupBy(
      keys.length === 0 ? [] : await about(goods, (owned) => live(onec, owned)),
      ({ Owner }) => Owner,
    );
    const products: Product[] = [];
    for (const { item, owner } of owners) {
      products.push({
        item,
        keepsCharacteristics: owner !== undefined,
        characteristics: owner?.of === 'kind' ? await ofKind(owner.key) : (own.get(owner?.key ?? '') ?? []),
      });
    }
    return products;
  };
}

const CHARACTERISTICS = `${характеристикиНоменклатуры.set} list`;

const live = (onec: OnecClient, about: AboutGoods<'Owner'>): Promise<readonly Characteristic[]> =>
  listAbout(onec, характеристикиНоменклатуры, about, {
    further: [eq('DeletionMark', flag(false))],
    select: SELECT,
  });
