import { ONE_UNIT, parseQuantity, type Quantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { Good, Shop } from '../../shop/shop.ts';
import { availableRecords } from '../behaviour/available-stock.ts';
import { type Place, STOCK_SET, stockBalance, stockKey } from '../behaviour/stock.ts';
import { EMPTY_KEY } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import type { Change } from '../store/change.ts';
import { typed } from './company.ts';
import type { Seed } from './record.ts';

const ITEMS = 'Catalog_Номенклатура';
const UNITS = 'Catalog_УпаковкиЕдиницыИзмерения';

const MEASURES: Readonly<Record<Good['unit'], string>> = { шт: 'КоличествоШтук', кг: 'Вес', м: 'Длина' };

/** Units, folders, goods and services, characteristics. */
export function goodsSeed({ folders, goods, services }: Shop): Seed[] {
  const items = [...goods, ...services];
  return [
    ...Object.entries(MEASURES).map(([name, measure]) => ({
      set: UNITS,
      properties: {
        Ref_Key: unitKey(name),
        Description: name,
        ТипИзмеряемойВеличины: measure,
        Числитель: 1,
        Знаменатель: 1,
      },
    })),
    ...folders.map(({ key, name, parent }) => ({
      set: ITEMS,
      properties: {
        Ref_Key: key,
        Description: name,
        IsFolder: true,
        ...(parent === undefined ? {} : { Parent_Key: parent }),
      },
    })),
    ...items.map(itemSeed),
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

const unitKey = (name: string): string => deterministicId('sandbox', 'unit', name);

function itemSeed(good: Good): Seed {
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
      ...typed('Owner', good.key, ITEMS),
    },
  }));
}
