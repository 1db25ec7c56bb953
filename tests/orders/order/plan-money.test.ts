import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKopecks, parseKopecks, sumKopecks } from '../../../lib/money/kopecks.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import { validSettings } from '../../settings/valid-settings.ts';
import { crmItem, crmOrder } from '../support/crm-order.ts';
import { bodyOf, customer, factsFor, good, planned, rates, refusedFor } from '../support/facts.ts';

const settings = validSettings();
const [site] = settings.sites;

function firstRow(
  order: ReturnType<typeof crmOrder>,
  changes: Parameters<typeof factsFor>[1] = {},
  use = settings,
) {
  const plan = planned(planDocument(order, customer, factsFor(order, changes), use));
  return { row: bodyOf(plan).Товары?.[0], plan };
}

const discounted = crmOrder({
  items: [
    crmItem(1, {
      quantity: '2',
      initialPrice: '1000',
      discountTotal: '100',
      prices: [{ price: '900', quantity: '2' }],
    }),
  ],
  totalSumm: '1800',
});

describe('money of the rows', () => {
  it('I-59: 2 × 1000.00, discount 100.00 a piece, 20 % included', () => {
    const { row } = firstRow(discounted);
    expect(row).toMatchObject({
      Цена: 1000,
      Количество: 2,
      КоличествоУпаковок: 2,
      СуммаРучнойСкидки: 200,
      ПроцентРучнойСкидки: 10,
      Сумма: 1800,
      СтавкаНДС_Key: rates.vat20.key,
      СуммаНДС: 300,
      СуммаСНДС: 1800,
    });
  });

  it('I-60: VAT on top is posted with a warning that names both sums', () => {
    const onTop = validSettings({
      sites: [{ ...settings.sites[0], vatIncluded: false } as typeof site] as never,
    });
    const { row, plan } = firstRow(discounted, {}, onTop);
    expect(row).toMatchObject({ Сумма: 1800, СуммаНДС: 360, СуммаСНДС: 2160 });
    expect(plan.writes.map(({ action }) => action)).toEqual(['create', 'post']);
    const warning = plan.warnings.find(({ code }) => code === 'vatOnTop');
    expect(warning?.message).toContain('2\u00a0160,00');
    expect(warning?.message).toContain('1\u00a0800,00');
  });

  it.each(['ПродажаНеОблагаетсяНДС', 'ПродажаПоПатенту'] as const)(
    'I-61, I-67: %s is without VAT',
    (taxation) => {
      const untaxed = validSettings({ sites: [{ ...settings.sites[0], taxation } as typeof site] as never });
      const order = crmOrder({ ...discounted, delivery: { cost: '350' }, totalSumm: '2150' });
      const rows = bodyOf(planned(planDocument(order, customer, factsFor(order), untaxed))).Товары;
      expect(rows?.map((row) => [row.СтавкаНДС_Key, row.СуммаНДС, row.СуммаСНДС])).toEqual([
        [rates.exempt.key, 0, 1800],
        [rates.exempt.key, 0, 350],
      ]);
    },
  );

  it.each([
    ['I-62', '3', '86.4', 10, 259.2, 23.56],
    ['I-62', '2', '49', 20, 98, 16.33],
    ['the rate of 2026', '1', '1220', 22, 1220, 220],
  ] as const)('%s: %s × %s at %i %% → %f, VAT %f', (_case, quantity, price, percent, amount, vat) => {
    const order = crmOrder({
      items: [crmItem(1, { quantity, initialPrice: price })],
      totalSumm: String(amount),
    });
    const { row } = firstRow(order, {
      goods: new Map([[1, good(1, { vatRateKey: rates[`vat${percent}`].key })]]),
    });
    expect(row).toMatchObject({ Сумма: amount, СуммаНДС: vat, СуммаСНДС: amount });
  });

  it('I-63: 0.350 × 499.99, 10 % included → 175.00, VAT 15.91', () => {
    const order = crmOrder({
      items: [crmItem(1, { quantity: '0.350', initialPrice: '499.99' })],
      totalSumm: '175',
    });
    const { row, plan } = firstRow(order, {
      goods: new Map([[1, good(1, { vatRateKey: rates.vat10.key })]]),
    });
    expect(row).toMatchObject({
      Количество: 0.35,
      Цена: 499.99,
      Сумма: 175,
      СуммаНДС: 15.91,
      СуммаРучнойСкидки: 0,
    });
    expect(plan.warnings.map(({ code }) => code)).not.toContain('sumAdjusted');
  });

  it('I-64: 4 × 9522.00, discount 1904.40 a piece, delivery 300.00 → 30770.40', () => {
    const order = crmOrder({
      items: [crmItem(1, { quantity: '4', initialPrice: '9522', discountTotal: '1904.4' })],
      delivery: { cost: '300' },
      totalSumm: '30770.4',
    });
    const body = bodyOf(planned(planDocument(order, customer, factsFor(order), settings)));
    expect(body.Товары?.[0]).toMatchObject({ СуммаРучнойСкидки: 7617.6, Сумма: 30470.4, СуммаНДС: 5078.4 });
    expect(body.ЭтапыГрафикаОплаты?.[0]?.СуммаПлатежа).toBe(30770.4);
  });

  it('I-65: 3 × 100.00, order discount 10.00 spread unevenly → 290.00, discount 10.00', () => {
    const order = crmOrder({
      items: [
        crmItem(1, {
          quantity: '3',
          discountTotal: '3.33',
          prices: [
            { price: '96.67', quantity: '2' },
            { price: '96.66', quantity: '1' },
          ],
        }),
      ],
      totalSumm: '290',
    });
    expect(firstRow(order).row).toMatchObject({ Сумма: 290, СуммаРучнойСкидки: 10, Цена: 100 });
  });

  it('I-66: delivery 350.00 is one service row of its own; without a cost there is none', () => {
    const order = crmOrder({ delivery: { cost: '350' }, totalSumm: '450' });
    const rows = bodyOf(planned(planDocument(order, customer, factsFor(order), settings))).Товары;
    expect(rows?.[1]).toMatchObject({
      Номенклатура_Key: settings.deliveryItem,
      Содержание: 'Доставка',
      Количество: 1,
      Сумма: 350,
      СуммаНДС: 58.33,
      ВариантОбеспечения: 'НеТребуется',
    });
    const free = crmOrder({ delivery: { cost: '0' } });
    expect(bodyOf(planned(planDocument(free, customer, factsFor(free), settings))).Товары).toHaveLength(1);
  });
});

