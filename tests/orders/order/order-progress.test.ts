import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { isShippedOrPaid, progressOf } from '../../../lib/orders/order/order-progress.ts';
import { testKey } from '../../settings/valid-settings.ts';

const document = {
  Ref_Key: testKey(9100),
  Статус: 'КОбеспечению',
  Posted: true,
} as OrderDocument;
const NOTHING = {
  Состояние: 'ГотовКОтгрузке',
  СуммаОтгрузки: 0,
  ПроцентОтгрузки: 0,
  СуммаОплаты: 0,
  ПроцентОплаты: 0,
};

const baseWith = (...states: readonly object[]): OnecClient =>
  ({ list: async () => states }) as unknown as OnecClient;

describe('I-24: how far 1C has gone with an order', () => {
  it('is open while nothing is shipped, or no state is computed yet', async () => {
    expect(await progressOf(document, baseWith(NOTHING))).toBe('open');
    expect(await progressOf(document, baseWith())).toBe('open');
  });

  it('is closed by its status or by the state that 1C has computed', async () => {
    expect(await progressOf({ ...document, Статус: 'Закрыт' }, baseWith(NOTHING))).toBe('closed');
    expect(await progressOf(document, baseWith({ ...NOTHING, Состояние: 'Закрыт' }))).toBe('closed');
  });

  it.each([
    { СуммаОтгрузки: '0.01' },
    { ПроцентОтгрузки: 1 },
    { Состояние: 'ОжидаетсяПереходПраваСобственности' },
    { Состояние: 'ОжидаетсяОплатаПослеОтгрузки' },
    { Состояние: 'ГотовКЗакрытию' },
  ])('is shipped by each sign alone: %o', async (sign) => {
    const base = baseWith({ ...NOTHING, ...sign });
    expect(await progressOf(document, base)).toBe('shipped');
    expect(await isShippedOrPaid(document, base)).toBe(true);
  });

  it.each([{ СуммаОплаты: '0.01' }, { ПроцентОплаты: 1 }])('counts what is paid: %o', async (sign) => {
    expect(await isShippedOrPaid(document, baseWith({ ...NOTHING, ...sign }))).toBe(true);
    expect(await progressOf(document, baseWith({ ...NOTHING, ...sign }))).toBe('open');
    expect(await isShippedOrPaid(document, baseWith(NOTHING))).toBe(false);
  });
});
