import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realValues } from '../../lib/writes/references.ts';

const KEYS = new Map([['proposed', 'real']]);

describe('references to objects of the same plan', () => {
  it('are resolved in headers and in rows, at any depth, and nothing else is touched', () => {
    const body = {
      Партнер_Key: 'proposed',
      Комментарий: 'about proposed',
      Сумма: 10,
      Posted: true,
      Склад_Key: null,
      РасшифровкаПлатежа: [{ LineNumber: '1', Заказ: 'proposed', Сумма: 10 }, { Вложенная: ['proposed'] }],
    };
    expect(realValues(KEYS, body)).toEqual({
      ...body,
      Партнер_Key: 'real',
      РасшифровкаПлатежа: [{ LineNumber: '1', Заказ: 'real', Сумма: 10 }, { Вложенная: ['real'] }],
    });
  });

  it('a body without them stays as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(realValues(new Map(), body)).toEqual(body);
      }),
    );
  });
});
