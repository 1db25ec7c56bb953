import { describe, expect, it } from 'vitest';
import type { VatRateFact } from '../../../../lib/orders/dictionary-facts.ts';
import { chooseRate, type RateQuestion } from '../../../../lib/orders/order/rows/vat-rates.ts';
import { rates } from '../../support/facts.ts';

/** Standard rates as 11.5.27 keeps them: 20 % until 2025, 22 % since. */
const until2025: VatRateFact = { ...rates.vat20, isMain: true, validTo: '2025-12-31' };
const since2026: VatRateFact = { ...rates.vat22, isMain: true, validFrom: '2026-01-01' };
const dated = [
  rates.exempt,
  rates.vat10,
  { ...since2026, key: 'marked', isChoosable: false },
  until2025,
  since2026,
];

const ask = (changes: Partial<RateQuestion>, known: readonly VatRateFact[] = dated) =>
  chooseRate(known, {
    taxation: 'ПродажаОблагаетсяНДС',
    productRateKey: until2025.key,
    crmRate: undefined,
    source: 'product',
    date: '2026-01-10T00:00:00',
    ...changes,
  })?.fact.name;

describe('contract 3: a rate is valid on the document’s date', () => {
  it.each([
    ['2025-12-31T23:59:59', '20%'],
    ['2026-01-01T00:00:00', '22%'],
  ])('on %s the standard rate is %s, whichever of them the product’s card has', (date, name) => {
    expect(ask({ date })).toBe(name);
    expect(ask({ date, productRateKey: since2026.key })).toBe(name);
  });

  it.each([
    ['2025-12-31', '20.00', '20%'],
    ['2025-12-31', '22.00', undefined],
    ['2026-01-01', '22.00', '22%'],
    ['2026-01-01', '20.00', undefined],
    ['2026-01-01', '10.00', '10%'],
  ])('on %s the CRM’s %s is %s', (date, crmRate, name) => {
    expect(ask({ date, crmRate, source: 'crm' })).toBe(name);
  });

  it('a reduced rate that has ended gives way to nothing: only a person knows what holds instead', () => {
    const ended = { ...rates.vat10, validTo: '2025-12-31' };
    expect(ask({ productRateKey: ended.key }, [ended, since2026])).toBeUndefined();
  });

  it('a base that keeps no dates is taken at its word', () => {
    expect(ask({ productRateKey: rates.vat20.key }, [rates.vat20])).toBe('20%');
  });

  it('what is not to be chosen by its figure is, where the very product carries it (11.4: added by hand)', () => {
    const added = { ...rates.vat22, isChoosable: false };
    const of = (productRateKey: string) =>
      ask({ productRateKey, crmRate: '22.00', source: 'crm' }, [rates.vat20, added]);
    expect(of(added.key)).toBe('22%');
    expect(of(rates.vat20.key)).toBeUndefined();
  });
});
