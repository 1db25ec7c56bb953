import type { CrmItem, CrmOrder } from '../../../lib/crm/order.ts';
import { testKey } from '../../settings/valid-settings.ts';

/** Products of the tests: item n of an order is product n of 1C. */
export const goodKey = (number: number): string => testKey(1000 + number);

/** One line: 1 × 100.00 of product `id`, no discount. */
export function crmItem(id: number, changes: Partial<CrmItem> = {}): CrmItem {
  return {
    id,
    status: 'new',
    isCanceled: false,
    quantity: '1',
    initialPrice: '100',
    prices: [],
    vatRate: '20.00',
    offer: { id, xmlId: goodKey(id), externalId: goodKey(id), name: `Товар ${id}` },
    discounts: [],
    markingObjects: [],
    externalIds: [],
    properties: {},
    ...changes,
  };
}

/** A private customer's order of one line for 100.00, in a status that the reference preset ships from stock. */
export function crmOrder(changes: Partial<CrmOrder> = {}): CrmOrder {
  return {
    id: 138,
    number: '138A',
    site: 'shop1',
    status: 'client-confirmed',
    orderMethod: 'shopping-cart',
    createdAt: '2026-03-05 10:30:00',
    lastName: 'Примеров',
    firstName: 'Пример',
    phone: '+7 (900) 000-00-01',
    email: 'primer@example.ru',
    customer: {
      type: 'customer',
      id: 4976,
      lastName: 'Примеров',
      firstName: 'Пример',
      phones: [],
      createdAt: '2026-03-05 10:29:59',
    },
    totalSumm: '100',
    items: [crmItem(1)],
    delivery: {},
    payments: [],
    customFields: {},
    unreadable: [],
    ...changes,
  };
}
