import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOrder } from '../../lib/crm/decode-order.ts';
import { CrmUnavailable } from '../../lib/crm/errors.ts';
import type { CrmOrder } from '../../lib/crm/order.ts';
import { clientOf, failureOf, reply, startCrm } from './support/crm-server.ts';
import { rawItem, rawOrder } from './support/raw-order.ts';

function orderOf(raw: unknown): CrmOrder {
  const decoded = decodeOrder(raw);
  if ('problem' in decoded) {
    throw new Error(decoded.problem);
  }
  return decoded.order;
}

function problemOf(raw: unknown): string {
  const decoded = decodeOrder(raw);
  return 'problem' in decoded ? decoded.problem : 'none';
}

describe('a field that is not needed and cannot be read', () => {
  const payment = { id: 71, type: 'bank-card', status: 'paid', amount: 480.5 };

  it.each<[string, Record<string, unknown>, string, Partial<CrmOrder>]>([
    [
      'a delivery time of 9:00',
      { delivery: { time: { from: '9:00', to: '14:00' } } },
      'delivery.time.from',
      { delivery: { timeTo: '14:00' } },
    ],
    [
      'a delivery date that does not exist',
      { delivery: { date: '2026-02-31' } },
      'delivery.date',
      { delivery: {} },
    ],
    ['a shipment date of words', { shipmentDate: 'завтра' }, 'shipmentDate', {}],
    ['a customer of id 0', { customer: { id: 0, firstName: 'Пример' } }, 'customer.id', {}],
    ['a contact of id 0', { contact: { id: 0 } }, 'contact.id', {}],
    ['a manager of id 0', { managerId: 0 }, 'managerId', {}],
    ['a comment that is a map', { managerComment: { text: 'x' } }, 'managerComment', {}],
    ['an e-mail in a list', { email: ['primer@example.ru'] }, 'email', {}],
    ['custom fields in a list', { customFields: ['x'] }, 'customFields', { customFields: {} }],
    [
      'a legal address that is a map',
      { contragent: { legalAddress: { a: 1 } } },
      'contragent.legalAddress',
      {},
    ],
  ])('D-1: %s is left out and named', (_, changes, field, rest) => {
    expect(orderOf(rawOrder(changes))).toEqual({
      ...orderOf(rawOrder()),
      ...rest,
      ...kept(changes),
      unreadable: [field],
    });
  });

  /** A map that loses its only field stays, empty. */
  const kept = (changes: Record<string, unknown>): Partial<CrmOrder> =>
    'contragent' in changes ? { contragent: {} } : {};

  it('D-1: `paidAt` without a time keeps its day and is named', () => {
    const order = orderOf(rawOrder({ payments: { 70: payment, 71: { ...payment, paidAt: '2026-02-01' } } }));
    expect(order.payments[1]?.paidAt).toBe('2026-02-01');
    expect(order.unreadable).toEqual(['payments[1].paidAt']);
  });

  it('D-1: `paidAt` that is no date at all is left out of its payment, also where payments are a map', () => {
    const order = orderOf(rawOrder({ payments: { 70: payment, 71: { ...payment, paidAt: 'вчера' } } }));
    expect(order.payments).toEqual([
      { ...payment, amount: '480.5' },
      { ...payment, amount: '480.5' },
    ]);
    expect(order.unreadable).toEqual(['payments[1].paidAt']);
  });

  it.each([
    ['a map', { size: { code: 'size', value: { a: 1 } }, colour: { code: 'colour', value: 'синий' } }],
    [
      'a list',
      [
        { code: 'size', value: { a: 1 } },
        { code: 'colour', value: 'синий' },
      ],
    ],
  ])('D-1: an item property that is no text, in %s', (_, properties) => {
    const order = orderOf(rawOrder({ items: [rawItem(), rawItem({ id: 901, properties })] }));
    expect(order.items[1]?.properties).toEqual({
      size: { code: 'size' },
      colour: { code: 'colour', value: 'синий' },
    });
    expect(order.unreadable).toEqual(['items[1].properties.size.value']);
  });

  it('D-1: elements of a list that are no maps go, the others keep their places', () => {
    const externalIds = [7, { code: '1C', value: 'a' }, 'x', { code: 'default', value: 'b' }];
    const order = orderOf(rawOrder({ items: [rawItem({ externalIds })] }));
    expect(order.items[0]?.externalIds).toEqual([
      { code: '1C', value: 'a' },
      { code: 'default', value: 'b' },
    ]);
    expect(order.unreadable).toEqual(['items[0].externalIds[2]', 'items[0].externalIds[0]']);
  });

  it('D-1: an odd VAT rate stays as it was written, for whoever asks for it', () => {
    const order = orderOf(
      rawOrder({ items: [rawItem({ vatRate: '20%' })], delivery: { vatRate: { rate: 20 } } }),
    );
    expect(order.items[0]?.vatRate).toBe('20%');
    expect(order.delivery.vatRate).toBe('{"rate":20}');
  });

  it.each<[string, Record<string, unknown>]>([
    ['id', { id: 'x' }],
    ['number', { number: {} }],
    ['site', { site: ['x'] }],
    ['status', { status: { code: 'new' } }],
    ['createdAt', { createdAt: '01.02.2026' }],
    ['totalSumm', { totalSumm: '1 000' }],
    ['currency', { currency: { code: 'RUB' } }],
    ['items[0].quantity', { items: [rawItem({ quantity: 'две' })] }],
    ['items[0].prices[0].price', { items: [rawItem({ prices: [{ price: 'x', quantity: 1 }] })] }],
    ['items[0].isCanceled', { items: [rawItem({ isCanceled: 'да' })] }],
    ['items[0].offer.xmlId', { items: [rawItem({ offer: { xmlId: { a: 1 } } })] }],
    ['items[0]', { items: ['x'] }],
    ['delivery.cost', { delivery: { cost: 'даром' } }],
    ['payments[0].amount', { payments: [{ ...payment, amount: 'x' }] }],
    ['customer.type', { customer: { id: 5, type: 'кто-то' } }],
    ['company.id', { company: { id: 'x' } }],
    ['contragent.contragentType', { contragent: { contragentType: 'кто-то' } }],
  ])('what is needed stops the order: %s', (field, changes) => {
    expect(problemOf(rawOrder(changes)).split(': ')[0]).toBe(field);
  });

  it('whatever else is wrong with it, an order whose money can be read is read', () => {
    const harmless = fc.constantFrom(
      'externalId',
      'managerId',
      'lastName',
      'firstName',
      'patronymic',
      'phone',
      'additionalPhone',
      'email',
      'shipmentStore',
      'shipmentDate',
      'customerComment',
      'managerComment',
      'customFields',
      'bonusesChargeTotal',
    );
    fc.assert(
      fc.property(fc.dictionary(harmless, fc.jsonValue()), (changes) => {
        const order = orderOf(rawOrder(changes));
        expect(order.items).toEqual(orderOf(rawOrder()).items);
        expect(
          order.unreadable.every((field) => Object.keys(changes).includes(field.split(/[.[]/)[0] ?? '')),
        ).toBe(true);
      }),
    );
  });
});

describe('a date that does not exist', () => {
  it.each([
    '2026-02-31 10:00:00',
    '2025-02-29 00:00:00',
    '2026-13-01 10:00:00',
    '2026-00-10 10:00:00',
    '2026-04-31 10:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 10:60:00',
    '0000-00-00 00:00:00',
    '9999-01-01 00:00:00',
  ])('B-13: %s makes the order malformed', (createdAt) => {
    expect(problemOf(rawOrder({ createdAt }))).toBe('createdAt: not a date-time YYYY-MM-DD HH:MM:SS');
  });

  it.each(['2024-02-29 23:59:59', '2026-12-31 00:00:00'])('%s exists', (createdAt) => {
    expect(orderOf(rawOrder({ createdAt })).createdAt).toBe(createdAt);
  });
});

describe('two lines with the same item id', () => {
  it('B-16: make the order malformed, as a number or as a text', () => {
    const items = [rawItem({ id: 1 }), rawItem({ id: 2 }), rawItem({ id: '1' })];
    expect(problemOf(rawOrder({ items }))).toBe('items[2].id: the id of another item');
  });
});

describe('characters that no database takes', () => {
  it('R-9: control characters and lone surrogates leave every text, tab and newline stay', () => {
    const dirty = 'а\u0000б\u000bв\u001bг\ud800д\udc00е\u0085ж\ufffe\r\nз\tи\u{1f600}';
    const order = orderOf(
      rawOrder({
        number: `42\u0000A`,
        managerComment: dirty,
        customFields: { note: dirty },
        items: [rawItem({ offer: { xmlId: 'x\u0000', name: dirty }, properties: { p: { value: dirty } } })],
        customer: { id: 5, firstName: '\u0000' },
      }),
    );
    const clean = 'абвгдеж\nз\tи\u{1f600}';
    expect(order.number).toBe('42A');
    expect(order.managerComment).toBe(clean);
    expect(order.customFields.note).toBe(clean);
    expect(order.items[0]?.offer).toEqual({ xmlId: 'x', name: clean });
    expect(order.items[0]?.properties.p?.value).toBe(clean);
    expect(order.customer).not.toHaveProperty('firstName');
  });

  it('R-9: no text of an order holds one, whatever the CRM answers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (comment, name) => {
        const order = orderOf(rawOrder({ customerComment: comment, items: [rawItem({ offer: { name } })] }));
        for (const text of [order.customerComment ?? '', order.items[0]?.offer?.name ?? '']) {
          expect(text).not.toMatch(/(?![\t\n])\p{Cc}/u);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('a part of an upload refused where nothing was uploaded', () => {
  const refused = reply(460, { success: false, errorMsg: 'Orders are loaded with errors' });

  it('B-14: GET /orders is tried again at once', async () => {
    await using server = await startCrm(
      refused,
      reply(200, { success: true, orders: [rawOrder()], pagination: { totalPageCount: 1 } }),
    );
    const answer = await clientOf(server.url).crm.ordersByIds([42]);
    expect(answer.orders.map(({ id }) => id)).toEqual([42]);
  });

  it('B-14: and is a passing fault of the CRM if it stays', async () => {
    await using server = await startCrm(refused);
    const error = await failureOf(clientOf(server.url).crm.ordersByIds([42]));
    expect(error).toBeInstanceOf(CrmUnavailable);
    expect(error).toMatchObject({ retryable: true, details: { status: 460 } });
  });
});
