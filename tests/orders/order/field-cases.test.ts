import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmItem, CrmOrder } from '../../../lib/crm/order.ts';
import { currencyLetters } from '../../../lib/money/currencies.ts';
import { MalformedFigure } from '../../../lib/money/decimal.ts';
import { formatKopecks, type Kopecks } from '../../../lib/money/kopecks.ts';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { DocumentFacts } from '../../../lib/orders/order/facts.ts';
import { chooseGood } from '../../../lib/orders/order/goods/choose-good.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { keys, validSettings } from '../../settings/valid-settings.ts';
import { crmItem, crmOrder, goodKey } from '../support/crm-order.ts';
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

/** One line with these figures, and the total that they make where nothing else is said. */
const orderOf = (item: Partial<CrmItem>, totalSumm: string, changes: Partial<CrmOrder> = {}): CrmOrder =>
  crmOrder({ items: [crmItem(1, item)], totalSumm, ...changes });

describe('a row that 1C cannot hold', () => {
  it.each<[string, CrmOrder]>([
    ['a negative quantity', orderOf({ quantity: '-2', initialPrice: '900' }, '-1800')],
    ['a negative price', orderOf({ initialPrice: '-900' }, '-900')],
    ['a discount above the price', orderOf({ initialPrice: '1000', discountTotal: '1500' }, '-500')],
    ['final prices below zero', orderOf({ prices: [{ price: '-1', quantity: '1' }] }, '-1')],
    [
      'a mark-up beyond 999.99 %',
      orderOf({ initialPrice: '1', prices: [{ price: '500000', quantity: '1' }] }, '500000'),
    ],
    ['a quantity of thirteen digits', orderOf({ quantity: '1000000000000', initialPrice: '0' }, '0')],
    ['a negative delivery', orderOf({}, '0', { delivery: { cost: '-100' } })],
  ])('B-4, D-11: %s parks before anything is written', (_, order) => {
    const [problem] = refusedFor(plan(order));
    expect(problem).toMatchObject({ reason: 'rowImpossible', details: { order: order.number } });
    expect(problem?.message).toMatch(/ничего не записано.*failed retry 138/i);
  });

  it('B-4: fractional quantities never adjust a row below zero', () => {
    const items = [1, 2, 3].map((id) => crmItem(id, { quantity: '0.5', initialPrice: '0.01' }));
    const [problem] = refusedFor(plan(crmOrder({ items, totalSumm: '0' })));
    expect(problem).toMatchObject({ reason: 'rowImpossible', details: { rows: '0.03', total: '0.00' } });
  });

  it('B-4: a mark-up of exactly 999.99 % is held, a hundredth more is not', () => {
    const marked = (price: string) =>
      orderOf({ initialPrice: '100', prices: [{ price, quantity: '1' }] }, price);
    expect(rowsOf(marked('1099.99'))[0]?.ПроцентРучнойСкидки).toBe(-999.99);
    expect(reasonsOf(marked('1100'))).toEqual(['rowImpossible']);
  });

  it('B-4: whatever the figures, a planned row is one that 1C can hold', () => {
    const figure = fc.integer({ min: -300_000, max: 300_000 });
    const line = fc.record({
      quantity: fc.integer({ min: -3000, max: 3000 }),
      price: figure,
      discount: figure,
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), figure, (lines, total) => {
        const items = lines.map(({ quantity, price, discount }, index) =>
          crmItem(index + 1, {
            quantity: String(quantity / 1000),
            initialPrice: rubles(price),
            discountTotal: rubles(discount),
          }),
        );
        const result = plan(crmOrder({ items, totalSumm: rubles(total) }));
        if ('problems' in result) {
          return;
        }
        for (const row of bodyOf(result).Товары ?? []) {
          expect(Math.min(row.Количество, row.Цена, row.Сумма, row.СуммаСНДС)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(row.ПроцентРучнойСкидки)).toBeLessThanOrEqual(999.99);
        }
      }),
    );
  });

  it('D-11: a quantity of 0 cancels the row; its figures in 1C stay', () => {
    const before = crmOrder({ items: [crmItem(1), crmItem(2, { quantity: '3' })], totalSumm: '400' });
    const document = documentAfter(planned(plan(before)));
    const now = { ...before, items: [crmItem(1), crmItem(2, { quantity: '0' })], totalSumm: '100' };
    const rows = rowsOf(now, { document, customerOfDocument: customer.id });
    expect(rows[1]).toMatchObject({ Количество: 3, Сумма: 300, Отменено: true });
    expect(rows[0]).toMatchObject({ Сумма: 100, Отменено: false });
  });

  it('D-11: a new row of quantity 0 is cancelled and worth nothing', () => {
    const order = crmOrder({ items: [crmItem(1), crmItem(2, { quantity: '0' })], totalSumm: '100' });
    const result = planned(plan(order));
    expect(bodyOf(result).Товары?.[1]).toMatchObject({
      Количество: 0,
      Сумма: 0,
      СуммаСНДС: 0,
      Отменено: true,
    });
    const document = documentAfter(result);
    expect(planned(plan(order, { document, customerOfDocument: customer.id })).writes).toEqual([]);
  });

  it('D-11: impossible figures of a row that is cancelled stop nothing', () => {
    const items = [crmItem(1), crmItem(2, { quantity: '-2', isCanceled: true })];
    expect(rowsOf(crmOrder({ items, totalSumm: '100' }))[1]).toMatchObject({ Сумма: 0, Отменено: true });
    const cancelled = orderOf({ quantity: '-2' }, '-200', { status: 'cancel-other' });
    expect(rowsOf(cancelled)[0]).toMatchObject({ Сумма: 0, Отменено: true });
  });
});

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

