import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { created, message, posted, stateOf } from './orders.ts';
import { orderRow, rows, site, startBase, type TestBase } from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

describe('payment stages', () => {
  const stage = (line: number, changes: Record<string, unknown> = {}) => ({
    LineNumber: line,
    ВариантОплаты: 'КредитПослеОтгрузки',
    ВариантОтсчета: 'ОтДатыЗаказа',
    ДатаПлатежа: '2026-01-15T00:00:00',
    ПроцентПлатежа: 100,
    СуммаПлатежа: 190,
    ...changes,
  });
  const stages = (order: Record<string, unknown>) => rows(order, 'ЭтапыГрафикаОплаты');

  it('an empty table gets one stage of the whole sum on the day of the order', async () => {
    expect(stages(await posted(base))).toEqual([
      expect.objectContaining({
        ВариантОплаты: 'КредитПослеОтгрузки',
        ВариантОтсчета: 'ОтДатыЗаказа',
        ДатаПлатежа: '2026-01-10T00:00:00',
        ПроцентПлатежа: 100,
        СуммаПлатежа: 190,
      }),
    ]);
  });

  it('or the stages of the agreement, with their sums and dates', async () => {
    base.control.patch('Catalog_СоглашенияСКлиентами', site.agreement.key, {
      ЭтапыГрафикаОплаты: [
        { ВариантОплаты: 'АвансДоОбеспечения', ПроцентПлатежа: 33.33, Сдвиг: '0' },
        { ВариантОплаты: 'КредитПослеОтгрузки', ПроцентПлатежа: 66.67, Сдвиг: '25' },
      ],
    });
    const order = await posted(base);
    expect(stages(order)).toMatchObject([
      { СуммаПлатежа: 63.33, ДатаПлатежа: '2026-01-10T00:00:00' },
      { СуммаПлатежа: 126.67, ДатаПлатежа: '2026-02-04T00:00:00' },
    ]);
    expect(order).toMatchObject({ СуммаАвансаДоОбеспечения: 63.33, СуммаПредоплатыДоОтгрузки: 0 });
    expect(await stateOf(base, order)).toBe('ОжидаетсяАвансДоОбеспечения');
  });

  it('sums that do not meet the total are redistributed by percents', async () => {
    const table = [
      stage(1, { ПроцентПлатежа: 50, СуммаПлатежа: 1 }),
      stage(2, { ПроцентПлатежа: 50, СуммаПлатежа: 1 }),
    ];
    expect(stages(await posted(base, { ЭтапыГрафикаОплаты: table }))).toMatchObject([
      { СуммаПлатежа: 95 },
      { СуммаПлатежа: 95 },
    ]);
  });

  it('the last stage takes the kopeck that rounding leaves', async () => {
    const table = [33.33, 33.33, 33.34].map((percent, index) =>
      stage(index + 1, { ПроцентПлатежа: percent, СуммаПлатежа: 1 }),
    );
    const sums = stages(await posted(base, { ЭтапыГрафикаОплаты: table })).map(
      ({ СуммаПлатежа }) => СуммаПлатежа,
    );
    expect(sums).toEqual([63.33, 63.33, 63.34]);
  });

  it.each([
    ['settled by shipment', { ПорядокРасчетов: 'ПоНакладным' }],
    ['nothing to pay', { Товары: [orderRow(1, { Отменено: true })] }],
  ])('the table is cleared: %s', async (_, changes) => {
    expect(stages(await posted(base, { ...changes, ЭтапыГрафикаОплаты: [stage(1)] }))).toEqual([]);
  });

  it('a stage on the day of the order is early enough', async () => {
    await posted(base, { ЭтапыГрафикаОплаты: [stage(1, { ДатаПлатежа: '2026-01-10T00:00:00' })] });
  });

  it.each([
    ['before the document', stage(1, { ДатаПлатежа: '2026-01-09T00:00:00' }), 'меньше даты документа'],
    ['not 100 %', stage(1, { ПроцентПлатежа: 99 }), '100%'],
    ['without a kind', stage(1, { ВариантОплаты: '' }), 'ВариантОплаты'],
    ['without a reckoning', stage(1, { ВариантОтсчета: '' }), 'ВариантОтсчета'],
    ['without a date', stage(1, { ДатаПлатежа: '0001-01-01T00:00:00' }), 'ДатаПлатежа'],
    ['without a percent', stage(1, { ПроцентПлатежа: 0 }), 'ПроцентПлатежа'],
  ])('ut-filling 1.1: a stage is refused on posting: %s', async (_, wrong, text) => {
    const order = await created(base, { ЭтапыГрафикаОплаты: [wrong] });
    expect(message(await base.post(String(order.Ref_Key)))).toContain(text);
  });
});
