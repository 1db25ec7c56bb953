import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply, priceLines, type UnpricedLine } from '../../../infra/sandbox/crm/orders/line-prices.ts';
import type { Kopecks, Quantity } from '../../../lib/money/kopecks.ts';

const line = (price: number, quantity: number, unitDiscount = 0, cancelled = false): UnpricedLine => ({
  initialPrice: price as Kopecks,
  quantity: quantity as Quantity,
  unitDiscount: unitDiscount as Kopecks,
  cancelled,
});

const anyLine = (fractional: boolean) =>
  fc
    .record({
      price: fc.integer({ min: 0, max: 5_000_000 }),
      quantity: fractional
        ? fc.integer({ min: 1, max: 50_000 })
        : fc.integer({ min: 1, max: 60 }).map((units) => units * 1000),
      discountPercent: fc.integer({ min: 0, max: 100 }),
      cancelled: fc.boolean(),
    })
    .map(({ price, quantity, discountPercent, cancelled }) =>
      line(price, quantity, Math.floor((price * discountPercent) / 100), cancelled),
    );

const undiscounted = ({ initialPrice, unitDiscount, quantity }: UnpricedLine): number =>
  multiply((initialPrice - unitDiscount) as Kopecks, quantity);

describe('priceLines', () => {
  it('3 × 100.00 with 10.00 off the order: two prices, discountTotal 3.33', () => {
    expect(priceLines([line(10_000, 3000)], 1000 as Kopecks)).toEqual([
      {
        prices: [
          { price: 9667, quantity: 2000 },
          { price: 9666, quantity: 1000 },
        ],
        discountTotal: 333,
        amount: 29_000,
      },
    ]);
  });

  it('captured: 4 × 9522.00 with 20 % off are 30470.40, discountTotal 1904.40', () => {
    const [priced] = priceLines([line(952_200, 4000)], 761_760 as Kopecks);
    expect(priced).toMatchObject({ discountTotal: 190_440, amount: 3_047_040 });
    expect(priced?.prices).toEqual([{ price: 761_760, quantity: 4000 }]);
  });

  it('I-63: 0.350 × 499.99 is 175.00 at its own price', () => {
    expect(priceLines([line(49_999, 350)], 0 as Kopecks)).toEqual([
      { prices: [{ price: 49_999, quantity: 350 }], discountTotal: 0, amount: 17_500 },
    ]);
  });

  it('spreads the discount over live lines only', () => {
    const [cancelled, live] = priceLines([line(10_000, 1000, 0, true), line(10_000, 1000)], 500 as Kopecks);
    expect(cancelled?.amount).toBe(10_000);
    expect(live?.amount).toBe(9500);
  });

  it('Σ prices × quantity is the line, for every line', () => {
    return fc.assert(
      fc.property(
        fc.array(fc.oneof(anyLine(false), anyLine(true)), { maxLength: 8 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (lines, discount) => {
          for (const [index, priced] of priceLines(lines, discount as Kopecks).entries()) {
            const exact = priced.prices.reduce(
              (sum, { price, quantity }) => sum + BigInt(price) * BigInt(quantity),
              0n,
            );
            expect(Number((exact + 500n) / 1000n)).toBe(priced.amount);
            expect(priced.prices.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(
              lines[index]?.quantity,
            );
            expect(priced.prices.every(({ price }) => price >= 0)).toBe(true);
          }
        },
      ),
    );
  });

  it('gives exactly the discount of the order while every quantity is whole', () => {
    return fc.assert(
      fc.property(
        fc.array(anyLine(false), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (lines, discount) => {
          const live = lines.map(({ cancelled }) => !cancelled);
          const full = lines.reduce((sum, entry, index) => sum + (live[index] ? undiscounted(entry) : 0), 0);
          const after = priceLines(lines, discount as Kopecks).reduce(
            (sum, { amount }, index) => sum + (live[index] ? amount : 0),
            0,
          );
          expect(full - after).toBe(Math.min(discount, full));
        },
      ),
    );
  });

  it('prices of one line differ by one kopeck at most', () => {
    return fc.assert(
      fc.property(anyLine(false), fc.integer({ min: 0, max: 1_000_000 }), (entry, discount) => {
        const [priced] = priceLines([entry], discount as Kopecks);
        const prices = priced?.prices.map(({ price }) => price) ?? [];
        expect(Math.max(...prices) - Math.min(...prices)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('what fractional lines miss of the discount goes to the largest whole line', () => {
    return fc.assert(
      fc.property(
        fc.array(anyLine(true), { maxLength: 4 }),
        fc.integer({ min: 1, max: 100_000 }),
        (lines, discount) => {
          const whole = line(9_999_999, 3000);
          const all = [...lines, line(100, 1000), whole];
          const live = all.map(({ cancelled }) => !cancelled);
          const full = all.reduce((sum, entry, index) => sum + (live[index] ? undiscounted(entry) : 0), 0);
          const after = priceLines(all, discount as Kopecks).reduce(
            (sum, { amount }, index) => sum + (live[index] ? amount : 0),
            0,
          );
          expect(full - after).toBe(discount);
        },
      ),
    );
  });

  it('7.00 off 10.00 and 5.5 × 3.00: the weighed line takes 4.34 in steps of its price, the other 2.66', () => {
    const [whole, weighed] = priceLines([line(1000, 1000), line(300, 5500)], 700 as Kopecks);
    expect(weighed).toEqual({
      prices: [{ price: 221, quantity: 5500 }],
      discountTotal: 79,
      amount: 1216,
    });
    expect(whole?.amount).toBe(1000 + 1650 - 700 - 1216);
  });
});
