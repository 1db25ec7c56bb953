import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeRate } from '../../lib/goods/prices/currency-rates.ts';
import { createPriceList, type PriceRecord, type PriceRules } from '../../lib/goods/prices/price-list.ts';
import { priceToNumber } from '../../lib/money/kopecks.ts';
import { ONE, ratioOf } from '../../lib/money/ratio.ts';
import { EMPTY_KEY } from '../../lib/onec/values.ts';
import { testKey } from '../settings/valid-settings.ts';
import { characteristic, item } from './support/products.ts';

const RUB = testKey(643);
const USD = testKey(840);
const KIND = testKey(1);
const BOX = testKey(800);
const X = testKey(900);

const record = (changes: Partial<PriceRecord> = {}): PriceRecord => ({
  item: item().Ref_Key,
  kind: KIND,
  characteristic: EMPTY_KEY,
  price: 1050.25,
  package: EMPTY_KEY,
  currency: RUB,
  ...changes,
});
const rules = (changes: Partial<PriceRules> = {}): PriceRules => ({
  generation: '2.0',
  unitsInPackage: (key) => (key === BOX ? ratioOf(12, 1) : undefined),
  rate: (currency) => (currency === RUB ? ONE : undefined),
  ...changes,
});
const priceOf = (records: readonly PriceRecord[], changes: Partial<PriceRules> = {}, variant?: string) => {
  const found = createPriceList(records, rules(changes)).of(
    KIND,
    item(),
    variant === undefined
      ? undefined
      : characteristic(variant, { ХарактеристикаНоменклатурыДляЦенообразования_Key: X }),
  );
  return found?.price === undefined ? found?.reason : priceToNumber(found.price);
};

describe('prices of 1C', () => {
  it('E-11: to the kopeck', () => {
    expect(priceOf([record()])).toBe(1050.25);
  });

  it('E-12: none is none, not zero; zero is zero', () => {
    expect(priceOf([])).toBeUndefined();
    expect(priceOf([record({ kind: testKey(2) })])).toBeUndefined();
    expect(priceOf([record({ price: 0 })])).toBe(0);
  });

  it('2.0: of exactly the characteristic', () => {
    expect(priceOf([record({ characteristic: 'c1', price: 7 })], {}, 'c1')).toBe(7);
    expect(priceOf([record({ characteristic: 'c1', price: 7 })], {}, 'c2')).toBeUndefined();
  });

  it('E-27: 2.5: of the characteristic for pricing that several name, of the same item only', () => {
    const generation = '2.5';
    const shared = record({ characteristic: X, price: 900 });
    expect(priceOf([shared], { generation }, 'c1')).toBe(900);
    expect(priceOf([shared], { generation }, 'c2')).toBe(900);
    expect(priceOf([{ ...shared, item: testKey(102) }], { generation }, 'c1')).toBeUndefined();
    expect(priceOf([record({ price: 800 })], { generation }, 'c1')).toBe(800);
    expect(priceOf([record({ price: 800 }), shared], { generation }, 'c1')).toBe(900);
  });

  it('as a whole: of the item, else the highest of its characteristics', () => {
    const ofRed = record({ characteristic: 'red', price: 5 });
    const ofBlue = record({ characteristic: 'blue', price: 9 });
    expect(priceOf([ofRed, ofBlue])).toBe(9);
    expect(priceOf([ofRed, ofBlue, record({ price: 7 })])).toBe(7);
  });

  it('per package becomes per base unit; an unknown package is told', () => {
    expect(priceOf([record({ price: 120, package: BOX })])).toBe(10);
    expect(priceOf([record({ price: 100, package: BOX })])).toBe(8.33);
    expect(priceOf([record({ package: testKey(801) })])).toBe('packageUnknown');
  });

  it('C-17: another currency by the rate of today, without a rate it is told', () => {
    const inDollars = [record({ price: 10, currency: USD })];
    expect(priceOf(inDollars, { rate: () => ratioOf('92.5043', 1) })).toBe(925.04);
    expect(priceOf(inDollars)).toBe('currencyRateMissing');
  });

  it('a price that is no figure is told and hides no other', () => {
    expect(priceOf([record({ price: 'NaN' })])).toBe('priceUnreadable');
  });

  it('a package and a rate are exact: rounded once, at the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 1000 }),
        (kopecks, units) => {
          const found = createPriceList([record({ price: kopecks / 100, package: BOX })], {
            ...rules(),
            unitsInPackage: () => ratioOf(units, 1),
          }).of(KIND, item(), undefined);
          expect(Math.abs((found?.price ?? Number.NaN) * units - kopecks * 100)).toBeLessThanOrEqual(
            units / 2,
          );
        },
      ),
    );
  });
});

describe('rates of exchange', () => {
  const rate = (currency: string, base: string, numerator: number, denominator = 1) => ({
    currency,
    base,
    numerator,
    denominator,
  });

  it.each([
    ['directly', [rate(USD, RUB, 90)], USD, RUB, 90],
    ['the other way round', [rate(USD, RUB, 90)], RUB, USD, 1 / 90],
    ['through a third', [rate(USD, RUB, 90), rate('eur', RUB, 100)], 'eur', USD, 100 / 90],
    ['by the hundred', [rate('jpy', RUB, 60, 100)], 'jpy', RUB, 0.6],
    ['with a base that is rated by itself', [rate(USD, RUB, 90), rate(RUB, RUB, 1)], USD, RUB, 90],
  ])('%s', (_, rates, from, to, expected) => {
    const found = exchangeRate(rates, from, to);
    expect(Number(found?.numerator) / Number(found?.denominator)).toBeCloseTo(expected, 10);
  });

  it('of a currency to itself it is one, and without a rate there is none', () => {
    expect(exchangeRate([], RUB, RUB)).toEqual(ONE);
    expect(exchangeRate([rate(USD, 'eur', 2)], USD, RUB)).toBeUndefined();
    expect(exchangeRate([rate(USD, RUB, 0)], USD, RUB)).toBeUndefined();
  });
});
