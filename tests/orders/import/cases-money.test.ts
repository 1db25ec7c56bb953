import { describe, expect, it } from 'vitest';
import { firstSite, line, onEveryRelease } from '../support/cases.ts';

onEveryRelease((cases) => {
  const discounted = () =>
    line(2, 1000, { discountManualAmount: 100, offer: { xmlId: cases.goodAt('НДС20') } });
  const of = (row: Readonly<Record<string, unknown>> | undefined) => [
    row?.Сумма,
    row?.СуммаНДС,
    row?.СуммаСНДС,
  ];

  describe('money of the rows', () => {
    it('I-59: 2 × 1000.00, discount 100.00 a piece, 20 % included', async () => {
      const { number } = await cases.order({ items: [discounted()] });
      const [row] = cases.rows(number);
      expect(row).toMatchObject({ Цена: 1000, Количество: 2, СуммаРучнойСкидки: 200 });
      expect(of(row)).toEqual([1800, 300, 1800]);
    });

    it('I-60: on top of the price the document is higher by the VAT, posted with a warning of both sums', async () => {
      cases.bridge.changeSettings(firstSite(cases.bridge, { vatIncluded: false }));
      const { number, outcome } = await cases.order({ items: [discounted()] });
      expect(of(cases.rows(number)[0])).toEqual([1800, 360, 2160]);
      expect(cases.held(number)).toMatchObject({ Posted: true, СуммаДокумента: 2160 });
      expect(outcome).toMatchObject({
        kind: 'imported',
        warnings: expect.arrayContaining([
          { code: 'vatOnTop', message: expect.stringMatching(/2\u00a0160,00.*1\u00a0800,00/) },
        ]),
      });
    });

    it.each(['ПродажаНеОблагаетсяНДС', 'ПродажаОблагаетсяЕНВД', 'ПродажаПоПатенту'])(
      'I-61, I-67: %s: goods and delivery are without VAT',
      async (taxation) => {
        cases.bridge.changeSettings(firstSite(cases.bridge, { taxation }));
        const { number } = await cases.order({ items: [discounted()], delivery: { cost: 350 } });
        const rows = cases.rows(number);
        expect(rows.map(cases.rate)).toEqual(['БезНДС', 'БезНДС']);
        expect(rows.map(of)).toEqual([
          [1800, 0, 1800],
          [350, 0, 350],
        ]);
      },
    );

    it.each([
      ['I-62', 'НДС10', 3, 86.4, 259.2, 23.56],
      ['I-62', 'НДС20', 2, 49, 98, 16.33],
      ['I-63', 'НДС10', 0.35, 499.99, 175, 15.91],
    ] as const)('%s: at %s %f × %f is %f, VAT %f', async (_case, rate, quantity, price, amount, vat) => {
      const { number } = await cases.order({
        items: [line(quantity, price, { offer: { xmlId: cases.goodAt(rate, !Number.isInteger(quantity)) } })],
      });
      const [row] = cases.rows(number);
      expect(cases.rate(row)).toBe(rate);
      expect(of(row)).toEqual([amount, vat, amount]);
    });

    it('I-64: 4 × 9522.00, discount 1904.40 a piece, delivery 300.00 → 30770.40', async () => {
      const items = [
        line(4, 9522, { discountManualAmount: 1904.4, offer: { xmlId: cases.goodAt('НДС20') } }),
      ];
      const { number } = await cases.order({ items, delivery: { cost: 300 } });
      const [row] = cases.rows(number);
      expect(row?.СуммаРучнойСкидки).toBe(7617.6);
      expect(of(row)).toEqual([30470.4, 5078.4, 30470.4]);
      expect(cases.held(number).СуммаДокумента).toBe(30770.4);
    });

    it('I-65: a discount of the order that does not divide is in the rows to the kopeck', async () => {
      const { id, number } = await cases.order({ items: [line(3, 100)], discountManualAmount: 10 });
      expect(cases.bridge.crm.order(id)).toMatchObject({
        totalSumm: 290,
        items: [{ discountTotal: 3.33, prices: [{ quantity: 2 }, { quantity: 1 }] }],
      });
      expect(cases.rows(number)[0]).toMatchObject({ Цена: 100, Сумма: 290, СуммаРучнойСкидки: 10 });
      expect(cases.held(number).СуммаДокумента).toBe(290);
    });

    it('I-66: delivery 350.00 is one service row, also after the next import; without a cost there is none', async () => {
      const { id, number } = await cases.order({ delivery: { cost: 350 } });
      const service = cases.bridge.settings.deliveryItem;
      const deliveries = () => cases.rows(number).filter((row) => row.Номенклатура_Key === service);
      expect(deliveries()).toMatchObject([
        { Количество: 1, Сумма: 350, СуммаНДС: 58.33, Содержание: 'Доставка' },
      ]);
      await cases.again(id, { managerComment: 'Позвонить' });
      expect(deliveries()).toHaveLength(1);
      const free = await cases.order({ delivery: { cost: 0 } });
      expect(cases.rows(free.number)).toHaveLength(1);
    });

    it('C-18: bonuses and the rounding of the CRM are discounts once', async () => {
      const { id, number } = await cases.order({ items: [line(2, 100.4)] });
      const [item] = cases.bridge.crm.order(id).items as readonly Readonly<Record<string, unknown>>[];
      const loyal = {
        ...item,
        discountTotal: 30.4,
        prices: [{ price: 70, quantity: 2 }],
        discounts: [
          { type: 'bonus_charge', amount: 25 },
          { type: 'loyalty_level', amount: 5 },
          { type: 'round', amount: 0.4 },
        ],
      };
      const outcome = await cases.again(id, { items: [loyal], totalSumm: 140, bonusesChargeTotal: 50 });
      expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
      expect(cases.rows(number)[0]).toMatchObject({ Цена: 100.4, Сумма: 140, СуммаРучнойСкидки: 60.8 });
      const { prices: _prices, ...priceless } = loyal;
      await cases.again(id, { items: [{ ...priceless, prices: [] }] });
      expect(cases.rows(number)[0]).toMatchObject({ Сумма: 140, СуммаРучнойСкидки: 60.8 });
    });
  });
});
