import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOrder, decodeOrders } from '../../lib/crm/decode-order.ts';
import type { CrmOrder } from '../../lib/crm/order.ts';
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

const itemOf = (changes: Record<string, unknown>) =>
  orderOf(rawOrder({ items: [rawItem(changes)] })).items[0];

describe('an order as the CRM leaves fields out', () => {
  it('has empty lists and maps for what is absent, and nothing else', () => {
    expect(orderOf(rawOrder())).toEqual({
      id: 42,
      number: '42A',
      site: 'shop1',
      status: 'assembling',
      createdAt: '2026-02-01 10:00:00',
      totalSumm: '480.5',
      items: [
        {
          id: 900,
          isCanceled: false,
          quantity: '2',
          initialPrice: '100',
          prices: [],
          discounts: [],
          markingObjects: [],
          externalIds: [],
          properties: {},
        },
      ],
      delivery: {},
      payments: [],
      customFields: {},
      unreadable: [],
    });
  });

  it.each([
    ['null', null],
    ['an empty text', ''],
    ['[] for a map', []],
    ['{}', {}],
    ['a map of nothing but nulls', { lastName: null, code: null }],
  ])('treats %s as absent, wherever it is optional', (_, empty) => {
    const fields = [
      'externalId',
      'managerId',
      'customer',
      'company',
      'contragent',
      'delivery',
      'payments',
      'customFields',
      'shipmentDate',
    ];
    const raw = rawOrder(Object.fromEntries(fields.map((field) => [field, empty])));
    expect(orderOf(raw)).toStrictEqual(orderOf(rawOrder()));
  });

  it('keeps false and 0, which are not empty', () => {
    expect(
      orderOf(rawOrder({ customFields: { gift: false, count: 0, none: null }, delivery: { cost: 0 } })),
    ).toMatchObject({ customFields: { gift: false, count: 0 }, delivery: { cost: '0' } });
  });
});

describe('shapes that PHP writes in two ways', () => {
  const payment = { id: 71, type: 'bank-card', status: 'not-paid', amount: '480.50' };

  it('payments: a map by id and a list are the same', () => {
    expect(orderOf(rawOrder({ payments: { 71: payment } })).payments).toEqual([payment]);
    expect(orderOf(rawOrder({ payments: [payment] })).payments).toEqual([payment]);
  });

  it('properties: a map by code and a list are the same', () => {
    const size = { code: 'size', name: 'Размер', value: '42' };
    expect(itemOf({ properties: { size } })?.properties).toEqual({ size });
    expect(itemOf({ properties: [size] })?.properties).toEqual({ size });
    expect(itemOf({ properties: [] })?.properties).toEqual({});
    expect(itemOf({ properties: [{ name: 'Цвет', value: 7 }] })?.properties).toEqual({
      0: { name: 'Цвет', value: '7' },
    });
  });

  it('items: an array with gaps comes as a map and loses no line', () => {
    const order = orderOf(rawOrder({ items: { 0: rawItem({ id: 1 }), 2: rawItem({ id: 3 }) } }));
    expect(order.items.map((item) => item.id)).toEqual([1, 3]);
  });

  it('ids and figures: numbers and numeric texts are the same', () => {
    const texts = rawOrder({
      id: '42',
      totalSumm: '480.5',
      items: [rawItem({ id: '900', quantity: '2', initialPrice: '100' })],
    });
    expect(orderOf(texts)).toEqual(orderOf(rawOrder()));
  });
});

describe('shapes that are brought to plain ones', () => {
  it('delivery time', () => {
    const delivery = { code: 'courier', date: '2026-02-03', time: { from: '10:00', to: '14:00' } };
    expect(orderOf(rawOrder({ delivery })).delivery).toEqual({
      code: 'courier',
      date: '2026-02-03',
      timeFrom: '10:00',
      timeTo: '14:00',
    });
    expect(orderOf(rawOrder({ delivery: { time: { custom: 'после обеда' } } })).delivery).toEqual({});
  });

  it('price type, external ids without a value, an item that a status cancels', () => {
    const item = itemOf({
      priceType: { code: 'base' },
      externalIds: [
        { code: '1C', value: 17 },
        { code: 'default', value: null },
      ],
      isCanceled: true,
    });
    expect(item).toMatchObject({
      priceType: 'base',
      externalIds: [{ code: '1C', value: '17' }],
      isCanceled: true,
    });
  });

  it('phones of a customer; a customer without a type is a person', () => {
    const customer = { id: 5, phones: [{ number: '+7 (900) 000-00-01' }, {}] };
    expect(orderOf(rawOrder({ customer })).customer).toEqual({
      type: 'customer',
      id: 5,
      phones: ['+7 (900) 000-00-01'],
    });
  });

  it('a corporate customer with its company', () => {
    const order = orderOf(
      rawOrder({
        customer: { type: 'customer_corporate', id: 5, nickName: 'ООО Пример' },
        company: {
          id: 3,
          name: 'ООО Пример',
          contragent: { contragentType: 'legal-entity', INN: 7700000000 },
        },
      }),
    );
    expect(order.customer).toEqual({
      type: 'customer_corporate',
      id: 5,
      nickName: 'ООО Пример',
      phones: [],
    });
    expect(order.company?.contragent).toEqual({ contragentType: 'legal-entity', INN: '7700000000' });
  });
});

