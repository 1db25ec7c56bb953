import { describe, expect, it } from 'vitest';
import { crm, from, joinFields, onec, rule, setting, sourcesOf } from '../../lib/writes/sources.ts';

describe('fields and their sources', () => {
  it('the later part of two wins, with its value and its source', () => {
    const joined = joinFields<{ readonly Склад_Key?: string; readonly Статус?: string }>([
      from(setting('sites[].warehouse'), { Склад_Key: 'main', Статус: 'КОбеспечению' }),
      from(crm('shipmentStore'), { Склад_Key: 'second' }),
    ]);
    expect(joined).toEqual({
      values: { Склад_Key: 'second', Статус: 'КОбеспечению' },
      sources: {
        Склад_Key: { origin: 'crm', name: 'shipmentStore' },
        Статус: { origin: 'setting', name: 'sites[].warehouse' },
      },
    });
  });

  it('tells the sources of what a body has, tabular sections included', () => {
    const columns = { Цена: crm('items[].initialPrice') };
    const sources = {
      Товары: columns,
      Комментарий: rule('I-27'),
      Договор_Key: onec('Catalog_Договоры'),
    };
    expect(sourcesOf({ Товары: [], Комментарий: '' }, sources)).toEqual({
      Товары: columns,
      Комментарий: rule('I-27'),
    });
  });
});
