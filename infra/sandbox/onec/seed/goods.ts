import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { Good, Shop } from '../../shop/shop.ts';
import { STOCK_SET, stockKey } from '../behaviour/stock.ts';
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

/** Balances of the shop, without the goods that a warehouse never had. */
export function stockSeed({ goods }: Shop): Change[] {
  return goods.flatMap((good) =>
    Object.entries(good.stock).map(([warehouse, units]) => ({
      set: STOCK_SET,
      key: stockKey(good.key, warehouse),
      entity: { Номенклатура_Key: good.key, Склад_Key: warehouse, ВНаличии: units },
    })),
  );
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