describe('a malformed order', () => {
  it('is described by the names of all faulty fields, without their values', () => {
    const raw = rawOrder({
      createdAt: 'SECRET',
      totalSumm: 'SECRET',
      status: undefined,
      items: [rawItem(), rawItem({ quantity: 'SECRET', prices: [{ price: { SECRET: 1 }, quantity: 1 }] })],
      customer: { id: 5, type: 'SECRET', email: ['SECRET'] },
      contragent: { contragentType: 'SECRET' },
      payments: 'SECRET',
      customFields: ['SECRET'],
    });
    const problem = problemOf(raw);
    expect(problem).not.toContain('SECRET');
    expect(problem.split('; ').sort()).toEqual([
      'contragent.contragentType: not a known contragent type',
      'createdAt: not a date-time YYYY-MM-DD HH:MM:SS',
      'customFields: not a map',
      'customer.email: not a text',
      'customer.type: not a known customer type',
      'items[1].prices[0].price: not a decimal figure',
      'items[1].quantity: not a decimal figure',
      'payments: not a list',
      'status: missing',
      'totalSumm: not a decimal figure',
    ]);
  });

  it('with many faults is described by the first ten and their number', () => {
    const items = Array.from({ length: 500 }, () => rawItem({ quantity: null }));
    expect(problemOf(rawOrder({ items }))).toMatch(/^items\[0\]\.quantity: missing; .*; and 490 more$/);
  });

  it('never loses a line that is empty or not a map', () => {
    expect(problemOf(rawOrder({ items: [rawItem(), {}] }))).toContain('items[1].id: missing');
    expect(problemOf(rawOrder({ items: [null] }))).toBe('items[0]: not a map');
  });

  it.each([undefined, null, 7, 'text', [], [[]]])('%j is not an order', (raw) => {
    expect(problemOf(raw)).toBe('the answer: not a map');
  });

  it('takes no field from a prototype', () => {
    const raw: unknown = JSON.parse('{"__proto__": {"status": "new"}, "id": 42}');
    expect(problemOf(raw)).toContain('status: missing');
  });

  it('is the only result besides an order, whatever the CRM answers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(rawOrder())), fc.jsonValue()), (changes) => {
        const decoded = decodeOrder(rawOrder(changes));
        expect('order' in decoded || decoded.problem.length > 0).toBe(true);
      }),
    );
  });
});

describe('orders of one answer', () => {
  it('a malformed one does not sink the others', () => {
    const entries = [rawOrder({ id: 1 }), rawOrder({ id: 2, totalSumm: 'x' }), rawOrder({ id: 3 })];
    const answer = decodeOrders(entries, [1, 2, 3]);
    expect(answer.orders.map((order) => order.id)).toEqual([1, 3]);
    expect(answer.malformed).toEqual([{ id: 2, problem: 'totalSumm: not a decimal figure' }]);
  });

  it('one without a readable id is reported for every id that got no answer, never taken for missing', () => {
    const answer = decodeOrders([rawOrder({ id: 1 }), rawOrder({ id: null })], [1, 2, 3]);
    expect(answer.orders.map((order) => order.id)).toEqual([1]);
    expect(answer.malformed).toEqual([
      { id: 2, problem: 'id: missing' },
      { id: 3, problem: 'id: missing' },
    ]);
  });

  it('an id that the CRM does not know is simply missing', () => {
    expect(decodeOrders([rawOrder({ id: 1 })], [1, 2])).toMatchObject({ malformed: [] });
  });
});
