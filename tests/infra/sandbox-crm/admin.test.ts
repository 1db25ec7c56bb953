import { describe, expect, it } from 'vitest';
import { orderOf, smallOrder, startCrm, type WireOrder } from './harness.ts';

describe('administration of orders', () => {
  it('patches an answer into shapes that the API cannot make, also across later edits', async () => {
    const { crm, get, post, admin } = await startCrm();
    const { id } = crm.createOrder('shop1', smallOrder(crm));
    const patched = await admin('PATCH', `/sandbox/orders/${id}`, {
      totalSumm: '1.005',
      phone: null,
      payments: {},
    });
    expect(patched.body).toMatchObject({ totalSumm: '1.005', payments: {} });
    const read = orderOf(await get(`/api/v5/orders/${id}?by=id`));
    expect(read).not.toHaveProperty('phone');
    await post(`/api/v5/orders/${id}/edit`, { by: 'id', site: 'shop1', order: { status: 'assembling' } });
    expect(orderOf(await get(`/api/v5/orders/${id}?by=id`))).toMatchObject({
      status: 'assembling',
      totalSumm: '1.005',
    });
  });

  it('replaces an answer altogether', async () => {
    const { crm, get, admin } = await startCrm();
    const { id } = crm.createOrder('shop1', smallOrder(crm));
    await admin('PUT', `/sandbox/orders/${id}`, { id, items: 'nonsense' });
    expect(orderOf(await get(`/api/v5/orders/${id}?by=id`))).toEqual({ id, items: 'nonsense' });
    expect((await get('/api/v5/orders/history')).status).toBe(200);
  });

  it('creates, edits and deletes as a person, and tells the listener of each save', async () => {
    const events: unknown[] = [];
    const { crm, admin } = await startCrm({ onSaved: (event) => events.push(event) });
    const created = await admin('POST', '/sandbox/orders?site=shop2', smallOrder(crm));
    expect(created.status).toBe(201);
    const order = created.body as WireOrder;
    expect(order.number).toBe(`${order.id}C`);
    expect((await admin('POST', `/sandbox/orders/${order.id}`, { status: 'complete' })).body.status).toBe(
      'complete',
    );
    expect((await admin('POST', `/sandbox/orders/${order.id}`, { status: 'nonsense' })).status).toBe(400);
    expect((await admin('GET', '/sandbox/orders')).body).toHaveLength(1);
    expect((await admin('DELETE', `/sandbox/orders/${order.id}`)).status).toBe(200);
    expect((await admin('GET', `/sandbox/orders/${order.id}`)).status).toBe(404);
    expect((await admin('DELETE', `/sandbox/orders/${order.id}`)).status).toBe(404);
    expect(events).toEqual(
      ['created', 'edited', 'deleted'].map((kind) => ({ orderId: order.id, kind, source: 'user' })),
    );
  });

  it('refuses an order for a site that the account does not have', async () => {
    const { crm, admin } = await startCrm();
    expect((await admin('POST', '/sandbox/orders?site=nowhere', smallOrder(crm))).status).toBe(400);
    expect(crm.orderIds()).toEqual([]);
  });
});
