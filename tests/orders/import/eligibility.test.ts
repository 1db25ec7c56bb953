import { describe, expect, it } from 'vitest';
import { eligibilityOf, skipOf, skipOfFirst } from '../../../lib/orders/import/eligibility.ts';
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

  it.each([
    ['2026-02-28 23:59:59', 'tooOld'],
    ['2026-03-01 00:00:00', undefined],
    ['2026-03-01 23:59:59', undefined],
  ])('takes the first day of startDate whole, by the account’s own clock: %s', (createdAt, reason) => {
    expect(skipOf(crmOrder({ createdAt }), settings)?.reason).toBe(reason);
  });

  it('says what to do about a status only if its orders are wanted', () => {
    expect(messageOf({ status: 'on-mars' })).toBe(
      'Заказы в статусе on-mars не загружаются в 1С. Если они нужны в 1С, добавьте статус on-mars в statuses.',
    );
  });
});

describe('D-6: an order of a site that is not in the settings', () => {
  const order = crmOrder({ site: 'other-shop' });

  it('is skipped, with the key that says so, if such sites are left out', () => {
    const skip = skipOf(order, bridgeSettings({ otherSites: 'skip' }));
    expect(skip?.reason).toBe('siteNotExchanged');
    expect(skip?.message).toContain('other-shop');
    expect(skip?.message).toContain('otherSites');
  });

  it('is no reason to skip otherwise, but to park', () => {
    expect(skipOf(order, bridgeSettings({ otherSites: 'park' }))).toBeUndefined();
  });

  it('is no matter for orders of sites that are exchanged', () => {
    expect(skipOf(crmOrder(), bridgeSettings({ otherSites: 'skip' }))).toBeUndefined();
  });
});

describe('contract 3, firstImport: an order that 1C does not have yet', () => {
  const first = (firstImport: { statuses?: string[]; paidOnly?: boolean }) => ({
    codes: settings.codes,
    firstImport: { statuses: [], paidOnly: false, ...firstImport },
  });
  const reason = (order: ReturnType<typeof crmOrder>, when: Parameters<typeof first>[0]) =>
    skipOfFirst(order, first(when))?.reason;

  it('comes in any status of the table by default', () => {
    expect(reason(crmOrder(), {})).toBeUndefined();
  });

  it('waits for one of the statuses named', () => {
    const { status } = crmOrder();
    expect(reason(crmOrder(), { statuses: ['assembling-complete', status] })).toBeUndefined();
    expect(reason(crmOrder(), { statuses: ['assembling-complete'] })).toBe('firstImportAwaited');
  });

  it.each([
    ['nothing', [], 'firstImportAwaited'],
    ['the whole sum', [{ id: 1, status: 'paid', amount: '1800' }], undefined],
    [
      'the whole sum in two parts',
      [
        { id: 1, status: 'paid', amount: '1799.99' },
        { id: 2, status: 'paid', amount: '0.01' },
      ],
      undefined,
    ],
    ['a kopeck less', [{ id: 1, status: 'paid', amount: '1799.99' }], 'firstImportAwaited'],
    ['the whole sum, not paid yet', [{ id: 1, status: 'not-paid', amount: '1800' }], 'firstImportAwaited'],
    ['a payment without a sum', [{ id: 1, status: 'paid' }], 'firstImportAwaited'],
  ])('asked only when fully paid: %s', (_, payments, expected) => {
    expect(reason(crmOrder({ totalSumm: '1800', payments }), { paidOnly: true })).toBe(expected);
  });
});

describe('an order that this version cannot import', () => {
  const all = bridgeSettings({ startDate: null });

  it('without a customer card asks for one', () => {
    const { customer: _, ...order } = crmOrder();
    expect(eligibilityOf(order, all)).toMatchObject({
      refusal: {
        problems: [
          {
            reason: 'customerUnsupported',
            message: expect.stringMatching(
              /нет карточки покупателя.*Выберите в заказе покупателя.*failed retry 138\.$/,
            ),
          },
        ],
      },
    });
  });
});
