import { describe, expect, it } from 'vitest';
import { skipOf } from '../../../lib/orders/import/gate.ts';
import { bridgeSettings } from '../support/bridge.ts';
import { crmOrder } from '../support/crm-order.ts';

const settings = bridgeSettings({ startDate: '2026-03-01' });
const messageOf = (changes: Parameters<typeof crmOrder>[0]) => skipOf(crmOrder(changes), settings)?.message;

describe('what people are told of an order that is left out', () => {
  it('names the order once where it has no items', () => {
    expect(messageOf({ items: [] })).toMatch(/^В заказе \S+ нет товаров, в 1С он не загружается\.$/);
  });

  it('writes dates as people do', () => {
    expect(messageOf({ createdAt: '2026-02-05 10:00:00' })).toContain(
      'создан 05.02.2026; заказы, созданные ранее 01.03.2026, не загружаются в 1С.',
    );
  });

  it('says what to do about a status only if its orders are wanted', () => {
    expect(messageOf({ status: 'on-mars' })).toBe(
      'Заказы в статусе on-mars не загружаются в 1С. Если они нужны в 1С, добавьте статус on-mars в statuses.',
    );
  });
});
