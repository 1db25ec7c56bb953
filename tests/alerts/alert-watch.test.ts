import { describe, expect, it } from 'vitest';
import { createAlertWatch } from '../../lib/alerts/alert-watch.ts';
import type { Alert } from '../../lib/alerts/plan-alerts.ts';
import {
  createDocumentOutcomes,
  createOrderOutcomes,
  type OrderOutcome,
} from '../../lib/journal/outcomes.ts';
import { keys } from '../../lib/state/keys.ts';
import { openMemory } from '../state/tables.ts';

const PARKED: Omit<OrderOutcome, 'orderId' | 'at'> = {
  kind: 'parked',
  reason: 'productUnknown',
  message: 'Товара нет в 1С.',
  details: {},
  warnings: [],
};

async function setUp() {
  const { table, clock } = await openMemory();
  const outcomes = createOrderOutcomes(table);
  const exports = createDocumentOutcomes(table);
  const told: Alert[] = [];
  const topic = { isAway: false };
  const look = createAlertWatch({
    outcomes,
    exports,
    table,
    clock,
    notify: async (alert) => {
      if (topic.isAway) {
        throw new Error('topic is away');
      }
      told.push(alert);
    },
  });
  return { table, clock, outcomes, exports, told, topic, look };
}

describe('the watch over what waits for people', () => {
  it('N-5: names the first orders and documents of each reason by what people know them by', async () => {
    const { clock, outcomes, exports, told, look } = await setUp();
    for (let orderId = 1; orderId <= 7; orderId += 1) {
      await outcomes.record({
        ...PARKED,
        orderId,
        at: clock.time,
        ...(orderId === 1 ? {} : { number: `${orderId}A` }),
      });
    }
    await exports.record({ ...PARKED, key: 'a1b2', type: 'Document_ЗаказКлиента', at: clock.time });
    await look();
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('Отложено заказов: 7 — productUnknown (id 1, 2A, 3A, 4A, 5A и ещё 2)');
    expect(told[0]?.text).toContain('Отложено выгрузок: 1 — productUnknown (a1b2)');
    expect(told[0]?.subject).toMatch(/^[ -~]{1,100}$/);
  });

  it('N-5: whom it could not tell it tells at the next look', async () => {
    const { clock, outcomes, told, topic, look } = await setUp();
    await outcomes.record({ ...PARKED, orderId: 1, at: clock.time });
    topic.isAway = true;
    await expect(look()).rejects.toThrow('topic is away');
    topic.isAway = false;
    await look();
    await look();
    expect(told).toHaveLength(1);
  });

  it('R-1: a memory that cannot be read, and a parked record that cannot, keep nobody from being told', async () => {
    const { table, clock, outcomes, told, look } = await setUp();
    await table.put({ ...keys.alerts(), told: 7 });
    await table.put({ ...keys.parked({ kind: 'order', id: 9 }), at: 'yesterday' });
    await outcomes.record({ ...PARKED, orderId: 1, at: clock.time });
    await look();
    await look();
    expect(told).toHaveLength(1);
  });

  it('writes nothing while nothing changes', async () => {
    const { table, look, told } = await setUp();
    await look();
    expect(await table.get(keys.alerts())).toBeUndefined();
    expect(told).toEqual([]);
  });
});
