import { type Ratio, ratioOf } from '../money/ratio.ts';
import type { OnecClient } from '../onec/client.ts';
import { номенклатура } from '../onec/ut/objects/goods.ts';
import { упаковкиЕдиницыИзмерения } from '../onec/ut/objects/goods-details.ts';
import type { GoodsReading } from './goods-reading.ts';
import { THE_ITEM } from './item-path.ts';
import { type KeyedRecords, keyedRecords } from './keyed-records.ts';
import type { Item } from './product.ts';
import { type GoodsSlice, inSlice } from './slice.ts';
import { type UnitRecord, unitsInPackage, weightOf } from './units.ts';

/** What of a unit or package says how much it holds. */
export const UNIT_SELECT = [
  'Ref_Key',
  'Code',
  'Description',
  'НаименованиеПолное',
  'ТипИзмеряемойВеличины',
  'Числитель',
  'Знаменатель',
] as const satisfies readonly (keyof UnitRecord)[];

/** Units and packages by key. */
export const unitRecords = (onec: OnecClient): KeyedRecords<UnitRecord> =>
  keyedRecords((values) =>
    onec.listByValues(упаковкиЕдиницыИзмерения, { property: 'Ref_Key', values, select: UNIT_SELECT }),
  );

/**
 * How many base units the packages of a slice's goods hold (ut-filling 8). What the goods weigh is read only if one of the
 * packages is a unit of weight.
 *
 * @throws what `onec` and `inSlot` throw.
 */
export async function packageSizes(
  keys: Iterable<string>,
  slice: GoodsSlice,
  units: KeyedRecords<UnitRecord>,
  { onec, inSlot }: Pick<GoodsReading, 'onec' | 'inSlot'>,
): Promise<(key: string, item: Item) => Ratio | undefined> {
  const packages = await inSlot(() => units(keys));
  const isByWeight = [...packages.values()].some((unit) => unit.ТипИзмеряемойВеличины === 'Вес');
  const weights = isByWeight ? await readWeights(slice, units, { onec, inSlot }) : NOTHING_WEIGHED;
  return (key, item) => unitsInPackage(packages.get(key), weights.get(item.Ref_Key));
}

const NOTHING_WEIGHED: ReadonlyMap<string, Ratio> = new Map();

/** Kilograms of one base unit, by item. */
function readWeights(
  slice: GoodsSlice,
  units: KeyedRecords<UnitRecord>,
  { onec, inSlot }: Pick<GoodsReading, 'onec' | 'inSlot'>,
): Promise<ReadonlyMap<string, Ratio>> {
  return inSlot(async () => {
    const records = await onec.list(номенклатура, {
      filter: inSlice(slice, THE_ITEM),
      select: [
        'Ref_Key',
        'ЕдиницаИзмерения_Key',
        'ВесИспользовать',
        'ВесЧислитель',
        'ВесЗнаменатель',
        'ВесЕдиницаИзмерения_Key',
      ],
    });
    const known = await units(
      records.flatMap((item) => [item.ЕдиницаИзмерения_Key, item.ВесЕдиницаИзмерения_Key]),
    );
    return new Map(
      records.flatMap((item): [string, Ratio][] => {
        const weight = weightOf(item, known) ?? ownWeight(known.get(item.ЕдиницаИзмерения_Key));
        return weight === undefined ? [] : [[item.Ref_Key, weight]];
      }),
    );
  });
}

/** Goods that are counted in kilograms need not say what they weigh. */
function ownWeight(unit: UnitRecord | undefined): Ratio | undefined {
  const factor =
    unit?.ТипИзмеряемойВеличины === 'Вес' ? ratioOf(unit.Числитель, unit.Знаменатель) : undefined;
  return factor;
}
