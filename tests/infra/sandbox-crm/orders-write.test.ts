import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { newOrderDraft } from '../../../infra/sandbox/crm/seed/new-order-draft.ts';
import { lineKopecks, orderOf, shop, smallOrder, startCrm, type WireOrder } from './harness.ts';

const kopecks = (roubles: number): number => Math.round(roubles * 100);

function expectSumsToAgree(order: WireOrder): void {
  const lines = order.items.filter(({ isCanceled }) => !isCanceled).map(lineKopecks);
  const sum = lines.reduce((total, amount) => total + amount, 0);
  expect(kopecks(order.totalSumm)).toBe(sum + kopecks(order.delivery.cost));
}

describe('POST /orders/create', () => {
  it('answers 201 with the whole order and makes the customer', async () => {
    const { crm, post } = await startCrm();
    const answer = await post('/api/v5/orders/create', { site: 'shop1', order: smallOrder(crm) });
    expect(answer.status).toBe(201);
    const order = orderOf(answer);
    expect(answer.body).toMatchObject({ success: true, id: order.id });
    expect(order).toMatchObject({
      number: `${order.id}A`,
      site: 'shop1',
      status: 'new',
      createdAt: '2026-03-01 12:00:00',
      currency: 'RUB',
      customer: { type: 'customer', lastName: 'Примерова', phones: [{ number: '+7 (900) 000-00-01' }] },
      payments: [],
      customFields: [],
    });
    expect(order).not.toHaveProperty('managerComment');
    expectSumsToAgree(order);
  });

  it('writes payments as a map by id and counts the paid ones', async () => {
    const { crm, post } = await startCrm();
    const payments = [
      { type: 'cash', amount: 100.5, status: 'paid', paidAt: '2026-03-01 11:00:00', externalId: 'p-1' },
      { type: 'e-money', amount: 20, status: 'not-paid' },
    ];
    const order = orderOf(
      await post('/api/v5/orders/create', { site: 'shop1', order: { ...smallOrder(crm), payments } }),
    );
    const entries = Object.entries(order.payments as Record<string, { id: number; amount: number }>);
    expect(entries.map(([key, { id, amount }]) => [Number(key) === id, amount])).toEqual([
      [true, 100.5],
      [true, 20],
    ]);
    expect(order.prepaySum).toBe(100.5);
    expect(order).not.toHaveProperty('fullPaidAt');
  });

  it('finds an offer by id, externalId or xmlId and types unknown ones by hand', async () => {
    const { crm, post } = await startCrm();
    const [first, second, third] = crm.offers.all;
    const items = [
      { offer: { id: first?.id } },
      { offer: { externalId: second?.externalId } },
      { offer: { xmlId: third?.xmlId } },
      { offer: { xmlId: 'nothing' }, productName: 'Гравировка', initialPrice: '450.50', quantity: '2' },
    ];
    const order = orderOf(await post('/api/v5/orders/create', { site: 'shop1', order: { items } }));
    expect(order.items.map(({ offer }) => offer?.id)).toEqual([first?.id, second?.id, third?.id, undefined]);
    expect(order.items[3]).toMatchObject({ initialPrice: 450.5, quantity: 2 });
  });

  it('refuses with the name of every faulty field', async () => {
    const { crm, post } = await startCrm();
    const [offer] = crm.offers.all;
    const refused = async (order: unknown) =>
      (await post('/api/v5/orders/create', { site: 'shop1', order })).body;
    expect(await refused({ items: [{ offer: { id: 5 } }] })).toEqual({
      success: false,
      errorMsg: 'Errors in the entity format',
      errors: { 'items[0].offer.id': 'Offer with id 5 not found.' },
    });
    expect(await refused({ status: 'no-such' })).toMatchObject({ errors: { status: expect.anything() } });
    expect(await refused({ items: [{ quantity: 0 }] })).toMatchObject({
      errors: { 'items[0].quantity': 'must be positive' },
    });
    expect(await refused({ items: [{ quantity: 1e30 }] })).toMatchObject({ success: false });
    expect(await refused({ frist_name: 'x' })).toMatchObject({ success: false });
    expect(await refused({ customer: { externalId: '2106' } })).toEqual({
      success: false,
      errorMsg: 'Order is not loaded',
      errors: { 'customer.externalId': 'Customer with externalId=2106 not found.' },
    });
    expect(
      await refused({ items: [{ offer: { id: offer?.id } }, { offer: { id: offer?.id } }] }),
    ).toMatchObject({
      errors: { 'items[1].offer': expect.stringContaining('is already in this order') },
    });
    expect((await post('/api/v5/orders/create', { order: {} })).body.errorMsg).toBe(
      "Parameter 'site' is missing",
    );
    expect((await post('/api/v5/orders/create', { site: 'shop1' })).body.errorMsg).toBe(
      "Parameter 'order' is missing",
    );
    expect((await post('/api/v5/orders/create', { site: 'shop1', order: '{' })).status).toBe(400);
    expect(crm.orderIds()).toEqual([]);
  });

  it('takes one offer on two lines when the account allows it', async () => {
    const { crm, post } = await startCrm({ identicalItems: true });
    const offer = { id: crm.offers.all[0]?.id };
    const order = { items: [{ offer }, { offer }] };
    expect((await post('/api/v5/orders/create', { site: 'shop1', order })).status).toBe(201);
  });

  it('refuses a second order with the externalId of the same site only', async () => {
    const { post } = await startCrm();
    const create = (site: string) => post('/api/v5/orders/create', { site, order: { externalId: 'A-1' } });
    expect((await create('shop1')).status).toBe(201);
    expect(JSON.stringify((await create('shop1')).body.errors)).toContain('externalId=A-1');
    expect((await create('shop2')).status).toBe(201);
  });

  it('takes the demonstration’s order: three goods, a line of two prices, delivery 350', async () => {
    const { post } = await startCrm();
    for (const sequence of [0, 1, 2, 11]) {
      const draft = newOrderDraft(shop, sequence);
      const answer = await post('/api/v5/orders/create', { site: draft.site, order: draft.order });
      expect(answer.status).toBe(201);
      expectSumsToAgree(orderOf(answer));
      expect(orderOf(answer).delivery.cost).toBe(350);
      expect(orderOf(answer).items).toHaveLength(3);
    }
    const first = newOrderDraft(shop);
    const order = orderOf(await post('/api/v5/orders/create', { site: first.site, order: first.order }));
    expect(order.items.map(({ prices }) => prices.length)).toContain(2);
  });
});

