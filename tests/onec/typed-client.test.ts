import { describe, expect, expectTypeOf, it } from 'vitest';
import type { OnecClient } from '../../lib/onec/client.ts';
import { type DocumentDescription, type EntityOf, rowsOf } from '../../lib/onec/ut/describe.ts';
import type { BodyOf, OrderOf, PropertyOf, SelectionOf } from '../../lib/onec/ut/entity.ts';
import { контрагенты } from '../../lib/onec/ut/objects/customers.ts';
import type { номенклатура } from '../../lib/onec/ut/objects/goods.ts';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import type { состоянияЗаказовКлиентов } from '../../lib/onec/ut/objects/settlements.ts';
import { baseGiving } from './support/base-giving.ts';

type Orders = typeof заказКлиента;

const { onec, asked } = baseGiving([]);

describe('the description decides what may be asked for', () => {
  it('wire names, standard properties, tabular sections and their columns', () => {
    expectTypeOf<'Партнер_Key' | 'Автор_Type' | 'DataVersion' | 'Товары'>().toExtend<PropertyOf<Orders>>();
    expectTypeOf<'Товары/Номенклатура_Key' | 'Товары/LineNumber'>().toExtend<SelectionOf<Orders>>();
    expectTypeOf<'Date desc' | 'Number'>().toExtend<OrderOf<Orders>>();
    expectTypeOf<'Партнер'>().not.toExtend<SelectionOf<Orders>>();
    expectTypeOf<'Товары/Номенклатура'>().not.toExtend<SelectionOf<Orders>>();
    expectTypeOf<'Code'>().not.toExtend<PropertyOf<typeof контрагенты>>();
  });

  it('the property of many values, and what is selected', () => {
    type Query = Parameters<typeof onec.listByValues<typeof номенклатура, 'Артикул'>>[1];
    expectTypeOf<'Штрихкод'>().not.toExtend<Query['property']>();
    expectTypeOf<'Артикул'>().toExtend<Query['property']>();
  });

  it('what may be written: whole numbers as numbers too, rows with their number', () => {
    expectTypeOf<{ Комментарий: string; МаксимальныйКодСтроки: number }>().toExtend<BodyOf<Orders>>();
    expectTypeOf<{ Товары: { LineNumber: number; Количество: number }[] }>().toExtend<BodyOf<Orders>>();
    expectTypeOf<{ Товары: { Количество: number }[] }>().not.toExtend<BodyOf<Orders>>();
    expectTypeOf<{ Статус: 'Выдуман' }>().not.toExtend<BodyOf<Orders>>();
    expectTypeOf<{ Партнер_Key: number }>().not.toExtend<BodyOf<Orders>>();
  });

  it('only documents are posted, and records of registers have no key to be read by', () => {
    expectTypeOf<typeof номенклатура>().not.toExtend<Parameters<OnecClient['post']>[0]>();
    expectTypeOf<typeof состоянияЗаказовКлиентов>().not.toExtend<Parameters<OnecClient['read']>[0]>();
  });
});

describe('the description decides what comes back', () => {
  it('everything where nothing was selected', async () => {
    const documents = await onec.list(заказКлиента);
    expectTypeOf<(typeof documents)[number]>().toEqualTypeOf<EntityOf<Orders>>();
  });

  it('what was selected and nothing else', async () => {
    const documents = await onec.list(заказКлиента, {
      select: ['Ref_Key', 'Статус'],
      orderBy: ['Date desc'],
    });
    expectTypeOf<(typeof documents)[number]['Ref_Key']>().toEqualTypeOf<string>();
    expectTypeOf<(typeof documents)[number]>().toHaveProperty('Статус');
    expectTypeOf<(typeof documents)[number]>().not.toHaveProperty('Number');
    const document = await onec.read(заказКлиента, 'key', ['DataVersion', 'Posted']);
    expectTypeOf<NonNullable<typeof document>['Posted']>().toEqualTypeOf<boolean>();
    expectTypeOf<NonNullable<typeof document>>().not.toHaveProperty('Ref_Key');
  });

  it('the selected columns of tabular sections', async () => {
    const documents = await onec.listAll(заказКлиента, { select: ['Ref_Key', 'Товары/КодСтроки'] });
    type Row = (typeof documents)[number]['Товары'][number];
    expectTypeOf<Row['КодСтроки']>().toEqualTypeOf<string>();
    expectTypeOf<Row>().not.toHaveProperty('Цена');
    expectTypeOf<(typeof documents)[number]>().not.toHaveProperty('ЭтапыГрафикаОплаты');
  });

  it('rows of a tabular section as a set of their own, with the key of their owner', async () => {
    const contacts = rowsOf(контрагенты, 'КонтактнаяИнформация');
    const rows = await onec.list(contacts, { select: ['Ref_Key', 'АдресЭП'] });
    expectTypeOf<(typeof rows)[number]['АдресЭП']>().toEqualTypeOf<string>();
    expectTypeOf<(typeof rows)[number]>().not.toHaveProperty('НомерТелефона');
    expect(asked.at(-1)).toMatchObject({ set: 'Catalog_Контрагенты_КонтактнаяИнформация' });
  });

  it('of a description that only the running program knows: the standard properties', async () => {
    const open: DocumentDescription = заказКлиента;
    const documents = await onec.list(open, { select: ['ТребуетсяДоставка'] });
    expectTypeOf<(typeof documents)[number]['Posted']>().toEqualTypeOf<boolean>();
    expectTypeOf<(typeof documents)[number]['ТребуетсяДоставка']>().toEqualTypeOf<unknown>();
  });
});
