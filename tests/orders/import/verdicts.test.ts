import { describe, expect, it } from 'vitest';
import { MalformedFigure } from '../../../lib/money/decimal.ts';
import { OnecRefused, OnecUnavailable } from '../../../lib/onec/errors.ts';
import { admit, parkedIfRefused } from '../../../lib/orders/import/verdicts.ts';
import { bridgeSettings } from '../support/bridge.ts';
import { crmOrder } from '../support/crm-order.ts';

const order = { number: '138A' };
const set = 'Document_ЗаказКлиента';

const refused = (operation: 'list' | 'create' | 'update' | 'post') =>
  new OnecRefused({ operation, set }, 'Склад не указан', 'no words');

describe('an order is parked if it is refused', () => {
  it('and gives what the work on it gives otherwise', async () => {
    expect(await parkedIfRefused(order, async () => 'written')).toBe('written');
  });

  it.each([
    ['orderMalformed', new MalformedFigure('12,5', 'not a decimal')],
    ['onecRefused', refused('create')],
    ['onecRefused', refused('update')],
    ['postingRefused', refused('post')],
  ] as const)('as %s', async (reason, error) => {
    const outcome = await parkedIfRefused(order, () => Promise.reject(error));
    expect(outcome).toMatchObject({ kind: 'parked', reason, details: { order: '138A' } });
  });

  it.each([
    refused('list'),
    new OnecUnavailable({ operation: 'create', set }, 'down'),
    new TypeError('a defect'),
  ])('but not for what says nothing about the order: %s', async (error) => {
    await expect(parkedIfRefused(order, () => Promise.reject(error))).rejects.toBe(error);
  });
});

describe('an order that this version cannot import', () => {
  const settings = bridgeSettings({ startDate: null });

  it('of a company says what to enter into 1C by hand, so that no second document comes of it later', () => {
    const order = crmOrder({ contragent: { contragentType: 'legal-entity' } });
    expect(admit(order, settings)).toMatchObject({
      outcome: {
        kind: 'parked',
        reason: 'customerUnsupported',
        message: expect.stringMatching(
          /на юридическое лицо\..*«Номер по данным клиента» 138A и «Дата по данным клиента» 05\.03\.2026 .*не создаст второй\.$/,
        ),
      },
    });
  });

  it('without a customer card asks for one', () => {
    const { customer: _, ...order } = crmOrder();
    expect(admit(order, settings)).toMatchObject({
      outcome: {
        kind: 'parked',
        reason: 'customerUnsupported',
        message: expect.stringMatching(
          /нет карточки покупателя.*Выберите в заказе покупателя.*failed retry 138\.$/,
        ),
      },
    });
  });
});
