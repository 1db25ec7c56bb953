import { type KeyedRecords, keyedRecords } from '../goods/keyed-records.ts';
import { unitRecords } from '../goods/read-units.ts';
import type { GoodsSlice } from '../goods/slice.ts';
import type { OnecClient } from '../onec/client.ts';
import {
  дополнительныеРеквизитыИСведения,
  значенияСвойствОбъектов,
} from '../onec/ut/objects/additional-info.ts';
import { видыНоменклатуры } from '../onec/ut/objects/goods.ts';
import { марки, производители, упаковкиЕдиницыИзмерения } from '../onec/ut/objects/goods-details.ts';
import type { SliceDetails } from './details.ts';
import type { PackageRecord } from './measures.ts';
import { LISTED_VALUE } from './params.ts';

/** What a slice's details refer to by key. */
type Referring = Pick<SliceDetails, 'items' | 'characteristics' | 'packages'>;
type Words = Pick<SliceDetails, 'units' | 'makers' | 'kindFeatures' | 'words'>;

/**
 * Names of what many goods refer to: units, makers, colours. Each is read once; what the base does not publish has no name.
 *
 * @throws from its calls, what `onec` throws.
 */
export function createWords(
  onec: OnecClient,
  sets: ReadonlySet<string>,
): (slice: GoodsSlice, referring: Referring) => Promise<Words> {
  const ifPublished =
    <Entity>(set: string, records: KeyedRecords<Entity>): KeyedRecords<Entity> =>
    (keys) =>
      sets.has(set) ? records(keys) : Promise.resolve(new Map());
  const units = ifPublished(упаковкиЕдиницыИзмерения.set, unitRecords(onec));
  const manufacturers = ifPublished(
    производители.set,
    keyedRecords((values) =>
      onec.listByValues(производители, { property: 'Ref_Key', values, select: ['Ref_Key', 'Description'] }),
    ),
  );
  const brands = ifPublished(
    марки.set,
    keyedRecords((values) =>
      onec.listByValues(марки, { property: 'Ref_Key', values, select: ['Ref_Key', 'Description'] }),
    ),
  );
  const kinds = ifPublished(
    видыНоменклатуры.set,
    keyedRecords((values) =>
      onec.listByValues(видыНоменклатуры, {
        property: 'Ref_Key',
        values,
        select: ['Ref_Key', 'ОсобенностьУчета'],
      }),
    ),
  );
  const properties = ifPublished(
    дополнительныеРеквизитыИСведения.set,
    keyedRecords((values) =>
      onec.listByValues(дополнительныеРеквизитыИСведения, {
        property: 'Ref_Key',
        values,
        select: ['Ref_Key', 'Description', 'Заголовок'],
      }),
    ),
  );
  const listed = ifPublished(
    значенияСвойствОбъектов.set,
    keyedRecords((values) =>
      onec.listByValues(значенияСвойствОбъектов, {
        property: 'Ref_Key',
        values,
        select: ['Ref_Key', 'Description', 'ПолноеНаименование'],
      }),
    ),
  );

  return async ({ products }, { items, characteristics, packages }) => {
    const own = [...items.values()];
    const rows = [
      ...own.flatMap(({ ДополнительныеРеквизиты }) => ДополнительныеРеквизиты),
      ...[...characteristics.values()].flat(),
    ];
    const made = await manufacturers(own.map((item) => item.Производитель_Key));
    const branded = await brands(own.map((item) => item.Марка_Key));
    const titles = await properties(rows.map((row) => row.Свойство_Key));
    const values = await listed(
      rows.flatMap((row) => (row.Значение_Type === LISTED_VALUE ? [String(row.Значение)] : [])),
    );
    const features = await kinds(products.map(({ item }) => item.ВидНоменклатуры_Key));
    return {
      units: await units([
        ...products.map(({ item }) => item.ЕдиницаИзмерения_Key),
        ...own.map((item) => item.ВесЕдиницаИзмерения_Key),
        ...[...packages.values()].flat().flatMap(unitsOfPackage),
      ]),
      makers: new Map([...made, ...branded].map(([key, { Description }]) => [key, Description.trim()])),
      kindFeatures: new Map([...features].map(([key, kind]) => [key, kind.ОсобенностьУчета])),
      words: {
        titles: new Map(
          [...titles].map(([key, property]) => [
            key,
            property.Заголовок.trim() || property.Description.trim(),
          ]),
        ),
        values: new Map(
          [...values].map(([key, value]) => [
            key,
            value.ПолноеНаименование.trim() || value.Description.trim(),
          ]),
        ),
      },
    };
  };
}

const unitsOfPackage = (unit: PackageRecord): string[] => [
  unit.ВесЕдиницаИзмерения_Key,
  unit.ГлубинаЕдиницаИзмерения_Key,
  unit.ШиринаЕдиницаИзмерения_Key,
  unit.ВысотаЕдиницаИзмерения_Key,
];
