import { describe, expect, it } from 'vitest';
import { crm, from, joinValues, named, onec, rule, setting, sourcesOf } from '../../lib/writes/sources.ts';

interface Header {
  readonly Склад_Key?: string;
  readonly Статус?: string;
}

const parts = [
  from<Header>(setting('sites[].warehouse'), { Склад_Key: 'main', Статус: 'КОбеспечению' }),
  from<Header>(crm('shipmentStore'), { Склад_Key: 'second' }),
];

describe('values and their sources', () => {
  it('the later part of two wins, with its value and its source', () => {
    const body = joinValues(parts);
    expect(body).toEqual({ Склад_Key: 'second', Статус: 'КОбеспечению' });
    expect(sourcesOf(body, parts)).toEqual({
      Склад_Key: { origin: 'crm', name: 'shipmentStore' },
      Статус: { origin: 'setting', name: 'sites[].warehouse' },
    });
  });

  it('tells the sources of what a body has and of nothing else, tabular sections included', () => {
    const columns = { Цена: crm('items[].initialPrice') };
    const sources = [
      ...parts,
      named({ Товары: columns, Комментарий: rule('I-27'), Договор_Key: onec('Catalog_Договоры') }),
    ];
    expect(sourcesOf({ Товары: [], Комментарий: '' }, sources)).toEqual({
      Товары: columns,
      Комментарий: rule('I-27'),
    });
  });
});
