import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmItem, CrmOrder } from '../../../lib/crm/order.ts';
import { MalformedFigure } from '../../../lib/money/decimal.ts';
import { formatKopecks, type Kopecks } from '../../../lib/money/kopecks.ts';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { DocumentFacts } from '../../../lib/orders/order/facts.ts';
import { chooseGood } from '../../../lib/orders/order/goods/choose-good.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { validSettings } from '../../settings/valid-settings.ts';
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
    [
      'an amount of what costs nothing',
      orderOf({ initialPrice: '0', prices: [{ price: '500', quantity: '1' }] }, '500'),
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
