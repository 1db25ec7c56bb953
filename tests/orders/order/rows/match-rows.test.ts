import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowIdentity } from '../../../../lib/orders/order/facts.ts';
import { matchRows, type RowSigns } from '../../../../lib/orders/order/rows/match-rows.ts';
import { crmItem, goodKey } from '../../support/crm-order.ts';

const NO_CHARACTERISTIC = '';

/** A planned row of an item, of the product with this number. */
const planned = (item: number, product: number) => ({
  item,
  fields: {
    ИдентификаторСтроки: `proposed-${item}`,
    Номенклатура_Key: goodKey(product),
    Характеристика_Key: NO_CHARACTERISTIC,
  },
});

/** A row that 1C holds, with the code that tells it from others. */
const held = (code: number, product: number, id = ''): RowSigns => ({
  ИдентификаторСтроки: id,
  КодСтроки: String(code),
  Номенклатура_Key: goodKey(product),
  Характеристика_Key: NO_CHARACTERISTIC,
});

/** Which row each planned row became, by their codes; undefined for a new one. */
function codes(
  plans: readonly ReturnType<typeof planned>[],
  rows: readonly RowSigns[],
  identities: readonly RowIdentity[] = [],
): readonly (string | undefined)[] {
  const items = plans.map(({ item }) => crmItem(item));
  const matches = matchRows(plans, rows, identities, items);
  return plans.map((plan) => matches.get(plan)?.КодСтроки);
}

describe('rows of 1C that nothing but the product tells', () => {
  it('I-74: two lines of one product get a row each, in order', () => {
    expect(codes([planned(1, 7), planned(2, 7)], [held(11, 7), held(12, 7)])).toEqual(['11', '12']);
  });

  it('I-74: a third line of the product is a new row, it shares none', () => {
    expect(codes([planned(1, 7), planned(2, 7), planned(3, 7)], [held(11, 7), held(12, 7)])).toEqual([
      '11',
      '12',
      undefined,
    ]);
  });

  it('I-74: what one line is known by is not given to another of the same product', () => {
    const identities = [{ item: 2, row: 'own-1', code: '11' }];
    const rows = [held(11, 7, 'own-1'), held(12, 7, 'own-2')];
    expect(codes([planned(1, 7), planned(2, 7)], rows, identities)).toEqual(['12', '11']);
  });

  it('I-73: a row with an identifier is known by it, whatever code it has by now', () => {
    const identities = [
      { item: 1, row: 'own-2', code: '11' },
      { item: 2, row: 'own-1', code: '12' },
    ];
    const rows = [held(11, 7, 'own-1'), held(12, 7, 'own-2')];
    expect(codes([planned(1, 7), planned(2, 7)], rows, identities)).toEqual(['12', '11']);
  });

  it('I-73: a row without an identifier is known by its code', () => {
    const identities = [
      { item: 1, row: '', code: '12' },
      { item: 2, row: '', code: '11' },
    ];
    expect(codes([planned(1, 7), planned(2, 7)], [held(11, 7), held(12, 7)], identities)).toEqual([
      '12',
      '11',
    ]);
  });

  it('two characteristics of one product are not taken for each other', () => {
    const red = { ...held(11, 7), Характеристика_Key: 'red' };
    const blue = planned(1, 7);
    const plan = { ...blue, fields: { ...blue.fields, Характеристика_Key: 'blue' } };
    expect(codes([plan], [red])).toEqual([undefined]);
  });

  it('an empty identifier is none: rows of other products are not taken for the item’s', () => {
    expect(
      codes([{ item: 1, fields: { ...planned(1, 7).fields, ИдентификаторСтроки: '' } }], [held(11, 8)]),
    ).toEqual([undefined]);
  });
});

it('I-71, I-74: whatever is known of them, a row of 1C is given away once and of the same product as much as there is', () => {
  const products = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(products, products, (ofPlans, ofRows) => {
      const found = codes(
        ofPlans.map((product, index) => planned(index + 1, product)),
        ofRows.map((product, index) => held(index + 1, product)),
      );
      const taken = found.filter((code) => code !== undefined);
      expect(new Set(taken).size).toBe(taken.length);
      for (const product of [1, 2, 3]) {
        const wanted = ofPlans.filter((one) => one === product).length;
        const there = ofRows.filter((one) => one === product).length;
        const given = found.filter((code, index) => code !== undefined && ofPlans[index] === product).length;
        expect(given).toBe(Math.min(wanted, there));
      }
    }),
  );
});
