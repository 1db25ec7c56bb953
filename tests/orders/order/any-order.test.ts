import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import { formatKopecks, parseKopecks } from '../../../lib/money/kopecks.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import type { OrderRow } from '../../../lib/orders/order/facts.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { validSettings } from '../../settings/valid-settings.ts';
import { crmItem, crmOrder } from '../support/crm-order.ts';
import { bodyOf, customer, factsFor, good, planned, rates, refusedFor } from '../support/facts.ts';

type Site = Settings['sites'][number];

const settings = validSettings();
const DISCOUNTS = [
  'manual_order',
  'manual_product',
  'loyalty_level',
  'loyalty_event',
  'personal',
  'bonus_charge',
  'round',
];

/** Percent by the key of a rate; 5 and 7 % came with 11.5.20, 22 % with 11.5.27. */
const PERCENT = new Map([
  [rates.exempt.key, 0n],
  [rates.vat0.key, 0n],
  [rates.vat10.key, 10n],
  [rates.vat20.key, 20n],
  [rates.vat22.key, 22n],
]);
const rateKeysOf = ({ name }: Release): readonly string[] =>
  [...PERCENT.keys()].filter((key) => name === '11.5.27' || key !== rates.vat22.key);

const MODES = [
  { taxation: 'ПродажаОблагаетсяНДС', vatIncluded: true },
  { taxation: 'ПродажаОблагаетсяНДС', vatIncluded: false },
  { taxation: 'ПродажаНеОблагаетсяНДС', vatIncluded: true },
] as const;

/** A line: a unit's price in kopecks, thousandths of units, and discounts of a unit by their kind. */
const line = fc.record({
  price: fc.integer({ min: 1, max: 5_000_000 }),
  units: fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((pieces) => pieces * 1000),
    fc.integer({ min: 1, max: 9999 }),
  ),
  discounts: fc.uniqueArray(
    fc.record({ type: fc.constantFrom(...DISCOUNTS), percent: fc.integer({ min: 0, max: 24 }) }),
    { maxLength: 4, selector: ({ type }) => type },
  ),
  /** The order's discount does not divide: some of the units cost a kopeck less. */
  isUneven: fc.boolean(),
  /** Whether the CRM sends final prices beside the discount of a unit. */
  hasPrices: fc.boolean(),
  rate: fc.nat(),
  isCanceled: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
});

interface MadeOrder {
  readonly order: CrmOrder;
  /** Of the lines that count and the delivery, by the CRM's own arithmetic. */
  readonly total: bigint;
}

const rubles = (kopecks: bigint | number): string => formatKopecks(Number(kopecks) as never);
const halfUp = (part: bigint, whole: bigint): bigint => (2n * part + whole) / (2n * whole);

function makeOrder(
  lines: readonly (typeof line extends fc.Arbitrary<infer Line> ? Line : never)[],
  cost: number,
): MadeOrder {
  let total = BigInt(cost);
  const items = lines.map((made, index) => {
    const discounts = made.discounts.map(({ type, percent }) => ({
      type,
      amount: Math.floor((made.price * percent) / 100),
    }));
    const off = discounts.reduce((sum, { amount }) => sum + amount, 0);
    const final = made.price - off;
    const isWhole = made.units % 1000 === 0;
    const cheaper = made.hasPrices && made.isUneven && isWhole && made.units > 1000 && final > 0 ? 1000 : 0;
    const parts = [
      { price: final, units: made.units - cheaper },
      ...(cheaper > 0 ? [{ price: final - 1, units: cheaper }] : []),
    ];
    if (!made.isCanceled) {
      total += parts.reduce(
        (sum, { price, units }) => sum + halfUp(BigInt(price) * BigInt(units), 1000n),
        0n,
      );
    }
    return crmItem(index + 1, {
      quantity: String(made.units / 1000),
      initialPrice: rubles(made.price),
      discountTotal: rubles(off),
      discounts: discounts.map(({ type, amount }) => ({ type, amount: rubles(amount) })),
      prices: made.hasPrices
        ? parts.map(({ price, units }) => ({ price: rubles(price), quantity: String(units / 1000) }))
        : [],
      isCanceled: made.isCanceled,
    });
  });
  return { order: crmOrder({ items, delivery: { cost: rubles(cost) }, totalSumm: rubles(total) }), total };
}

