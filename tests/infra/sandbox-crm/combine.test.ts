import { describe, expect, it } from 'vitest';
import { type Harness, smallOrder, startCrm, type WireOrder } from './harness.ts';

/** Two orders: goods A and B, and goods B (5 units) and C. */
async function twoOrders(options: Parameters<typeof startCrm>[0] = {}) {
  const harness = await startCrm(options);
  const [a, b, c] = harness.crm.offers.all.filter(({ good }) => good?.unit === 'шт').map(({ id }) => id);
  const make = (lines: [number | undefined, number][]) =>
    harness.crm.createOrder('shop1', {
      ...smallOrder(harness.crm),
      items: lines.map(([id, quantity]) => ({ offer: { id }, quantity })),
      payments: [{ type: 'cash', amount: 10 }],
    }) as WireOrder;
  const result = make([
    [a, 1],
    [b, 2],
  ]);
  const other = make([
    [b, 5],
    [c, 3],
  ]);
  return { harness, offers: [a, b, c], result, other };
}

const combine = ({ post }: Harness, order: unknown, resultOrder: unknown, technique?: string) =>
  post('/api/v5/orders/combine', {
    order,
    resultOrder,
    ...(technique === undefined ? {} : { technique }),
  });

const lines = (order: unknown, offers: readonly unknown[]) =>
  (order as WireOrder).items.map(({ offer, quantity }) => [offers.indexOf(offer?.id), quantity]);

describe('POST /orders/combine', () => {
  it.each([
    [
      'ours',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'summ',
      [
        [0, 1],
        [1, 7],
        [2, 3],
      ],
    ],
    [
      'theirs',
      [
        [1, 5],
        [2, 3],
      ],
    ],
    [
      undefined,
      [
        [0, 1],
        [1, 2],
      ],
    ],
  ])(
    'technique %s leaves one order with these lines and the payments of both',
    async (technique, expected) => {
      const { harness, offers, result, other } = await twoOrders();
      const answer = await combine(harness, { id: other.id }, { id: result.id }, technique);
      expect(answer).toEqual({ status: 200, body: { success: true, errors: [] } });
      expect(harness.crm.orderIds()).toEqual([result.id]);
      const left = harness.crm.order(result.id);
      expect(lines(left, offers)).toEqual(expected);
      expect(Object.keys(left.payments as object)).toHaveLength(2);
      expect(await harness.get(`/api/v5/orders/${other.id}?by=id`)).toMatchObject({ status: 404 });
      const ids = `filter[ids][]=${other.id}&filter[ids][]=${result.id}`;
      expect((await harness.get(`/api/v5/orders?${ids}`)).body.orders).toHaveLength(1);
    },
  );

  it('the history says into which order the other went, and what the first gained', async () => {
    const { harness, result, other } = await twoOrders();
    const before = (await harness.get('/api/v5/orders/history')).body.history as { id: number }[];
    await combine(harness, { id: other.id }, { id: result.id }, 'summ');
    const path = `/api/v5/orders/history?filter[sinceId]=${before.at(-1)?.id}`;
    const history = (await harness.get(path)).body.history as Record<string, unknown>[];
    expect(history[0]).toMatchObject({
      source: 'api',
      apiKey: { current: true },
      order: { id: other.id },
      combinedTo: { id: result.id, site: 'shop1', status: 'new' },
    });
    expect(history[0]).not.toHaveProperty('deleted');
    expect(history.slice(1).every(({ order }) => (order as WireOrder).id === result.id)).toBe(true);
    expect(history.map(({ field }) => field)).toContain('order_product.quantity');
    const ids = history.map(({ id }) => Number(id));
    expect(ids).toEqual(ids.toSorted((x, y) => x - y));
  });

  it('tells the trigger of both orders', async () => {
    const saved: string[] = [];
    const { harness, result, other } = await twoOrders({
      onSaved: ({ orderId, kind }) => saved.push(`${kind} ${orderId}`),
    });
    saved.length = 0;
    await combine(harness, { id: other.id }, { id: result.id }, 'theirs');
    expect(saved.toSorted()).toEqual([`deleted ${other.id}`, `edited ${result.id}`]);
  });

  it('refuses wrong parameters and changes nothing', async () => {
    const { harness, result, other } = await twoOrders();
    const [one, two] = [{ id: other.id }, { id: result.id }];
    for (const [order, resultOrder, technique, message] of [
      [one, two, 'merge', 'technique'],
      ['', two, 'ours', 'order'],
      [one, '', 'ours', 'resultOrder'],
      [one, one, 'ours', 'resultOrder'],
      [{ id: 1 }, two, 'ours', 'Order with id=1 not found.'],
      [one, { id: 1 }, 'ours', 'Order with id=1 not found.'],
      [{ externalId: 'A' }, two, 'ours', 'order'],
      ['{', two, 'ours', 'order'],
    ]) {
      const answer = await combine(harness, order, resultOrder, String(technique));
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(message);
    }
    expect(harness.crm.orderIds()).toEqual([result.id, other.id]);
  });
});
