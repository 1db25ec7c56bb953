import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Price } from '../../lib/money/kopecks.ts';
import {
  divide,
  formatRatio,
  multiply,
  ONE,
  priceTimes,
  type Ratio,
  ratioOf,
} from '../../lib/money/ratio.ts';

const ratio = (numerator: bigint, denominator: bigint): Ratio => ({ numerator, denominator });
const anyRatio = fc.record({
  numerator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
});
const isSame = (left: Ratio, right: Ratio): boolean =>
  left.numerator * right.denominator === right.numerator * left.denominator;

describe('a ratio of 1C', () => {
  it('is exact, however it is written', () => {
    expect(isSame(ratioOf('0.35', 1) ?? ONE, ratio(7n, 20n))).toBe(true);
    expect(isSame(ratioOf(1, '0.00000001') ?? ONE, ratio(10n ** 8n, 1n))).toBe(true);
  });

  it.each([
    [0, 1],
    [1, 0],
    [-1, 2],
    [1, -2],
    [-1, -2],
    ['0.000000001', 1],
  ])('says nothing unless both of its parts are positive: %s to %s', (above, below) => {
    expect(ratioOf(above, below)).toBeUndefined();
  });

  it('is divided by what it was multiplied with', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, (left, right) => {
        expect(isSame(divide(multiply(left, right), right), left)).toBe(true);
        expect(isSame(divide(left, left), ONE)).toBe(true);
        expect(isSame(divide(ONE, left), ratio(left.denominator, left.numerator))).toBe(true);
      }),
    );
  });

  it.each([
    [1, ratio(1n, 2n), 1],
    [-1, ratio(1n, 2n), -1],
    [1, ratio(49n, 100n), 0],
    [5, ratio(1n, 3n), 2],
    // The product has more digits than a binary fraction holds.
    [9_007_199_254_740_991, ratio(10n ** 18n - 1n, 10n ** 18n - 1n), 9_007_199_254_740_991],
    [9_007_199_254_740_991, ratio(10n ** 18n + 1n, 2n * 10n ** 18n), 4_503_599_627_370_496],
  ])('times a price of %d is rounded half away from zero, exactly', (price, by, expected) => {
    expect(priceTimes(price as Price, by)).toBe(expected);
  });

  it.each([
    [ratio(7n, 20n), 3, '0.35'],
    [ratio(2n, 3n), 3, '0.667'],
    [ratio(1n, 3n), 3, '0.333'],
    [ratio(5n, 10_000n), 3, '0.001'],
    [ratio(12n, 1n), 2, '12'],
  ])('is written with so many digits, rounded, without zeroes at its end', (one, scale, written) => {
    expect(formatRatio(one, scale)).toBe(written);
  });
});
