import { ONE, type Ratio } from '../../money/ratio.ts';
import { eq, guid, or } from '../../onec/filter.ts';
import type { ObjectDescription } from '../../onec/ut/describe.ts';
import { ценыНоменклатуры, ценыНоменклатуры25 } from '../../onec/ut/objects/prices.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import { tableQuery } from '../ask-about.ts';
import type { GoodsReading } from '../goods-reading.ts';
import { itemIn } from '../item-path.ts';
import type { Item } from '../product.ts';
import type { GoodsSlice } from '../slice.ts';
import { createPriceList, type PriceList, type PriceRecord, type PricingGeneration } from './price-list.ts';

const ITEM = itemIn('Номенклатура');

/** So many kinds leave room for the slice in an address that every web server takes. */
const KINDS_IN_REQUEST = 3;

export interface PriceQuestion {
  readonly generation: PricingGeneration;
  /** Keys of ВидыЦен; none: nothing is asked, and nothing has a price. */
  readonly kinds: readonly string[];
  /** `2026-01-10T23:59:59`, local time of the 1C server: prices dated later do not count (D-47). */
  readonly period: string;
  readonly rate: (currency: string) => Ratio | undefined;
  /** Base units in a package, for every package that the prices of the slice are for. */
  readonly packages: (keys: Iterable<string>) => Promise<(key: string, item: Item) => Ratio | undefined>;
}

/**
 * Prices of a slice's goods (ut-filling 6).
 *
 * @throws what `onec` and `inSlot` throw.
 */
export async function readPrices(
  slice: GoodsSlice,
  { generation, kinds, period, rate, packages }: PriceQuestion,
  { inSlot, ...reading }: GoodsReading,
): Promise<PriceList> {
  const wanted = [...new Set(kinds)];
  const records: PriceRecord[] = [];
  for (let at = 0; slice.products.length > 0 && at < wanted.length; at += KINDS_IN_REQUEST) {
    const some = wanted.slice(at, at + KINDS_IN_REQUEST);
    records.push(...(await inSlot(() => READERS[generation](reading, slice, some, period))));
  }
  const inPackage = await packages(records.map((record) => record.package));
  return createPriceList(records, {
    generation,
    rate,
    // The base unit may be written down as the package of itself.
    unitsInPackage: (key, item) => (key === item.ЕдиницаИзмерения_Key ? ONE : inPackage(key, item)),
  });
}

type Reader = (
  reading: Pick<GoodsReading, 'onec' | 'about'>,
  slice: GoodsSlice,
  kinds: readonly string[],
  period: string,
) => Promise<readonly PriceRecord[]>;

const READERS: Readonly<Record<PricingGeneration, Reader>> = {
  '2.0': async ({ onec, about }, slice, kinds, period) => {
    const records = await about(inLastRecords(ценыНоменклатуры, slice), (goods) =>
      onec.sliceLast(ценыНоменклатуры, {
        period,
        ...tableQuery(goods, ofKinds(kinds)),
        select: [
          'Номенклатура_Key',
          'Характеристика_Key',
          'ВидЦены_Key',
          'Цена',
          'Упаковка_Key',
          'Валюта_Key',
        ],
      }),
    );
    return records.map((record) => priceRecord(record, record.Характеристика_Key));
  },

  /** Prices of single series and packages are not those of the shop (ut-filling 6: UT's own exchange with sites). */
  '2.5': async ({ onec, about }, slice, kinds, period) => {
    const records = await about(inLastRecords(ценыНоменклатуры25, slice), (goods) =>
      onec.sliceLast(ценыНоменклатуры25, {
        period,
        ...tableQuery(
          goods,
          ofKinds(kinds),
          eq('СерияЦО_Key', guid(EMPTY_KEY)),
          eq('УпаковкаЦО_Key', guid(EMPTY_KEY)),
        ),
        select: [
          'Номенклатура_Key',
          'ХарактеристикаЦО_Key',
          'ВидЦены_Key',
          'Цена',
          'Упаковка_Key',
          'Валюта_Key',
        ],
      }),
    );
    return records.map((record) => priceRecord(record, record.ХарактеристикаЦО_Key));
  },
};

const inLastRecords = ({ set }: Pick<ObjectDescription, 'set'>, slice: GoodsSlice) => ({
  place: `${set} sliceLast`,
  slice,
  path: ITEM,
});

const ofKinds = (kinds: readonly string[]) => or(...kinds.map((kind) => eq('ВидЦены_Key', guid(kind))));

interface Priced {
  readonly Номенклатура_Key: string;
  readonly ВидЦены_Key: string;
  readonly Цена: number;
  readonly Упаковка_Key: string;
  readonly Валюта_Key: string;
}

const priceRecord = (record: Priced, characteristic: string): PriceRecord => ({
  item: record.Номенклатура_Key,
  kind: record.ВидЦены_Key,
  characteristic,
  price: record.Цена,
  package: record.Упаковка_Key,
  currency: record.Валюта_Key,
});
