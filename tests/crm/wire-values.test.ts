import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, tidied } from '../../lib/crm/wire-values.ts';

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

describe('decimalText', () => {
  it.each([
    [1800.5, '1800.5'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [-1.5e-7, '-0.00000015'],
    [9007199254740991, '9007199254740991'],
    ['1800.50', '1800.50'],
    [' 0.350 ', '0.350'],
    ['-5', '-5'],
  ])('%j is %s', (figure, expected) => {
    expect(decimalText(figure)).toBe(expected);
  });

  it.each([
    1e21,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    ' ',
    '1e5',
    '1,5',
    '.5',
    '5.',
    '0x10',
    true,
    null,
    [5],
  ])('%j is no figure whose digits are known', (figure) => {
    expect(decimalText(figure)).toBeUndefined();
  });

  it('what stood on the wire comes out unchanged, up to 15 significant digits', () => {
    const decimals = fc
      .tuple(fc.bigInt(-(10n ** 15n) + 1n, 10n ** 15n - 1n), fc.nat(15))
      .map(([digits, scale]) => {
        const magnitude = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
        const cut = magnitude.length - scale;
        const fraction = magnitude.slice(cut).replace(/0+$/, '');
        const sign = digits < 0n ? '-' : '';
        return `${sign}${magnitude.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`;
      });
    fc.assert(
      fc.property(decimals, (wire) => {
        expect(decimalText(JSON.parse(wire))).toBe(wire);
        expect(decimalText(wire)).toBe(wire);
      }),
    );
  });

  it('any safe number becomes a plain decimal that reads back as the same number', () => {
    const bound = Number.MAX_SAFE_INTEGER;
    fc.assert(
      fc.property(fc.double({ min: -bound, max: bound, noNaN: true }), (number) => {
        const decimal = decimalText(number) ?? 'none';
        expect(decimal).toMatch(PLAIN_DECIMAL);
        expect(Number(decimal)).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});

describe('tidied', () => {
  it('drops empty fields on every level and keeps the places of list elements', () => {
    expect(tidied({ a: null, b: '', c: [], d: {}, e: { f: { g: null } }, h: [null, {}, { i: '' }] })).toEqual(
      {
        h: [null, {}, {}],
      },
    );
  });

  it('is idempotent and keeps everything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = tidied(value);
        expect(tidied(once)).toEqual(once);
      }),
    );
    const full = { a: 0, b: false, c: 'x', d: [1], e: { f: -1 } };
    expect(tidied(full)).toEqual(full);
  });
});