describe('a row that only the settings cancel', () => {
  const cancelling = validSettings({
    itemStatuses: [
      { crm: 'new', supply: 'СоСклада', cancel: false },
      { crm: 'returned', supply: 'НеТребуется', cancel: true },
    ],
  });
  const items = [crmItem(1), crmItem(2, { status: 'returned', initialPrice: '500' })];

  it('B-3: parks where the CRM’s total counts it', () => {
    const [problem] = refusedFor(plan(crmOrder({ items, totalSumm: '600' }), {}, cancelling));
    expect(problem).toMatchObject({
      reason: 'sumsDiffer',
      details: { rows: '100.00', total: '600.00', statuses: 'returned' },
    });
    expect(problem?.message).toContain('itemStatuses');
  });

  it('B-3: also beside a line that the CRM itself has cancelled and counts', () => {
    const more = [...items, crmItem(3, { isCanceled: true })];
    expect(reasonsOf(crmOrder({ items: more, totalSumm: '700' }), {}, cancelling)).toEqual(['sumsDiffer']);
    expect(reasonsOf(crmOrder({ items: more, totalSumm: '600' }), {}, cancelling)).toEqual(['sumsDiffer']);
  });

  it('B-3: is cancelled where the total does not count it, and where the CRM cancels it too', () => {
    const flags = (order: CrmOrder) => rowsOf(order, {}, cancelling).map((row) => row.Отменено);
    expect(flags(crmOrder({ items, totalSumm: '100' }))).toEqual([false, true]);
    const both = [crmItem(1), crmItem(2, { status: 'returned', isCanceled: true, initialPrice: '500' })];
    expect(flags(crmOrder({ items: both, totalSumm: '100' }))).toEqual([false, true]);
    expect(flags(crmOrder({ items: both, totalSumm: '600' }))).toEqual([false, true]);
  });

  it('B-3: an order that is cancelled as a whole is not asked for its sums', () => {
    const order = crmOrder({ items, totalSumm: '600', status: 'cancel-other' });
    expect(rowsOf(order, {}, cancelling).map((row) => row.Отменено)).toEqual([true, true]);
  });
});

describe('a product that is a set', () => {
  it('D-12: is no product that an order can have', () => {
    const set = {
      Ref_Key: goodKey(1),
      Code: '1',
      Description: 'Набор',
      Артикул: '',
      IsFolder: false,
      DeletionMark: false,
      ТипНоменклатуры: 'Набор',
      СтавкаНДС_Key: EMPTY_KEY,
    } as const;
    expect(chooseGood({ by: 'key', item: goodKey(1) }, [set], new Set())).toEqual({ missing: 'set' });
  });

  it('D-12: parks as productIsSet, beside what else is wrong', () => {
    const order = crmOrder({ items: [crmItem(1), crmItem(2)], totalSumm: '200' });
    const goods = new Map([
      [1, { missing: 'set' } as const],
      [2, { missing: 'absent' } as const],
    ]);
    const problems = refusedFor(plan(order, { goods }));
    expect(problems.map(({ reason }) => reason)).toEqual(['productIsSet', 'productUnknown']);
    expect(problems[0]?.message).toContain('Замените набор');
    expect(problems[0]?.details.offer).toBe(goodKey(1));
  });
});

const rubles = (kopecks: number): string => formatKopecks(kopecks as Kopecks);

describe('a field that is not needed and cannot be read', () => {
  it('D-1: is named in one warning of the imported order', () => {
    const unreadable = ['delivery.time.from', 'payments[0].paidAt'];
    const { warnings } = planned(plan(crmOrder({ unreadable })));
    expect(warnings.map(({ code }) => code)).toEqual(['fieldUnreadable']);
    expect(warnings[0]?.message).toContain('delivery.time.from, payments[0].paidAt.');
    const many = planned(
      plan(crmOrder({ unreadable: Array.from({ length: 300 }, (_, n) => `items[${n}].x`) })),
    );
    expect(many.warnings[0]?.message).toContain('и ещё 290');
  });

  it.each(['20%', '{"rate":20}', 'НДС', '-5'])(
    'D-1: an odd VAT rate (%s) warns while the product decides, and parks where the CRM does',
    (vatRate) => {
      const order = crmOrder({
        items: [crmItem(1, { vatRate })],
        delivery: { cost: '350', vatRate },
        totalSumm: '450',
      });
      expect(warningsOf(order)).toEqual(['fieldUnreadable', 'fieldUnreadable']);
      expect(rowsOf(order).map((row) => row.СтавкаНДС_Key)).toEqual([rates.vat20.key, rates.vat20.key]);
      const fromCrm = validSettings({ vatRate: 'crm' });
      const outcome = () => reasonsOf(order, {}, fromCrm);
      if (vatRate === '-5') {
        expect(outcome()).toEqual(['vatRateUnknown', 'vatRateUnknown']);
      } else {
        expect(outcome).toThrow(MalformedFigure);
      }
    },
  );
});
