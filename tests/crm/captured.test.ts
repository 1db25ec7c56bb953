import { describe, expect, it } from 'vitest';
import { decodeOrder } from '../../lib/crm/decode-order.ts';
import { openEnvelope } from '../../lib/crm/envelope.ts';
import { CrmUploadPartlyRefused } from '../../lib/crm/errors.ts';
import type { CrmOrder } from '../../lib/crm/order.ts';
import { parseKopecks, parsePrice, parseQuantity } from '../../lib/money/kopecks.ts';
import { capturedNames, capturedText, ordersIn } from './support/captured.ts';
import { clientOf, reply, startCrm } from './support/crm-server.ts';

const isPartlyRefused = (name: string) => name.endsWith('-460.json');
const open = (name: string) =>
  openEnvelope(
    { status: isPartlyRefused(name) ? 460 : 200, headers: new Headers(), text: capturedText(name) },
    `POST ${name}`,
    0,
  );

function decoded(name: string): CrmOrder[] {
  return ordersIn(open(name)).map((raw) => {
    const result = decodeOrder(raw);
    if ('problem' in result) {
      throw new Error(result.problem);
    }
    return result.order;
  });
}

const only = (name: string): CrmOrder => {
  const [order] = decoded(name);
  if (order === undefined) {
    throw new Error(`${name} holds no order`);
  }
  return order;
};

const FILES_WITH_ORDERS: readonly [name: string, orders: number][] = [
  ['order-get.json', 1],
  ['orders-list.json', 1],
  ['order-create-response.json', 1],
  ['order-edit-response.json', 1],
  ['orders-upload-response.json', 1],
  ['orders-history.json', 23],
  ['history-new-order.json', 1],
  ['history-new-order-then-own-delete.json', 1],
];

describe('captured answers', () => {
  it.each(capturedNames().filter((name) => !isPartlyRefused(name)))('the envelope of %s opens', (name) => {
    expect(open(name).success).toBe(true);
  });

  it.each(capturedNames().filter(isPartlyRefused))(
    '%s is a partly refused upload that names what was done',
    (name) => {
      const error = (() => {
        try {
          return open(name);
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(error).toBeInstanceOf(CrmUploadPartlyRefused);
      expect((error as CrmUploadPartlyRefused).fieldErrors).toHaveLength(1);
      expect(Object.keys((error as CrmUploadPartlyRefused).answer).join()).toMatch(/uploaded\w+,failed\w+/);
    },
  );

  it.each(FILES_WITH_ORDERS)('%s: every order decodes, with figures that money can read', (name, count) => {
    const orders = decoded(name);
    expect(orders).toHaveLength(count);
    for (const order of orders) {
      expect(order.items.length).toBeGreaterThan(0);
      parseKopecks(order.totalSumm);
      for (const item of order.items) {
        parsePrice(item.initialPrice);
        parseQuantity(item.quantity);
      }
    }
  });

  it('order-get.json: a map of payments, [] for properties, an empty status left out', () => {
    const order = only('order-get.json');
    expect(order.payments).toEqual([
      {
        id: 4326,
        type: 'bank-card',
        externalId: 'payment_8123522898559160',
        amount: '0',
        paidAt: '2020-12-29 17:35:12',
      },
    ]);
    expect(order.items[0]?.properties).toEqual({});
    expect(order.customFields).toEqual({ galka: false, test_number: 0, otpravit_dozakaz: false });
    expect(order.customer).toEqual(order.contact);
  });

  it('orders-list.json: price type, external ids and an empty map of payments', () => {
    const order = only('orders-list.json');
    expect(order.items[0]).toMatchObject({
      priceType: 'base',
      externalIds: [{ code: 'moyskladOrder', value: '0f5b6bb5-7734-11eb-0a80-05c20001ea81' }],
      vatRate: 'none',
    });
    expect(order.payments).toEqual([]);
    expect(order.shipmentDate).toBe('2021-02-25');
  });

  it('history-new-order.json: contragent [] is absent, a numeric index is a text', () => {
    const order = only('history-new-order.json');
    expect(order).not.toHaveProperty('contragent');
    expect(order.delivery.address?.index).toBe('123456');
    expect(order.payments).toEqual([{ id: 1, type: 'payment4', amount: '100' }]);
  });

  it('orders-history.json: a line typed by hand has no offer', () => {
    const items = decoded('orders-history.json').flatMap((order) => order.items);
    expect(items.some((item) => item.offer === undefined)).toBe(true);
    expect(items.some((item) => item.offer?.externalId !== undefined)).toBe(true);
  });

  it('credentials.json is what credentials() answers', async () => {
    await using server = await startCrm(reply(200, capturedText('credentials.json')));
    expect(await clientOf(server.url).crm.credentials()).toEqual({
      scopes: ['order_read', 'customer_read', 'reference_read'],
      siteAccess: 'access_full',
      sitesAvailable: [],
    });
  });
});
