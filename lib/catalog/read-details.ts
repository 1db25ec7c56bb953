import { type AboutGoods, type AskAbout, listAbout } from '../goods/ask-about.ts';
import type { InSlot } from '../goods/goods-reading.ts';
import { type ItemPath, itemIn, THE_ITEM, THE_OWNER } from '../goods/item-path.ts';
import { ownedLists } from '../goods/owned-lists.ts';
import { UNIT_SELECT } from '../goods/read-units.ts';
import { type GoodsSlice, inSlice } from '../goods/slice.ts';
import type { OnecClient } from '../onec/client.ts';
import { and, castKey, eq, flag } from '../onec/filter.ts';
import type { ObjectDescription } from '../onec/ut/describe.ts';
import { видыНоменклатуры, номенклатура, характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';
import {
  номенклатураПрисоединенныеФайлы,
  упаковкиЕдиницыИзмерения,
  штрихкодыНоменклатуры,
} from '../onec/ut/objects/goods-details.ts';
import type { BarcodeRecord, ItemDetails, SliceDetails } from './details.ts';
import type { PackageRecord } from './measures.ts';
import type { AttributeRow } from './params.ts';
import { isPicture, pictureAddress } from './picture-address.ts';
import { createMarkingReader } from './read-marking.ts';
import { createWords } from './read-words.ts';

/** Details of a slice's goods. */
export type DetailsReader = (slice: GoodsSlice) => Promise<SliceDetails>;

export interface DetailsDeps {
  readonly onec: OnecClient;
  readonly about: AskAbout;
  readonly inSlot: InSlot;
  /** What the base publishes: details that it keeps to itself are left out of the file. */
  readonly sets: ReadonlySet<string>;
  /** Where pictures can be fetched from; null: no pictures. */
  readonly imageBaseUrl: string | null;
}

/**
 * Reads what stands in the file beside name, price and stock: a few requests a slice, and one for every so many words
 * (units, makers, colours) that no slice has met yet.
 *
 * @throws from its calls, what `onec` and `inSlot` throw.
 */
export function createDetailsReader({ onec, about, inSlot, sets, imageBaseUrl }: DetailsDeps): DetailsReader {
  const words = createWords(onec, sets);
  const marking = createMarkingReader({ onec, about, sets });
  const has = ({ set }: { readonly set: string }): boolean => sets.has(set);
  const packagesOfSet = ownedLists((owner) =>
    onec.list(упаковкиЕдиницыИзмерения, {
      filter: and(eq('DeletionMark', flag(false)), eq('Owner', castKey(owner, 'Catalog_НаборыУпаковок'))),
      select: PACKAGE_SELECT,
    }),
  );

  const attributesOfKind = ownedLists((kind) =>
    attributesOf(onec, { condition: eq('Owner', castKey(kind, видыНоменклатуры.set)) }),
  );

  async function readPackages(
    slice: GoodsSlice,
    items: ReadonlyMap<string, ItemDetails>,
  ): Promise<ReadonlyMap<string, readonly PackageRecord[]>> {
    if (!has(упаковкиЕдиницыИзмерения)) {
      return new Map();
    }
    const own = Map.groupBy(
      await about(inList(упаковкиЕдиницыИзмерения, slice, THE_OWNER), (goods) =>
        listAbout(onec, упаковкиЕдиницыИзмерения, goods, { further: ALIVE, select: PACKAGE_SELECT }),
      ),
      ({ Owner }) => Owner,
    );
    const found = new Map<string, readonly PackageRecord[]>();
    for (const { Ref_Key, НаборУпаковок_Key } of items.values()) {
      found.set(Ref_Key, [...(own.get(Ref_Key) ?? []), ...(await packagesOfSet(НаборУпаковок_Key))]);
    }
    return found;
  }

  async function readAttributes(slice: GoodsSlice): Promise<ReadonlyMap<string, readonly AttributeRow[]>> {
    const items = new Set(slice.products.map(({ item }) => item.Ref_Key));
    const owners = new Set(
      slice.products.flatMap(({ characteristics }) => characteristics.map(({ Owner }) => Owner)),
    );
    const lists = [
      ...([...owners].some((owner) => items.has(owner))
        ? [
            await about(inList(характеристикиНоменклатуры, slice, THE_OWNER), (goods) =>
              attributesOf(onec, goods),
            ),
          ]
        : []),
    ];
    for (const kind of [...owners].filter((owner) => !items.has(owner))) {
      lists.push(await attributesOfKind(kind));
    }
    return new Map(lists.flat().map((one) => [one.Ref_Key, one.ДополнительныеРеквизиты]));
  }

  async function readPictures(
    slice: GoodsSlice,
    items: ReadonlyMap<string, ItemDetails>,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (imageBaseUrl === null || !has(номенклатураПрисоединенныеФайлы)) {
      return new Map();
    }
    const files = await about(
      inList(номенклатураПрисоединенныеФайлы, slice, itemIn('ВладелецФайла')),
      (goods) =>
        listAbout(onec, номенклатураПрисоединенныеФайлы, goods, {
          further: ALIVE,
          select: ['Ref_Key', 'ВладелецФайла_Key', 'ПутьКФайлу', 'Расширение'],
        }),
    );
    const pictures = new Map<string, string[]>();
    const isMain = (file: (typeof files)[number]): boolean =>
      items.get(file.ВладелецФайла_Key)?.ФайлКартинки_Key === file.Ref_Key;
    for (const file of files.filter(({ Расширение }) => isPicture(Расширение))) {
      const address = pictureAddress(imageBaseUrl, file.ПутьКФайлу);
      if (address !== undefined) {
        const known = pictures.get(file.ВладелецФайла_Key) ?? [];
        pictures.set(file.ВладелецФайла_Key, isMain(file) ? [address, ...known] : [...known, address]);
      }
    }
    return pictures;
  }

  return (slice) =>
    inSlot(async () => {
      const items = await readItems(onec, slice);
      const characteristics = await readAttributes(slice);
      const packages = await readPackages(slice, items);
      return {
        items,
        characteristics,
        packages,
        barcodes: has(штрихкодыНоменклатуры) ? await readBarcodes({ onec, about }, slice) : new Map(),
        pictures: await readPictures(slice, items),
        marked: await marking(slice),
        ...(await words(slice, { items, characteristics, packages })),
      };
    });
}

const ALIVE = [eq('DeletionMark', flag(false))];

const PACKAGE_SELECT = [
  ...UNIT_SELECT,
  'Owner',
  'Вес',
  'ВесЕдиницаИзмерения_Key',
  'Глубина',
  'ГлубинаЕдиницаИзмерения_Key',
  'Ширина',
  'ШиринаЕдиницаИзмерения_Key',
  'Высота',
  'ВысотаЕдиницаИзмерения_Key',
] as const satisfies readonly (keyof PackageRecord | 'Owner')[];

async function readItems(onec: OnecClient, slice: GoodsSlice): Promise<ReadonlyMap<string, ItemDetails>> {
  const records = await onec.list(номенклатура, {
    filter: and(eq('IsFolder', flag(false)), eq('DeletionMark', flag(false)), inSlice(slice, THE_ITEM)),
    select: [
      'Ref_Key',
      'НаименованиеПолное',
      'Описание',
      'Производитель_Key',
      'Марка_Key',
      'ФайлКартинки_Key',
      'ОсобенностьУчета',
      'НаборУпаковок_Key',
      'ВесИспользовать',
      'ВесЧислитель',
      'ВесЗнаменатель',
      'ВесЕдиницаИзмерения_Key',
      'ДополнительныеРеквизиты',
    ],
  });
  return new Map(records.map((record) => [record.Ref_Key, record]));
}

async function readBarcodes(
  { onec, about }: Pick<DetailsDeps, 'onec' | 'about'>,
  slice: GoodsSlice,
): Promise<ReadonlyMap<string, readonly BarcodeRecord[]>> {
  const records = await about(inList(штрихкодыНоменклатуры, slice, itemIn('Номенклатура')), (goods) =>
    listAbout(onec, штрихкодыНоменклатуры, goods, {
      further: [],
      select: ['Штрихкод', 'Номенклатура_Key', 'Характеристика_Key', 'Упаковка_Key'],
    }),
  );
  return Map.groupBy(records, ({ Номенклатура_Key }) => Номенклатура_Key);
}

/** Attributes of characteristics that are alive. */
const attributesOf = (onec: OnecClient, owned: AboutGoods<'Owner'>) =>
  listAbout(onec, характеристикиНоменклатуры, owned, {
    further: ALIVE,
    select: ['Ref_Key', 'ДополнительныеРеквизиты'],
  });

const inList = <Key extends string>(
  { set }: Pick<ObjectDescription, 'set'>,
  slice: GoodsSlice,
  path: ItemPath<Key>,
) => ({ place: `${set} list`, slice, path });
