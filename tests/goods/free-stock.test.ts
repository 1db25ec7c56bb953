import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFreeStock } from '../../lib/goods/stock/free-stock.ts';
import { EMPTY_KEY } from '../../lib/onec/values.ts';

const anyFigure = fc.integer({ min: -1_000_000, max: 1_000_000 });
const anyReserve = fc.nat(1_000_000);

const place = (characteristic = EMPTY_KEY) => ({ item: 'n', characteristic, warehouse: 'w' });

describe('free stock', () => {
  it('E-9: a negative rest is 0', () => {
    const stock = createFreeStock();
    stock.add(place(), { rest: -2000, arriving: 0 });
    expect(stock.of('n', undefined, 'w')).toBe(0);
  });

  it('E-10: nothing in the register is 0', () => {
    expect(createFreeStock().of('n', undefined, 'w')).toBe(0);
  });

  it('reserves "as it arrives" take from what is left, not from what is owed', () => {
    const stock = createFreeStock();
    stock.add(place(), { rest: 5000, arriving: 3000 });
    stock.add(place('c'), { rest: 2000, arriving: 9000 });
    expect(stock.of('n', EMPTY_KEY, 'w')).toBe(2000);
    expect(stock.of('n', 'c', 'w')).toBe(0);
  });

  it('records of one place are added before they are clamped', () => {
    const stock = createFreeStock();
    stock.add(place(), { rest: 10_000, arriving: 0 });
    stock.add(place(), { rest: -4000, arriving: 0 });
    expect(stock.of('n', undefined, 'w')).toBe(6000);
  });

  it('D-45: as a whole, each characteristic is clamped, then they are summed', () => {
    const stock = createFreeStock();
    stock.add(place('red'), { rest: -3000, arriving: 0 });
    stock.add(place('blue'), { rest: 5000, arriving: 0 });
    expect(stock.of('n', undefined, 'w')).toBe(5000);
  });

  it('is never negative and never more than what lies there', () => {
    fc.assert(
      fc.property(anyFigure, anyReserve, (rest, arriving) => {
        const stock = createFreeStock();
        stock.add(place(), { rest, arriving });
        const free = stock.of('n', EMPTY_KEY, 'w');
        expect(free).toBeGreaterThanOrEqual(0);
        expect(free).toBeLessThanOrEqual(Math.max(0, rest));
      }),
    );
  });
});
