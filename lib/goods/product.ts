import type { EntityOf } from '../onec/ut/describe.ts';
import type { номенклатура, характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';

type ItemEntity = EntityOf<typeof номенклатура>;

/** What every flow wants to know of an item; read with one light `$select`. */
export const ITEM_SELECT = [
  'Ref_Key',
  'Code',
  'Description',
  'Артикул',
  'Parent_Key',
  'ВидНоменклатуры_Key',
  'ТипНоменклатуры',
  'ИспользованиеХарактеристик',
  'ВладелецХарактеристик_Key',
  'ЕдиницаИзмерения_Key',
  'СтавкаНДС_Key',
] as const satisfies readonly (keyof ItemEntity)[];

/** An item of Номенклатура that is neither a folder nor marked for deletion. */
export type Item = Pick<ItemEntity, (typeof ITEM_SELECT)[number]>;

type CharacteristicEntity = EntityOf<typeof характеристикиНоменклатуры>;

/** A characteristic that is not marked for deletion. */
export type Characteristic = Pick<
  CharacteristicEntity,
  | 'Ref_Key'
  | 'Description'
  | 'НаименованиеПолное'
  | 'Owner'
  | 'Owner_Type'
  | 'ХарактеристикаНоменклатурыДляЦенообразования_Key'
>;

/** An item with those of its characteristics that are alive. */
export interface Product {
  readonly item: Item;
  /** Whether 1C keeps the item by characteristic at all; then the bare item is nothing that can be sold. */
  readonly keepsCharacteristics: boolean;
  readonly characteristics: readonly Characteristic[];
}

/** What the CRM calls a service (case E-31). */
export const isService = ({ ТипНоменклатуры }: Pick<Item, 'ТипНоменклатуры'>): boolean =>
  ТипНоменклатуры === 'Услуга';

/** Services have no stock and may always be sold; works are services to the CRM too. */
const SERVICES: ReadonlySet<string> = new Set(['Услуга', 'Работа']);

/** Whether something lies in a warehouse: goods, tare, sets (D-46). */
export const hasStock = ({ ТипНоменклатуры }: Pick<Item, 'ТипНоменклатуры'>): boolean =>
  !SERVICES.has(ТипНоменклатуры);

/** A set has the stock that the register says of it, whatever its parts have; it is counted in the run (D-46). */
export const isSet = ({ ТипНоменклатуры }: Pick<Item, 'ТипНоменклатуры'>): boolean =>
  ТипНоменклатуры === 'Набор';

/** Whose characteristics an item has (ut-filling 8). */
export type CharacteristicOwner =
  | { readonly of: 'item'; readonly key: string }
  | { readonly of: 'kind'; readonly key: string };

/**
 * The owner of an item's characteristics in the three ways that UT knows (ut-filling 8; original-export 1.2).
 *
 * @returns undefined for an item without characteristics.
 */
export function characteristicOwner(item: Item): CharacteristicOwner | undefined {
  switch (item.ИспользованиеХарактеристик) {
    case 'ИндивидуальныеДляНоменклатуры':
      return { of: 'item', key: item.Ref_Key };
    case 'ОбщиеДляВидаНоменклатуры':
      return { of: 'kind', key: item.ВидНоменклатуры_Key };
    case 'ОбщиеСДругимВидомНоменклатуры':
      return { of: 'kind', key: item.ВладелецХарактеристик_Key };
    default:
      return undefined;
  }
}
