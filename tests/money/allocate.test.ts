import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../lib/money/allocate.ts';
import { type Kopecks, sumKopecks } from '../../lib/money/kopecks.ts';

const anyTotal = fc.integer({ min: 0, max: 10 ** 13 }).map((total) => total as Kopecks);
const anyShares = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 })
  .filter((shares) => shares.some((share) => share > 0));

describe('an amount divided among shares', () => {
  it('is given away to the last kopeck, in parts that are never negative', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (total, shares) => {
        const parts = allocate(total, shares);
        expect(sumKopecks(parts)).toBe(total);
        expect(parts).toHaveLength(shares.length);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('gives everybody the exact part to within a kopeck, and nothing for no share', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (total, shares) => {
        const whole = shares.reduce((sum, share) => sum + share, 0);
        for (const [index, part] of allocate(total, shares).entries()) {
          const share = shares[index] ?? 0;
          const offBy = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(share);
          expect(offBy < BigInt(whole) && offBy > -BigInt(whole)).toBe(true);
          expect(share === 0 ? part : 0).toBe(0);
        }
      }),
    );
  });

  it.each([
    [100_00, [3333, 3333, 3334], [33_33, 33_33, 33_34]],
    [100, [3000, 7000], [30, 70]],
    [2, [2500, 2500, 2500, 2500], [1, 0, 1, 0]],
    [1_000_000_000_000_01, [5000, 5000], [500_000_000_000_01, 500_000_000_000_00]],
    [190, [10_000], [190]],
  ])('%d among %j is %j', (total, shares, parts) => {
    expect(allocate(total as Kopecks, shares)).toEqual(parts);
  });

  it.each([[[]], [[0, 0]]])('cannot be divided among %j', (shares) => {
    expect(() => allocate(100 as Kopecks, shares)).toThrow(RangeError);
  });
});