describe('sums that do not meet', () => {
  it('parks the order with both sums, and names every other fault too', () => {
    const order = crmOrder({ totalSumm: '99.99', items: [crmItem(1), crmItem(2, { initialPrice: '0' })] });
    const facts = factsFor(order, { goods: new Map([[1, good(1)]]) });
    const problems = refusedFor(planDocument(order, customer, facts, settings));
    expect(problems.map(({ reason }) => reason)).toEqual(['sumsDiffer', 'productUnknown']);
    expect(problems[0]?.details).toMatchObject({ rows: '100.00', total: '99.99' });
  });

  it('gives a kopeck of a fractional quantity to the largest row, with a warning', () => {
    const order = crmOrder({
      items: [
        crmItem(1, { quantity: '0.333', initialPrice: '10' }),
        crmItem(2, { quantity: '1', initialPrice: '500' }),
      ],
      totalSumm: '503.34',
    });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).Товары?.map((row) => row.Сумма)).toEqual([3.33, 500.01]);
    expect(plan.warnings.map(({ code }) => code)).toContain('sumAdjusted');
  });

  it('does not stretch the rule: two kopecks on one fractional row are a difference', () => {
    const order = crmOrder({
      items: [crmItem(1, { quantity: '0.333', initialPrice: '10' })],
      totalSumm: '3.35',
    });
    expect(refusedFor(planDocument(order, customer, factsFor(order), settings))[0]?.reason).toBe(
      'sumsDiffer',
    );
  });

  it('a cancelled line with a fractional quantity excuses no kopeck of the others', () => {
    const weighed = { quantity: '0.5', initialPrice: '50' };
    const items = [crmItem(1), crmItem(2, { ...weighed, isCanceled: true })];
    const order = crmOrder({ items, totalSumm: '100.01' });
    expect(refusedFor(planDocument(order, customer, factsFor(order), settings))).toMatchObject([
      { reason: 'sumsDiffer', details: { rows: '100.00', total: '100.01' } },
    ]);
    const live = crmOrder({ items: [...items, crmItem(3, weighed)], totalSumm: '125.01' });
    const plan = planned(planDocument(live, customer, factsFor(live), settings));
    expect(plan.warnings.map(({ code }) => code)).toContain('sumAdjusted');
  });

  it('final prices of only a part of the quantity are not the whole: price and discount decide', () => {
    const prices = [{ price: '90', quantity: '1' }];
    const item = crmItem(1, { quantity: '2', discountTotal: '5', prices });
    expect(firstRow(crmOrder({ items: [item], totalSumm: '190' })).row?.Сумма).toBe(190);
  });

  it('a row may be adjusted down to nothing, no further', () => {
    const item = crmItem(1, { quantity: '0.5', initialPrice: '0.01' });
    expect(firstRow(crmOrder({ items: [item], totalSumm: '0' })).row?.Сумма).toBe(0);
  });

  it('the kopeck goes to a live row, however large a cancelled one is', () => {
    const items = [
      crmItem(1, { quantity: '0.333', initialPrice: '10' }),
      crmItem(2, { initialPrice: '500', isCanceled: true }),
    ];
    const order = crmOrder({ items, totalSumm: '3.34' });
    const rows = bodyOf(planned(planDocument(order, customer, factsFor(order), settings))).Товары;
    expect(rows?.map((row) => row.Сумма)).toEqual([3.34, 500]);
  });

  it('the kopeck goes to the largest row, wherever it stands; to the first of several', () => {
    const rowsOf = (prices: readonly string[], totalSumm: string) => {
      const items = prices.map((initialPrice, index) =>
        crmItem(index + 1, { quantity: '0.5', initialPrice }),
      );
      const order = crmOrder({ items, totalSumm });
      return bodyOf(planned(planDocument(order, customer, factsFor(order), settings))).Товары;
    };
    expect(rowsOf(['10', '50', '20'], '40.01')?.map((row) => row.Сумма)).toEqual([5, 25.01, 10]);
    expect(rowsOf(['20', '20', '10'], '25.01')?.map((row) => row.Сумма)).toEqual([10.01, 10, 5]);
  });

  it('does not ask the total of a cancelled line, and says so where the CRM counts it', () => {
    const items = [crmItem(1), crmItem(2, { isCanceled: true })];
    const without = crmOrder({ items, totalSumm: '100' });
    const counted = crmOrder({ items, totalSumm: '200' });
    const warningsOf = (order: ReturnType<typeof crmOrder>) =>
      planned(planDocument(order, customer, factsFor(order), settings)).warnings.map(({ code }) => code);
    expect(warningsOf(without)).not.toContain('canceledItemsCounted');
    expect(warningsOf(counted)).toContain('canceledItemsCounted');
  });
});

