import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedFigure } from '../../lib/money/decimal.ts';
import {
  formatKopecks,
  isFractional,
  kopecksToNumber,
  lineAmount,
  parseKopecks,
  parsePrice,
  parseQuantity,
  priceToNumber,
  quantityToNumber,
  sumKopecks,
} from '../../lib/money/kopecks.ts';

describe('lineAmount', () => {
  it.each([
    ['I-63', '499.99', '0.350', '175.00'],
    ['I-59', '900', '2', '1800.00'],
    ['I-62', '86.40', '3', '259.20'],
    ['I-64', '7617.6', '4', '30470.40'],
    ['a price finer than a kopeck', '33.3333', '3', '100.00'],
    ['a large line', '999999999.99', '9999.999', '9999998999900.00'],
  ])('%s: %s × %s = %s', (_case, price, quantity, amount) => {
    expect(formatKopecks(lineAmount(parsePrice(price), parseQuantity(quantity)))).toBe(amount);
  });

  it('refuses an amount that no longer counts single kopecks', () => {
    expect(() => lineAmount(parsePrice('99999999999'), parseQuantity('999999999'))).toThrow(MalformedFigure);
  });

  it('is exact for whole quantities: n pieces cost n times one piece', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 10_000 }),
        (kopecks, pieces) => {
          const price = parsePrice(formatKopecks(kopecks as never));
          expect(lineAmount(price, parseQuantity(pieces))).toBe(kopecks * pieces);
        },
      ),
    );
  });
});

describe('numbers for the wire', () => {
  it('writes an amount as JSON with at most two decimals and reads the same amount back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (kopecks) => {
        const wire = JSON.stringify(kopecksToNumber(kopecks as never));
        expect(wire).toMatch(/^-?\d+(\.\d{1,2})?$/);
        expect(parseKopecks(JSON.parse(wire) as number)).toBe(kopecks === 0 ? 0 : kopecks);
      }),
    );
  });

  it('rounds a price to the kopeck that 1C keeps, half away from zero', () => {
    expect(priceToNumber(parsePrice('33.3350'))).toBe(33.34);
    expect(priceToNumber(parsePrice('33.3349'))).toBe(33.33);
  });

  it('writes a quantity with its thousandths', () => {
    expect(quantityToNumber(parseQuantity('0.350'))).toBe(0.35);
    expect(isFractional(parseQuantity('2.000'))).toBe(false);
    expect(isFractional(parseQuantity('2.001'))).toBe(true);
  });

  it('adds amounts', () => {
    expect(sumKopecks([parseKopecks('0.1'), parseKopecks('0.2')])).toBe(30);
  });
});