describe('POST /orders/{id}/edit', () => {
  it('leaves alone what is not passed', async () => {
    const { crm, post, clock } = await startCrm();
    const before = crm.createOrder('shop1', smallOrder(crm)) as WireOrder;
    clock.time += 60_000;
    const answer = await post(`/api/v5/orders/${before.id}/edit`, {
      by: 'id',
      site: 'shop1',
      order: { status: 'assembling' },
    });
    expect(answer).toMatchObject({ status: 200, body: { success: true, id: before.id } });
    expect(orderOf(answer)).toEqual({
      ...before,
      status: 'assembling',
      statusUpdatedAt: '2026-03-01 12:01:00',
    });
  });

  it('removes lines that are not passed and keeps what is not passed of the others', async () => {
    const { crm, post } = await startCrm();
    const before = crm.createOrder('shop1', smallOrder(crm, 3)) as WireOrder;
    const [, second, third] = before.items;
    const order = orderOf(
      await post(`/api/v5/orders/${before.id}/edit`, {
        by: 'id',
        site: 'shop1',
        order: { items: [{ id: third?.id, quantity: 5 }, { id: second?.id }] },
      }),
    );
    expect(order.items.map(({ id, quantity }) => [id, quantity])).toEqual([
      [third?.id, 5],
      [second?.id, 2],
    ]);
    expect(order.items[0]?.offer).toEqual(third?.offer);
    expectSumsToAgree(order);
  });

  it('excludes cancelled lines from the sums', async () => {
    const { crm, post } = await startCrm();
    const before = crm.createOrder('shop1', smallOrder(crm)) as WireOrder;
    const [first, second] = before.items;
    const order = orderOf(
      await post(`/api/v5/orders/${before.id}/edit`, {
        by: 'id',
        site: 'shop1',
        order: { items: [{ id: first?.id, status: 'failure' }, { id: second?.id }] },
      }),
    );
    expect(order.items.map(({ isCanceled }) => isCanceled)).toEqual([true, false]);
    expectSumsToAgree(order);
    expect(order.totalSumm).toBeLessThan(before.totalSumm);
  });

  it('wipes a comment with an empty text and refuses payments', async () => {
    const { crm, post } = await startCrm();
    const { id } = crm.createOrder('shop1', { ...smallOrder(crm), managerComment: 'было' });
    const edit = (order: unknown) => post(`/api/v5/orders/${id}/edit`, { by: 'id', site: 'shop1', order });
    expect(orderOf(await edit({ managerComment: '' }))).not.toHaveProperty('managerComment');
    expect((await edit({ payments: [{ type: 'cash' }] })).status).toBe(400);
  });

  it('answers 404 for an order that is not there and 400 for a line that is not in it', async () => {
    const { crm, post } = await startCrm();
    const { id } = crm.createOrder('shop1', smallOrder(crm));
    const edit = (order: unknown, path = String(id)) =>
      post(`/api/v5/orders/${path}/edit`, { by: 'id', site: 'shop1', order });
    expect((await edit({}, '1')).status).toBe(404);
    expect((await edit({ items: [{ id: 1 }] })).body.errors).toEqual({
      'items[0].id': 'Item with id 1 not found.',
    });
  });
});

describe('sums', () => {
  it('Σ live lines + delivery is totalSumm for any order', () => {
    const crm = createSandboxCrm({ shop, clock: { now: () => 0 }, apiKey: 'k', seed: false });
    const offers = fc.uniqueArray(fc.constantFrom(...crm.offers.all), { maxLength: 6 });
    return fc.assert(
      fc.property(
        offers,
        fc.array(
          fc.record({
            quantity: fc.integer({ min: 1, max: 9999 }).map((thousandths) => thousandths / 1000),
            discountManualPercent: fc.integer({ min: 0, max: 10_000 }).map((percent) => percent / 100),
            status: fc.constantFrom('new', 'failure'),
          }),
          { minLength: 6, maxLength: 6 },
        ),
        fc.integer({ min: 0, max: 500_000 }).map((amount) => amount / 100),
        fc.integer({ min: 0, max: 99_999 }).map((cost) => cost / 100),
        (chosen, lines, discountManualAmount, cost) => {
          const items = chosen.map(({ id }, index) => ({ offer: { id }, ...lines[index] }));
          const order = crm.createOrder('shop1', { items, discountManualAmount, delivery: { cost } });
          expectSumsToAgree(order as WireOrder);
        },
      ),
      { numRuns: 150 },
    );
  });
});
