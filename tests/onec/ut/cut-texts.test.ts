import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTexts } from '../../../lib/onec/ut/cut-texts.ts';
import { партнеры } from '../../../lib/onec/ut/objects/customers.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';

describe('cutting the texts of a body', () => {
  it('leaves a body that fits as it is', () => {
    const body = {
      Комментарий: 'д'.repeat(5000),
      НомерПоДаннымКлиента: '1'.repeat(50),
      Товары: [{ Цена: 1 }],
    };
    const result = cutTexts(заказКлиента, body);
    expect(result).toEqual({ body, cuts: [] });
    expect(result.body).toBe(body);
  });

  it('cuts own and standard properties and rows, and reports each cut without the text', () => {
    const body = {
      Number: 'ТД00-000001-длинный',
      НомерПоДаннымКлиента: '1'.repeat(51),
      СуммаДокумента: 10,
      Товары: [{ Содержание: 'коротко' }, { Содержание: `${'x'.repeat(999)}😀`, Цена: 1 }],
    };
    expect(cutTexts(заказКлиента, body)).toEqual({
      body: {
        Number: 'ТД00-000001',
        НомерПоДаннымКлиента: '1'.repeat(50),
        СуммаДокумента: 10,
        Товары: [{ Содержание: 'коротко' }, { Содержание: 'x'.repeat(999), Цена: 1 }],
      },
      cuts: [
        { property: 'Number', length: 19, kept: 11 },
        { property: 'НомерПоДаннымКлиента', length: 51, kept: 50 },
        { property: 'Товары[1].Содержание', length: 1001, kept: 999 },
      ],
    });
  });

  it('does not change the body it was given', () => {
    const body = { Description: 'я'.repeat(101), КонтактнаяИнформация: [{ Представление: 'я'.repeat(501) }] };
    const copy = structuredClone(body);
    const { cuts } = cutTexts(партнеры, body);
    expect(body).toEqual(copy);
    expect(cuts.map(({ property }) => property)).toEqual([
      'Description',
      'КонтактнаяИнформация[0].Представление',
    ]);
  });

  it('does not touch what the description does not know', () => {
    const body = {
      НеИзвестно: 'я'.repeat(5000),
      НеТаблица: [{ Содержание: 'я'.repeat(5000) }],
      Товары: 'не таблица',
    };
    expect(cutTexts(заказКлиента, body).cuts).toEqual([]);
  });

  it('gives something that 1C keeps, and cutting it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (value) => {
        const once = cutTexts(партнеры, { Description: value });
        expect(once.body.Description.length).toBeLessThanOrEqual(100);
        expect(once.cuts.length).toBe(value.length > 100 ? 1 : 0);
        expect(cutTexts(партнеры, once.body)).toEqual({ body: once.body, cuts: [] });
      }),
    );
  });
});
