import { describe, expect, expectTypeOf, it } from 'vitest';
import type { EntityOf } from '../../../lib/onec/ut/describe.ts';
import { OBJECTS } from '../../../lib/onec/ut/objects/all.ts';
import type { контрагенты, партнеры } from '../../../lib/onec/ut/objects/customers.ts';
import type { номенклатура, характеристикиНоменклатуры } from '../../../lib/onec/ut/objects/goods.ts';
import type { кассы } from '../../../lib/onec/ut/objects/money-places.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import { состоянияЗаказовКлиентов } from '../../../lib/onec/ut/objects/settlements.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { standardProperties, standardRowProperties, wireProperties } from '../../../lib/onec/ut/wire.ts';

const standardNames = (set: string) => {
  const description = release11520.objects.get(set);
  return description === undefined ? undefined : [...wireProperties(standardProperties(description)).keys()];
};

describe('standard properties', () => {
  it.each([
    ['Document_ЗаказКлиента', ['Number', 'Date', 'Posted']],
    ['Catalog_Контрагенты', ['Description', 'Predefined', 'PredefinedDataName']],
    ['Catalog_Партнеры', ['Code', 'Description', 'Predefined', 'PredefinedDataName', 'Parent_Key']],
    [
      'Catalog_Номенклатура',
      ['Code', 'Description', 'Predefined', 'PredefinedDataName', 'Parent_Key', 'IsFolder'],
    ],
    ['Catalog_Кассы', ['Description', 'Predefined', 'PredefinedDataName', 'Owner_Key']],
    [
      'Catalog_ХарактеристикиНоменклатуры',
      ['Description', 'Predefined', 'PredefinedDataName', 'Owner', 'Owner_Type'],
    ],
  ])('%s has its own kind of them', (set, names) => {
    expect(standardNames(set)).toEqual(['Ref_Key', 'DataVersion', 'DeletionMark', ...names]);
  });

  it('a register has none', () => {
    expect(standardNames('InformationRegister_СостоянияЗаказовКлиентов')).toEqual([]);
  });

  it('a row knows its owner and its number', () => {
    expect([...wireProperties(standardRowProperties('Document_ЗаказКлиента')).keys()]).toEqual([
      'Ref_Key',
      'LineNumber',
    ]);
  });
});

describe('wire names', () => {
  it('of a reference end in _Key, a composite brings its _Type', () => {
    expect(wireProperties(состоянияЗаказовКлиентов.properties).get('Заказ_Type')).toEqual({
      kind: 'text',
      length: 0,
    });
    expect([...wireProperties(заказКлиента.properties).keys()]).toEqual(
      expect.arrayContaining(['Партнер_Key', 'СуммаДокумента', 'Автор', 'Автор_Type']),
    );
  });

  it('are the names of the types too', () => {
    type Order = EntityOf<typeof заказКлиента>;
    expectTypeOf<Order['Партнер_Key']>().toEqualTypeOf<string>();
    expectTypeOf<Order['СуммаДокумента']>().toEqualTypeOf<number>();
    expectTypeOf<Order['МаксимальныйКодСтроки']>().toEqualTypeOf<string>();
    expectTypeOf<Order['Статус']>().toEqualTypeOf<
      'НеСогласован' | 'КОбеспечению' | 'КОтгрузке' | 'Закрыт' | ''
    >();
    expectTypeOf<Order['ХозяйственнаяОперация']>().toEqualTypeOf<string>();
    expectTypeOf<Order['Автор_Type']>().toEqualTypeOf<string>();
    expectTypeOf<Order['Posted']>().toEqualTypeOf<boolean>();
    expectTypeOf<Order['Товары'][number]['КодСтроки']>().toEqualTypeOf<string>();
    expectTypeOf<Order['Товары'][number]['LineNumber']>().toEqualTypeOf<string>();
    expectTypeOf<Order>().not.toHaveProperty('Партнер');
    expectTypeOf<EntityOf<typeof контрагенты>>().not.toHaveProperty('Code');
    expectTypeOf<EntityOf<typeof партнеры>>().toHaveProperty('Parent_Key');
    expectTypeOf<EntityOf<typeof партнеры>>().not.toHaveProperty('IsFolder');
    expectTypeOf<EntityOf<typeof номенклатура>>().toHaveProperty('IsFolder');
    expectTypeOf<EntityOf<typeof кассы>>().toHaveProperty('Owner_Key');
    expectTypeOf<EntityOf<typeof характеристикиНоменклатуры>>().toHaveProperty('Owner_Type');
    expectTypeOf<EntityOf<typeof состоянияЗаказовКлиентов>>().not.toHaveProperty('Ref_Key');
  });
});

it('a set is described once', () => {
  expect(new Set(OBJECTS.map(({ set }) => set)).size).toBe(OBJECTS.length);
});
