import type { OnecClient } from '../onec/client.ts';
import { and, castKey, eq, type Filter, flag } from '../onec/filter.ts';
import { видыНоменклатуры, характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';
import { THE_OWNER } from './item-path.ts';
import { ownedLists } from './owned-lists.ts';
import { type Characteristic, characteristicOwner, type Item, type Product } from './product.ts';
import { type GoodsSlice, inSlice } from './slice.ts';

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
export function createProductReader(onec: OnecClient, withCharacteristics: boolean): ProductReader {
  const ofKind = ownedLists((kind) => live(onec, eq('Owner', castKey(kind, видыНоменклатуры.set))));

  return async (items, slice) => {
    if (!withCharacteristics) {
      return items.map((item) => ({
        item,
        keepsCharacteristics: characteristicOwner(item) !== undefined,
        characteristics: [],
      }));
    }
    const owners = items.map((item) => ({ item, owner: characteristicOwner(item) }));
    const hasOwn = owners.some(({ owner }) => owner?.of === 'item');
    const own = Map.groupBy(hasOwn ? await live(onec, inSlice(slice, THE_OWNER)) : [], ({ Owner }) => Owner);
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

function live(onec: OnecClient, owned: Filter): Promise<readonly Characteristic[]> {
  return onec.list(характеристикиНоменклатуры, {
    filter: and(eq('DeletionMark', flag(false)), owned),
    select: SELECT,
  });
}
