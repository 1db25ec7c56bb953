import { describe, expect, it } from 'vitest';
import { changedFields } from '../../../lib/orders/order/diff.ts';

describe('what differs from what 1C holds', () => {
  it('is not the blanks with which 1C pads texts of fixed length, on either side (onec-odata A2)', () => {
    expect(changedFields({ Код: '017', Имя: 'Пример ' }, { Код: '017   ', Имя: 'Пример' })).toEqual({});
    expect(changedFields({ Код: ' 017' }, { Код: '017' })).toEqual({ Код: ' 017' });
  });

  it('is what 1C did not answer, and a value of another type', () => {
    expect(changedFields({ Дата: '', Сумма: 5 }, { Сумма: '5' })).toEqual({ Дата: '', Сумма: 5 });
    expect(changedFields({ Отменено: false }, { Отменено: false, Лишнее: 1 })).toEqual({});
  });
});
