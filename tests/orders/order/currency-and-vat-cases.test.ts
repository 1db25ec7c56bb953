import { describe, expect, it } from 'vitest';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import { currencyLetters } from '../../../lib/money/currencies.ts';
import type { DocumentFacts } from '../../../lib/orders/order/facts.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { keys, validSettings } from '../../settings/valid-settings.ts';
import { crmOrder, goodKey } from '../support/crm-order.ts';
import { bodyOf, customer, documentAfter, factsFor, planned, rates, refusedFor } from '../support/facts.ts';

const settings = validSettings();

const plan = (order: CrmOrder, facts: Partial<DocumentFacts> = {}, use: Settings = settings) =>
  planDocument(order, customer, factsFor(order, facts), use);

const reasonsOf = (order: CrmOrder, facts: Partial<DocumentFacts> = {}, use: Settings = settings) =>
  refusedFor(plan(order, facts, use)).map(({ reason }) => reason);

const rowsOf = (order: CrmOrder, facts: Partial<DocumentFacts> = {}, use: Settings = settings) =>
  bodyOf(planned(plan(order, facts, use))).Товары ?? [];

const warningsOf = (order: CrmOrder, facts: Partial<DocumentFacts> = {}, use: Settings = settings) =>
  planned(plan(order, facts, use)).warnings.map(({ code }) => code);

describe('the currency of an order', () => {
  it.each([
    ['KZT', '643', 'KZT', 'RUB'],
    ['RUB', '840', 'RUB', 'USD'],
    ['EUR', '398', 'EUR', 'KZT'],
    ['RUB', '999', 'RUB', '999'],
  ])('R-3: %s for a site of %s is parked, both named', (currency, code, theirs, ours) => {
    const [problem] = refusedFor(
      plan(crmOrder({ currency }), { currencies: new Map([[keys.currency, code]]) }),
    );
    expect(problem).toMatchObject({
      reason: 'currencyDiffers',
      details: { currency: theirs, siteCurrency: ours },
    });
    expect(problem?.message).toContain(theirs);
    expect(problem?.message).toContain(ours);
  });

  it.each([
    ['RUB', '643'],
    ['rub ', '643 '],
    ['RUB', '810'],
    ['AMD', '51'],
    ['BYN', '933'],
  ])('R-3: %s is the currency that 1C has under %s', (currency, code) => {
    const currencies = new Map([[keys.currency, code]]);
    expect(planned(plan(crmOrder({ currency }), { currencies })).writes).toHaveLength(2);
  });

  it('R-3: an order edited into another currency is parked, whatever its site has now', () => {
    const document = documentAfter(planned(plan(crmOrder({ currency: 'RUB' }))), { Валюта_Key: goodKey(77) });
    const currencies = new Map([
      [keys.currency, '643'],
      [goodKey(77), '398'],
    ]);
    expect(reasonsOf(crmOrder({ currency: 'RUB' }), { document, currencies })).toEqual(['currencyDiffers']);
  });

  it('R-3: a cancellation asks for no money', () => {
    const cancelled = crmOrder({ currency: 'KZT', status: 'cancel-other' });
    expect(rowsOf(cancelled).every((row) => row.Отменено)).toBe(true);
  });

  it('letters of every code are three capitals, an unknown code stays', () => {
    expect(['643', '810', '840', '978', '398', '933', '051'].map(currencyLetters)).toEqual([
      'RUB',
      'RUB',
      'USD',
      'EUR',
      'KZT',
      'BYN',
      'AMD',
    ]);
    expect(currencyLetters('000')).toBe('000');
  });
});

describe('the VAT rate of the delivery', () => {
  const delivered = (vatRate: string) => crmOrder({ delivery: { cost: '350', vatRate }, totalSumm: '450' });
  const fromCrm = validSettings({ vatRate: 'crm' });

  it.each([
    ['10.00', rates.vat10.key, 31.82],
    ['none', rates.exempt.key, 0],
    ['0.00', rates.vat0.key, 0],
    ['20', rates.vat20.key, 58.33],
  ])('R-8: is the CRM’s own (%s) where the settings ask the CRM', (vatRate, key, vat) => {
    expect(rowsOf(delivered(vatRate), {}, fromCrm)[1]).toMatchObject({ СтавкаНДС_Key: key, СуммаНДС: vat });
  });

  it('R-8: is the service’s where the product decides, with a warning if the CRM names another', () => {
    expect(rowsOf(delivered('10.00'))[1]).toMatchObject({ СтавкаНДС_Key: rates.vat20.key, СуммаНДС: 58.33 });
    expect(warningsOf(delivered('10.00'))).toEqual(['vatRateDiffers']);
    expect(warningsOf(delivered('20.00'))).toEqual([]);
  });

  it('R-8: a rate that the base lacks parks', () => {
    expect(reasonsOf(delivered('18.00'), {}, fromCrm)).toEqual(['vatRateUnknown']);
  });
});
