import { describe, expect, it } from 'vitest';
import { simplePreset } from '../../../lib/settings/presets.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { line, onEveryRelease } from '../support/cases.ts';

onEveryRelease((cases) => {
  /** 11.4 calls КОбеспечению «Требуется». */
  const supplies = (number: string) =>
    cases
      .rows(number)
      .map(({ ВариантОбеспечения: supply }) => (supply === 'Требуется' ? 'КОбеспечению' : supply));

  /** What the document of an order that moves to the status looks like. */
  async function inStatus(status: string) {
    const { id, number } = await cases.order({ status: 'new' });
    await cases.again(id, { status });
    return { number, document: cases.held(number) };
  }

  /** Takes over the preset `simple` for a use of orders. */
  function useSimple(orderUse: Settings['orderUse']): void {
    const { statuses, states, itemStatuses } = simplePreset(orderUse);
    cases.bridge.changeSettings({ orderUse, statuses, states, itemStatuses });
  }

  describe('statuses', () => {
    it.each([
      ['new', 'НеСогласован', 'НеТребуется'],
      ['client-confirmed', 'КОбеспечению', 'СоСклада'],
      ['assembling', 'КОбеспечению', 'Отгрузить'],
    ])('I-53: preset reference: %s → %s, rows %s', async (status, expected, supply) => {
      const { number, document } = await inStatus(status);
      expect(document.Статус).toBe(expected);
      expect(supplies(number)).toEqual([supply]);
    });

    it.each([
      ['stockOnly', 'КОтгрузке'],
      ['stockAndToOrder', 'КОбеспечению'],
    ] as const)(
      'I-54: preset simple, %s: for-shipment → %s, all rows Отгрузить',
      async (orderUse, expected) => {
        useSimple(orderUse);
        const { number, document } = await inStatus('for-shipment');
        expect(document.Статус).toBe(expected);
        expect(supplies(number)).toEqual(['Отгрузить']);
        const assembling = await inStatus('assembling');
        expect(assembling.document.Статус).toBe('КОбеспечению');
        expect(supplies(assembling.number)).toEqual(['КОбеспечению']);
      },
    );

    it('I-54: preset simple: cancel closes with every row cancelled', async () => {
      useSimple('stockAndToOrder');
      const { number, document } = await inStatus('cancel');
      expect(document.Статус).toBe('Закрыт');
      expect(cases.rows(number).every((row) => row.Отменено)).toBe(true);
    });

    it.each(['client-confirmed', 'assembling', 'complete'])(
      'I-55: orders used as invoices are never agreed, in %s either',
      async (status) => {
        cases.bridge.changeSettings({ orderUse: 'invoice' });
        const { number, document } = await inStatus(status);
        expect(document.Статус).toBe('НеСогласован');
        expect(supplies(number)).toEqual(['НеТребуется']);
      },
    );

    it('I-56: a cancelling status cancels every row with the reason, without delivery and stages', async () => {
      const { id, number } = await cases.order({ delivery: { cost: 350 } });
      await cases.again(id, { status: 'no-call' });
      expect(cases.held(number)).toMatchObject({ Статус: 'Закрыт', Posted: true, ЭтапыГрафикаОплаты: [] });
      expect(cases.rows(number)).toMatchObject([
        { Отменено: true, ПричинаОтмены_Key: cases.bridge.settings.cancelReason },
      ]);
    });

    it('I-57: a cancelled item cancels its row alone, and comes back without the reason', async () => {
      const { id, number } = await cases.order({ items: [line(1, 100), line(1, 200, {}, 1)] });
      const items = cases.bridge.crm.order(id).items as readonly Readonly<Record<string, unknown>>[];
      const [first, second] = items;
      await cases.again(id, {
        items: [first, { ...second, status: 'out-of-stock', isCanceled: true }],
        totalSumm: 100,
      });
      expect(cases.rows(number).map((row) => row.Отменено)).toEqual([false, true]);
      expect(cases.held(number).СуммаДокумента).toBe(100);
      await cases.again(id, { items, totalSumm: 300 });
      expect(cases.rows(number)).toMatchObject([
        { Отменено: false },
        { Отменено: false, ПричинаОтмены_Key: expect.stringMatching(/^0{8}-/) },
      ]);
      expect(cases.held(number).СуммаДокумента).toBe(300);
    });

    it('I-58: item statuses decide row by row, whatever the order’s status says', async () => {
      cases.bridge.changeSettings({
        itemStatuses: [
          { crm: 'confirming', supply: 'КОбеспечению', cancel: false },
          { crm: 'in-reserve', supply: 'СоСклада', cancel: false },
          { crm: 'completed', supply: 'Отгрузить', cancel: false },
        ],
      });
      const items = ['confirming', 'in-reserve', 'completed'].map((status, index) =>
        line(1, 100, { status }, index),
      );
      const { number } = await cases.order({ items, status: 'client-confirmed' });
      expect(supplies(number)).toEqual(['КОбеспечению', 'СоСклада', 'Отгрузить']);
    });
  });
});