const orders = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 40 }),
  cost: fc.integer({ min: 0, max: 100_000 }),
  mode: fc.constantFrom(...MODES),
});

const kopecks = (figure: number): bigint => BigInt(parseKopecks(figure));
const sum = (rows: readonly OrderRow[], column: 'Сумма' | 'СуммаНДС' | 'СуммаСНДС'): bigint =>
  rows.reduce((so, row) => so + kopecks(row[column]), 0n);

const taxOf = (row: OrderRow) => ({ vat: kopecks(row.СуммаНДС), withVat: kopecks(row.СуммаСНДС) });

/** The rule of a row in another hand: r / (100 + r) inside of the amount, r / 100 on top of it, nothing where sales are untaxed. */
function expectedTax(row: OrderRow, { taxation, vatIncluded }: (typeof MODES)[number]) {
  const amount = kopecks(row.Сумма);
  const percent = taxation === 'ПродажаНеОблагаетсяНДС' ? 0n : (PERCENT.get(row.СтавкаНДС_Key) ?? -1n);
  return vatIncluded || percent === 0n
    ? { vat: halfUp(amount * percent, 100n + percent), withVat: amount }
    : { vat: halfUp(amount * percent, 100n), withVat: amount + halfUp(amount * percent, 100n) };
}

describe.each(RELEASES)('any order of 1 to 40 rows on UT $name', (release) => {
  const keys = rateKeysOf(release);
  const factsOf = (order: CrmOrder, lines: readonly { readonly rate: number }[]) =>
    factsFor(order, {
      release,
      goods: new Map(
        lines.map(({ rate }, index) => [
          index + 1,
          good(index + 1, { vatRateKey: keys[rate % keys.length] ?? '' }),
        ]),
      ),
      vatRates: Object.values(rates).filter(({ key }) => keys.includes(key)),
    });
  const settingsOf = (mode: (typeof MODES)[number]) =>
    validSettings({ sites: [{ ...(settings.sites[0] as Site), ...mode }] as never });

  it('Σ rows is the CRM’s total to the kopeck, Σ VAT follows row by row, and no row is negative', () => {
    fc.assert(
      fc.property(orders, ({ lines, cost, mode }) => {
        const { order, total } = makeOrder(lines, cost);
        const plan = planned(planDocument(order, customer, factsOf(order, lines), settingsOf(mode)));
        const rows = bodyOf(plan).Товары ?? [];
        const live = rows.filter((row) => !row.Отменено);
        expect(sum(live, 'Сумма')).toBe(total);
        for (const row of rows) {
          expect(taxOf(row)).toEqual(expectedTax(row, mode));
          expect([row.Количество >= 0, row.Цена >= 0, row.Сумма >= 0]).toEqual([true, true, true]);
        }
        const isOnTop = sum(live, 'СуммаСНДС') !== total;
        expect(plan.warnings.some(({ code }) => code === 'vatOnTop')).toBe(isOnTop);
        expect(isOnTop && mode.vatIncluded).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('a total that is off by more than fractions explain parks the order with both sums', () => {
    fc.assert(
      fc.property(
        orders,
        fc.integer({ min: 1, max: 1000 }),
        fc.boolean(),
        ({ lines, cost, mode }, extra, isLess) => {
          const { order, total } = makeOrder(lines, cost);
          const gap = BigInt(lines.length + extra);
          const off = crmOrder({ ...order, totalSumm: rubles(isLess ? total - gap : total + gap) });
          const all = lines.some(({ isCanceled }) => isCanceled);
          fc.pre(!all);
          const problems = refusedFor(planDocument(off, customer, factsOf(off, lines), settingsOf(mode)));
          expect(problems.map(({ reason }) => reason)).toEqual(['sumsDiffer']);
          expect(problems[0]?.details).toMatchObject({ rows: rubles(total), total: off.totalSumm });
        },
      ),
      { numRuns: 30 },
    );
  });
});
