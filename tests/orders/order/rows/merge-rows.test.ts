import { describe, expect, it } from 'vitest';
import type { OrderRow } from '../../../../lib/orders/order/facts.ts';
import { mergeRows, rowBody } from '../../../../lib/orders/order/rows/merge-rows.ts';
import type { PlannedRow } from '../../../../lib/orders/order/rows/plan-rows.ts';
import { goodKey } from '../../support/crm-order.ts';

const planned = (item: PlannedRow['item'], changes: Partial<PlannedRow> = {}): PlannedRow => ({
  item,
  isService: false,
  fields: {
    ИдентификаторСтроки: `proposed-${item}`,
    Номенклатура_Key: goodKey(Number(item) || 99),
    Количество: 2,
  },
  supply: 'КОбеспечению',
  ...changes,
});

const held = (line: number, changes: Partial<OrderRow> = {}): OrderRow =>
  ({
    LineNumber: String(line),
    ИдентификаторСтроки: `own-${line}`,
    КодСтроки: String(40 + line),
    Серия_Key: `series-${line}`,
    Количество: 1,
    ...changes,
  }) as unknown as OrderRow;

const merged = (...pairs: readonly (readonly [PlannedRow, (OrderRow | undefined)?])[]) =>
  mergeRows(
    pairs.map(([plan]) => plan),
    new Map(pairs.flatMap(([plan, row]) => (row === undefined ? [] : [[plan, row]]))),
  );

describe('planned rows laid over those of 1C', () => {
  it('stand in 1C’s order, new ones behind them in the CRM’s, the delivery last, whatever order it was in', () => {
    const rows = merged(
      [planned('delivery'), held(1)],
      [planned(1)],
      [planned(2), held(10)],
      [planned(3)],
      [planned(4), held(9)],
    );
    expect(rows.map(({ item }) => item)).toEqual([4, 2, 1, 3, 'delivery']);
  });

  it('keep the reason of a row that is cancelled already, and give one to a row that is cancelled now', () => {
    const cancelled = { fields: { Отменено: true, ПричинаОтмены_Key: 'of the settings' } };
    const reasons = merged(
      [planned(1, cancelled), held(1, { Отменено: true, ПричинаОтмены_Key: 'of people' })],
      [planned(2, cancelled), held(2, { Отменено: false })],
      [planned(3, cancelled)],
    ).map(({ fields }) => fields.ПричинаОтмены_Key);
    expect(reasons).toEqual(['of people', 'of the settings', 'of the settings']);
  });

  it('keep what is 1C’s own of a row: identifier, code, series; the rest is the CRM’s', () => {
    const [row] = merged([planned(1), held(7)]);
    if (row === undefined) {
      throw new Error('there is a row');
    }
    expect(rowBody(row, 0)).toMatchObject({
      LineNumber: '1',
      ИдентификаторСтроки: 'own-7',
      КодСтроки: '47',
      Серия_Key: 'series-7',
      Количество: 2,
      Номенклатура_Key: goodKey(1),
    });
    const [added] = merged([planned(1, { fieldsOfNew: { Количество: 0 } })]);
    expect(added && rowBody(added, 4)).toMatchObject({
      LineNumber: '5',
      ИдентификаторСтроки: 'proposed-1',
      КодСтроки: '0',
      Количество: 0,
    });
  });

  it.each<[string, PlannedRow, OrderRow | undefined, string]>([
    ['prescribed', planned(1), held(1, { ВариантОбеспечения: 'Отгрузить' }), 'КОбеспечению'],
    ['left open', planned(1, { supply: null }), held(1, { ВариантОбеспечения: 'Отгрузить' }), 'Отгрузить'],
    [
      'left open and empty',
      planned(1, { supply: null }),
      held(1, { ВариантОбеспечения: '' }),
      'КОбеспечению',
    ],
    ['left open of a new row', planned(1, { supply: null }), undefined, 'КОбеспечению'],
    ['left open of a new service', planned(1, { supply: null, isService: true }), undefined, 'НеТребуется'],
  ])('have the supply that is %s', (_, plan, row, supply) => {
    expect(merged([plan, row]).map(({ fields }) => fields.ВариантОбеспечения)).toEqual([supply]);
  });
});
