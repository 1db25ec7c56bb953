import { describe, expect, it } from 'vitest';
import type { Kopecks } from '../../../../lib/money/kopecks.ts';
import type { VatRate } from '../../../../lib/money/vat.ts';
import { taxedAmount } from '../../../../lib/orders/order/rows/row-vat.ts';
import type { TaxQuestion } from '../../../../lib/orders/order/rows/vat-rates.ts';
import { crmOrder } from '../../support/crm-order.ts';
import { good, rates } from '../../support/facts.ts';

/** The catalog of rates lets people type a percent into any element, «Без НДС» too: that it is exempt is its enumeration's word. */
const oddlyExempt = { ...rates.exempt, rate: 2000 as VatRate };

describe('I-61, I-67: a row without VAT', () => {
  it.each<[string, Partial<TaxQuestion>]>([
    ['of a product that is exempt, VAT included', {}],
    ['of a product that is exempt, VAT on top', { vatIncluded: false }],
    ['of a sale that is not taxed', { taxation: 'ПродажаНеОблагаетсяНДС' }],
    ['as the CRM says', { source: 'crm', crmRate: 'none' }],
  ])('bears none, whatever percent stands beside the rate: %s', (_, changes) => {
    const taxed = taxedAmount({
      order: crmOrder(),
      amount: 120_000 as Kopecks,
      good: { ...good(1), vatRateKey: oddlyExempt.key },
      crmRate: undefined,
      rates: [oddlyExempt],
      source: 'product',
      taxation: 'ПродажаОблагаетсяНДС',
      vatIncluded: true,
      documentDate: '2026-03-05T10:30:00',
      newVatRates: 'inCatalog',
      ...changes,
    });
    expect(taxed).toMatchObject({
      fields: { СтавкаНДС_Key: oddlyExempt.key, СуммаНДС: 0, СуммаСНДС: 1200 },
    });
  });
});