describe('for any order whose lines have final prices', () => {
  const line = fc.record({
    pieces: fc.integer({ min: 1, max: 50 }),
    price: fc.integer({ min: 1, max: 10_000_000 }),
    discount: fc.integer({ min: 0, max: 100 }),
    uneven: fc.boolean(),
  });

  it('Σ Сумма of the rows is the total of the CRM to the kopeck, and price, discount and amount agree', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 100_000 }),
        (lines, cost) => {
          const items = lines.map(({ pieces, price, discount, uneven }, index) => {
            const final = Math.round((price * (100 - discount)) / 100);
            const extra = uneven && pieces > 1 && final > 0 ? 1 : 0;
            const prices = [
              { price: rubles(final), quantity: String(pieces - extra) },
              ...(extra > 0 ? [{ price: rubles(final - 1), quantity: '1' }] : []),
            ];
            return crmItem(index + 1, { quantity: String(pieces), initialPrice: rubles(price), prices });
          });
          const total = items
            .flatMap((item) => item.prices)
            .reduce((sum, part) => sum + toKopecks(part.price) * Number(part.quantity), cost);
          const order = crmOrder({ items, delivery: { cost: rubles(cost) }, totalSumm: rubles(total) });
          const rows = bodyOf(planned(planDocument(order, customer, factsFor(order), settings))).Товары ?? [];
          expect(sumKopecks(rows.map((row) => parseKopecks(row.Сумма)))).toBe(total);
          for (const row of rows) {
            const full = toKopecks(String(row.Цена)) * row.Количество;
            expect(toKopecks(String(row.Сумма)) + toKopecks(String(row.СуммаРучнойСкидки))).toBe(
              Math.round(full),
            );
          }
        },
      ),
    );
  });
});

const rubles = (kopecks: number): string => formatKopecks(kopecks as never);
const toKopecks = (figure: string): number => parseKopecks(figure);
