import { describe, expect, it } from 'vitest';
import { type Kopecks, ONE_UNIT, type Price, type Quantity } from '../../../../lib/money/kopecks.ts';
import { rowFault } from '../../../../lib/orders/order/rows/row-limits.ts';

/** Fifteen nines: `Сумма` (15,2) in kopecks, `Количество` (15,3) in thousandths. */
const MOST = 999_999_999_999_999;
const THOUSAND = 10_000_000 as Price;

describe('B-4, D-11: the figures that a row of 1C can hold', () => {
  it.each([
    ['quantity', MOST, 0, 0],
    ['amount', 100 * ONE_UNIT, 10 ** 15, MOST],
  ])('%s has fifteen digits at most', (name, quantity, price, amount) => {
    const row = { quantity: quantity as Quantity, price: price as Price, amount: amount as Kopecks };
    expect(rowFault(row)).toBeUndefined();
    const more =
      name === 'quantity' ? { quantity: (MOST + 1) as Quantity } : { amount: (MOST + 1) as Kopecks };
    expect(rowFault({ ...row, ...more })).toBe('количество или сумма больше, чем вмещает 1С');
  });

  it.each([
    ['nothing', 0, ONE_UNIT],
    ['less than half a kopeck', 49, ONE_UNIT],
    ['less than half a kopeck by its quantity', 10_000, 4],
  ])('of what costs %s there is no amount but zero', (_, price, quantity) => {
    const row = { quantity: quantity as Quantity, price: price as Price };
    expect(rowFault({ ...row, amount: 0 as Kopecks })).toBeUndefined();
    expect(rowFault({ ...row, amount: 1 as Kopecks })).toContain('цена до скидки 0,00');
    expect(rowFault({ ...row, amount: 50_000 as Kopecks })).toContain('500,00');
  });

  it.each([
    ['a mark-up that rounds to 999.99 %', 1_099_994, false],
    ['a mark-up that rounds to 1000.00 %', 1_099_995, true],
    ['a discount of all', 0, false],
  ])('%s: %d kopecks for a row of a thousand roubles', (_, amount, isFault) => {
    const fault = rowFault({ quantity: ONE_UNIT, price: THOUSAND, amount: amount as Kopecks });
    expect(fault?.includes('больше 999,99 %') ?? false).toBe(isFault);
  });
});
