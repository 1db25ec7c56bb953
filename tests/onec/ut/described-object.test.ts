import { expect, it } from 'vitest';
import { describedDocument, describedObject } from '../../../lib/onec/ut/described-object.ts';

it('finds the description of a set by its name, whatever release has it', () => {
  expect(describedObject('Document_ЗаказКлиента')).toMatchObject({ kind: 'document' });
  expect(describedObject('Catalog_ТочкиДоставки')).toMatchObject({ kind: 'catalog' });
  expect(describedDocument('Document_ЗаказКлиента').set).toBe('Document_ЗаказКлиента');
});

it.each(['Document_Незнакомый', 'InformationRegister_СостоянияЗаказовКлиентов'])(
  'a write into %s cannot be carried out',
  (set) => {
    expect(() => describedObject(set)).toThrow(TypeError);
  },
);

it('a catalog is not posted', () => {
  expect(() => describedDocument('Catalog_Партнеры')).toThrow(TypeError);
});
