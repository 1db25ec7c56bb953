import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKopecks, type Kopecks, parseKopecks } from '../../lib/money/kopecks.ts';
import { type VatRate, vatOf, withVat } from '../../lib/money/vat.ts';

const percent = (rate: number) => (rate * 100) as VatRate;

describe('vatOf', () => {
  it.each([
    ['I-59', '1800.00', 20, true, '300.00'],
    ['I-60', '1800.00', 20, false, '360.00'],
    ['I-62', '259.20', 10, true, '23.56'],
    ['I-62', '98.00', 20, true, '16.33'],
    ['I-63', '175.00', 10, true, '15.91'],
    ['I-64', '30470.40', 20, true, '5078.40'],
    ['I-66', '350.00', 20, true, '58.33'],
    ['I-90', '236.00', 20, true, '39.33'],
    ['I-91', '100.00', 20, false, '20.00'],
    ['onec-odata F2', '59738.00', 20, true, '9956.33'],
    ['the rate of 2026', '1220.00', 22, true, '220.00'],
    ['no VAT', '1800.00', 0, true, '0.00'],
  ])('%s: %s at %i %%, included %s → %s', (_case, amount, rate, included, vat) => {
    expect(formatKopecks(vatOf(parseKopecks(amount), percent(rate), included))).toBe(vat);
  });

  it('inside the amount is never more than the amount and leaves a base that the rate explains to a kopeck', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.constantFrom(0, 5, 7, 10, 20, 22),
        (kopecks, rate) => {
          const vat = vatOf(kopecks as Kopecks, percent(rate), true);
          const base = (kopecks - vat) as Kopecks;
          expect(vat).toBeLessThanOrEqual(kopecks);
          expect(Math.abs(vatOf(base, percent(rate), false) - vat)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('I-60: on top of the price the customer pays amount and VAT, inside it the amount alone', () => {
    const amount = parseKopecks('1800');
    expect(formatKopecks(withVat(amount, parseKopecks('360'), false))).toBe('2160.00');
    expect(formatKopecks(withVat(amount, parseKopecks('300'), true))).toBe('1800.00');
  });
});
