import { describe, expect, it } from 'vitest';
import type { NoGoodReason } from '../../../../lib/orders/order/facts.ts';
import { productUnknown } from '../../../../lib/orders/order/rows/row-problems.ts';
import type { Settings } from '../../../../lib/settings/schema.ts';
import { bridgeSettings } from '../../support/bridge.ts';
import { crmItem, crmOrder } from '../../support/crm-order.ts';

const order = crmOrder();

function messageOf(why: NoGoodReason, changes: Partial<Settings['offers']> = {}): string {
  const offers = { ...bridgeSettings().offers, crmField: 'externalId', ...changes } as const;
  return productUnknown(order, crmItem(1), why, offers).message;
}

describe('what to do about a product that 1C does not know', () => {
  it.each<[NoGoodReason, string]>([
    [
      'absent',
      'Выберите в заказе товар, который есть в 1С, или исправьте его externalId, или заведите товар в 1С и впишите его идентификатор в externalId товара в RetailCRM, затем',
    ],
    ['marked', 'Снимите пометку в 1С, затем'],
    ['folder', 'Выберите в RetailCRM товар, а не группу, затем'],
    ['noCharacteristic', 'Выберите в заказе другой вариант товара или исправьте externalId, затем'],
    ['malformed', 'Исправьте externalId товара в RetailCRM, затем'],
    ['noId', 'Исправьте externalId товара в RetailCRM, затем'],
    ['noOffer', 'Замените строку товаром из каталога, затем'],
  ])('%s', (why, advice) => {
    expect(messageOf(why)).toContain(
      ` В 1С по этому заказу ничего не записано. ${advice} сохраните заказ или выполните failed retry ${order.id}.`,
    );
  });

  it.each([
    ['code', 'или заведите товар с этим кодом', 'Оставьте код у одного товара'],
    ['article', 'или заведите товар с этим артикулом', 'Оставьте артикул у одного товара'],
  ] as const)('found by %s it may be created too, or be one of several', (onecField, created, single) => {
    const offers = { onecField, characteristics: false };
    expect(messageOf('absent', offers)).toContain(created);
    expect(messageOf('ambiguous', offers)).toContain(single);
  });

  it('N-11: found by GUID it may be created too, and the CRM is told its key', () => {
    for (const offers of [
      { onecField: 'guid', characteristics: false },
      { onecField: 'code', characteristics: true },
    ] as const) {
      expect(messageOf('absent', offers)).toMatch(/заведите товар в 1С и впишите его идентификатор в/);
    }
  });

  it('N-11: without an identifier tells its place in the order', () => {
    const { offer: _, ...typed } = crmItem(1);
    const { message } = productUnknown(order, typed, 'noOffer', bridgeSettings().offers);
    expect(message).toContain(
      `Товар заказа ${order.number} (строка 1) не загружен: строка введена в RetailCRM вручную`,
    );
  });
});
