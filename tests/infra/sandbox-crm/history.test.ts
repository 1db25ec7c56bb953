import { describe, expect, it } from 'vitest';
import { BRIDGE_KEY, type Harness, OTHER_KEY, smallOrder, startCrm, type WireOrder } from './harness.ts';

interface HistoryEntry {
  readonly id: number;
  readonly field?: string;
  readonly source: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly [key: string]: unknown;
}

async function history({ get }: Harness, query: string, key = BRIDGE_KEY): Promise<HistoryEntry[]> {
  return (await get(`/api/v5/orders/history?${query}`, key)).body.history as HistoryEntry[];
}

describe('GET /orders/history', () => {
  it('begins an order with one record that carries all of it', async () => {
    const harness = await startCrm();
    const order = harness.crm.createOrder('shop1', smallOrder(harness.crm));
    expect(await history(harness, 'limit=100')).toEqual([
      {
        id: expect.any(Number),
        createdAt: '2026-03-01 12:00:00',
        created: true,
        source: 'user',
        user: { id: 7 },
        field: 'status',
        oldValue: null,
        newValue: { code: 'new' },
        order,
      },
    ]);
  });

  it('tells each changed field of a save, under one time, with the short order', async () => {
    const harness = await startCrm();
    const { crm, post, clock } = harness;
    const order = crm.createOrder('shop1', {
      ...smallOrder(crm),
      externalId: 'A-1',
      managerId: 8,
    }) as WireOrder;
    const customField = { name: 'Номер в 1С', code: 'nomer1c', type: 'string' };
    await post('/api/v5/custom-fields/order/create', { customField });
    const [first, second] = order.items;
    clock.time += 5000;
    const sinceId = (await history(harness, '')).at(-1)?.id;
    await post(`/api/v5/orders/${order.id}/edit`, {
      by: 'id',
      site: 'shop1',
      order: {
        status: 'assembling',
        customFields: { nomer1c: 'ТД00-000001' },
        delivery: { cost: 400 },
        items: [{ id: first?.id, quantity: 3, status: 'in-reserve' }],
      },
    });
    const records = await history(harness, `filter[sinceId]=${sinceId}`);
    expect(records.map(({ field }) => field)).toEqual([
      'status',
      'delivery_cost',
      'custom_nomer1c',
      'order_product.quantity',
      'order_product.status',
      'order_product.summ',
      'order_product',
    ]);
    expect(new Set(records.map(({ createdAt }) => createdAt))).toEqual(new Set(['2026-03-01 12:00:05']));
    expect(records[0]).toMatchObject({
      source: 'api',
      apiKey: { current: true },
      oldValue: { code: 'new' },
      newValue: { code: 'assembling' },
      order: { id: order.id, externalId: 'A-1', managerId: 8, site: 'shop1', status: 'assembling' },
    });
    expect(records[3]).toMatchObject({ oldValue: 2, newValue: 3, item: { id: first?.id } });
    expect(records.at(-1)).toMatchObject({ oldValue: { id: second?.id }, newValue: null });
  });

  it('marks what the asking key itself has written, and nothing else', async () => {
    const harness = await startCrm();
    const { crm, post } = harness;
    const { id } = crm.createOrder('shop1', smallOrder(crm));
    const edit = (status: string, key: string) =>
      post(`/api/v5/orders/${id}/edit`, { by: 'id', site: 'shop1', order: { status } }, key);
    await edit('assembling', BRIDGE_KEY);
    await edit('complete', OTHER_KEY);
    const marks = async (key: string) => (await history(harness, '', key)).map(({ apiKey }) => apiKey);
    expect(await marks(BRIDGE_KEY)).toEqual([undefined, { current: true }, { current: false }]);
    expect(await marks(OTHER_KEY)).toEqual([undefined, { current: false }, { current: true }]);
  });

  it('leaves no record of a save that changes nothing', async () => {
    const harness = await startCrm();
    const { crm, post } = harness;
    const { id } = crm.createOrder('shop1', smallOrder(crm));
    await post(`/api/v5/orders/${id}/edit`, { by: 'id', site: 'shop1', order: { status: 'new' } });
    expect(await history(harness, '')).toHaveLength(1);
  });

  it('refuses sinceId with page, and walks by sinceId alone to the end', async () => {
    const harness = await startCrm({ seed: true });
    expect((await harness.get('/api/v5/orders/history?filter[sinceId]=1&page=1')).status).toBe(400);
    const seen: number[] = [];
    for (let sinceId = 0; ; ) {
      const { body } = await harness.get(`/api/v5/orders/history?filter[sinceId]=${sinceId}&limit=50`);
      const page = (body.history as HistoryEntry[]).map(({ id }) => id);
      seen.push(...page);
      sinceId = page.at(-1) ?? sinceId;
      if ((body.pagination as { totalPageCount: number }).totalPageCount <= 1) {
        break;
      }
    }
    expect(seen.length).toBeGreaterThan(100);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  it('filters by order and dates', async () => {
    const harness = await startCrm({ seed: true });
    const [id] = harness.crm.orderIds();
    const ofOrder = await history(harness, `filter[orderId]=${id}`);
    expect(ofOrder.length).toBeGreaterThan(1);
    expect(new Set(ofOrder.map(({ order }) => (order as { id: number }).id))).toEqual(new Set([id]));
    const late = await history(harness, 'filter[startDate]=2026-02-28 00:00:00');
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ createdAt }) => String(createdAt) >= '2026-02-28')).toBe(true);
    expect((await harness.get('/api/v5/orders/history?filter[startDate]=2026-02-28')).status).toBe(400);
  });

  it('tells of payments and of a deleted order', async () => {
    const harness = await startCrm();
    const { crm, get } = harness;
    const id = Number(crm.createOrder('shop1', smallOrder(crm)).id);
    crm.editOrder(id, { payments: [{ type: 'cash', amount: 10, status: 'not-paid' }] });
    const payment = Object.values(crm.order(id).payments as Record<string, { id: number }>)[0];
    crm.editOrder(id, { payments: [{ id: payment?.id, type: 'cash', status: 'paid' }] });
    crm.deleteOrder(id);
    const records = (await history(harness, '')).slice(1);
    expect(records.map(({ field, deleted }) => field ?? deleted)).toEqual([
      'payments',
      'prepay_sum',
      'payments.status',
      true,
    ]);
    expect(records[0]).toMatchObject({ oldValue: null, newValue: { id: payment?.id, type: 'cash' } });
    expect((await get(`/api/v5/orders/${id}?by=id`)).status).toBe(404);
  });
});
