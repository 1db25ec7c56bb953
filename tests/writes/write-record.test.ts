import { describe, expect, it } from 'vitest';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import { refTo } from '../../lib/state/links.ts';
import { crm, named } from '../../lib/writes/sources.ts';
import { writeRecord } from '../../lib/writes/write-record.ts';

const target = { object: заказКлиента, ref: refTo('order', 138), key: 'k', reason: 'why' } as const;

describe('the record of a planned write', () => {
  it('of a change tells old and new value of each property, and where the new one comes from', () => {
    const sources = { Комментарий: crm('managerComment') };
    const before = { Комментарий: 'было', Статус: 'КОбеспечению' };
    const body = { Комментарий: 'стало' };
    expect(writeRecord({ ...target, action: 'update', before, body, sources: [named(sources)] })).toEqual({
      action: 'update',
      set: 'Document_ЗаказКлиента',
      key: 'k',
      reason: 'why',
      before: { Комментарий: 'было' },
      body,
      sources,
    });
  });

  it('of a posting has no values', () => {
    expect(writeRecord({ ...target, action: 'post' })).toEqual({
      action: 'post',
      set: 'Document_ЗаказКлиента',
      key: 'k',
      reason: 'why',
    });
  });
});
