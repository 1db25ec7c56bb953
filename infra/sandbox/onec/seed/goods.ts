import { ONE_UNIT, parseQuantity, type Quantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Good, Shop } from '../../shop/shop.ts';
import { availableRecords } from '../behaviour/available-stock.ts';
import { type Place, STOCK_SET, stockBalance, stockKey } from '../behaviour/stock.ts';
import { EMPTY_KEY } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import type { Change } from '../store/change.ts';
import { typed } from './company.ts';
import { colourRow, itemDetails, kindKey, kindSeed, topFolder, unitKey, unitSeed } from './goods-details.ts';
import type { Seed } from './record.ts';

const ITEMS = 'Catalog_Номенклатура';

/** Units, folders, goods and services, characteristics. */
export function goodsSeed({ folders, goods, services }: Shop): Seed[] {
  const items = [...goods, ...services];
  return [
    ...unitSeed(),
    ...kindSeed(folders),
    ...folders.map(({ key, name, parent }, index) => ({
      set: ITEMS,
      properties: {
        Ref_Key: key,
        Code: `ГР-${String(index + 1).padStart(8, '0')}`,
        Description: name,
        IsFolder: true,
        ...(parent === undefined ? {} : { Parent_Key: parent }),
      },
    })),
    ...items.map((good, index) => itemSeed(good, index, folders)),
    ...items.flatMap(characteristicSeed),
  ];
}

/** Balances of the shop, without the goods that a warehouse never had, and what follows from them in other registers. */
export function stockSeed({ goods }: Shop, schema: Schema): Change[] {
  return goods.flatMap((good) =>
    Object.entries(good.stock).flatMap(([warehouse, units]) =>
      sharedOut(good, parseQuantity(units)).flatMap(([characteristic, share]) => {
        const place: Place = { item: good.key, characteristic, warehouse };
        const balance = stockBalance(place, quantityToNumber(share));
        return [
          { set: STOCK_SET, key: stockKey(place), entity: balance },
          ...availableRecords(schema, place, share),
        ];
      }),
    ),
  );
}

/** Units by characteristic, as even as whole units go; the first ones get what is over. */
function sharedOut({ characteristics }: Good, units: Quantity): [string, Quantity][] {
  const keys = characteristics.length === 0 ? [EMPTY_KEY] : characteristics.map(({ key }) => key);
  const whole = Math.floor(units / ONE_UNIT / keys.length) * ONE_UNIT;
  let over = units - whole * keys.length;
  return keys.map((key) => {
    const more = Math.min(over, keys.length === 1 ? over : ONE_UNIT);
    over -= more;
    return [key, (whole + more) as Quantity];
  });
}

function itemSeed(good: Good, index: number, folders: Shop['folders']): Seed {
  return {
    set: ITEMS,
    properties: {
      Ref_Key: good.key,
      Code: good.code,
      Description: good.name,
      НаименованиеПолное: good.name,
      Артикул: good.article,
      Parent_Key: good.folder,
      ТипНоменклатуры: good.type,
      СтавкаНДС_Key: good.vatRate.key,
      ЕдиницаИзмерения_Key: unitKey(good.unit),
      ВариантОформленияПродажи: 'РеализацияТоваровУслуг',
      ИспользованиеХарактеристик:
        good.characteristics.length === 0 ? 'НеИспользовать' : 'ИндивидуальныеДляНоменклатуры',
      ВидНоменклатуры_Key: kindKey(topFolder(good, folders)),
      ...itemDetails(good, index),
    },
  };
}

function characteristicSeed(good: Good): Seed[] {
  return good.characteristics.map(({ key, name }) => ({
    set: 'Catalog_ХарактеристикиНоменклатуры',
    properties: {
      Ref_Key: key,
      Description: name,
      НаименованиеПолное: name,
      ДополнительныеРеквизиты: [colourRow(name)],
      ...typed('Owner', good.key, ITEMS),
    },
  }));
}
