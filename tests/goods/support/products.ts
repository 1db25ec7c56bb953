import type { Characteristic, Item, Product } from '../../../lib/goods/product.ts';
import { EMPTY_KEY, typeOfSet } from '../../../lib/onec/values.ts';
import { testKey } from '../../settings/valid-settings.ts';

/** A plain item, sold by the piece. */
export function item(changes: Partial<Item> = {}): Item {
  return {
    Ref_Key: testKey(101),
    Code: '00-00000101',
    Description: 'Болт',
    Артикул: 'Б-101',
    Parent_Key: EMPTY_KEY,
    ВидНоменклатуры_Key: EMPTY_KEY,
    ТипНоменклатуры: 'Товар',
    ИспользованиеХарактеристик: 'НеИспользовать',
    ВладелецХарактеристик_Key: EMPTY_KEY,
    ЕдиницаИзмерения_Key: testKey(700),
    СтавкаНДС_Key: EMPTY_KEY,
    ...changes,
  };
}

/** A characteristic of an item. */
export function characteristic(key: string, changes: Partial<Characteristic> = {}): Characteristic {
  return {
    Ref_Key: key,
    Description: 'красный',
    НаименованиеПолное: 'красный, 42',
    Owner: testKey(101),
    Owner_Type: typeOfSet('Catalog_Номенклатура'),
    ХарактеристикаНоменклатурыДляЦенообразования_Key: EMPTY_KEY,
    ...changes,
  };
}

/** A product with the characteristics that are given; without any it is not kept by characteristic. */
export function product(
  changes: Partial<Item> = {},
  characteristics: readonly Characteristic[] = [],
): Product {
  return { item: item(changes), keepsCharacteristics: characteristics.length > 0, characteristics };
}
