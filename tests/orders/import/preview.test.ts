import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPreview } from '../../../lib/orders/import/preview.ts';
import { newOrder, plainGoods, startBridge, type TestBridge } from '../support/bridge.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge({ settings: { deletedOrders: 'cancel' } });
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

async function previewOne(orderId: number): Promise<OrderPreview> {
  const [preview] = await bridge.preview(orderId);
  if (preview === undefined) {
    throw new Error('nothing was previewed');
  }
  return preview;
}

const steps = ({ writes }: OrderPreview) =>
  writes.map(({ action, object, reason }) => ({ action, set: object.set, reason }));

describe('the preview of an order', () => {
  it('is the plan that the import then carries out, and writes nothing', async () => {
    const { id, number } = newOrder(bridge);
    const preview = await previewOne(id);
    expect(preview).toMatchObject({ orderId: id, number, warnings: [] });
    expect(preview).not.toHaveProperty('outcome');
    expect(bridge.takeRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(bridge.crm.requestLog.count({ method: 'POST' })).toBe(0);
    expect(await bridge.outcomes.read(id)).toBeUndefined();

    const [result] = await bridge.importOrders(id);
    expect(result).toMatchObject({ outcome: { kind: 'imported', writes: steps(preview) } });
  });

  it('of a changed order shows what differs', async () => {
    const { id } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.crm.editOrder(id, { managerComment: 'Позвонить' });
    const { writes } = await previewOne(id);
    expect(writes).toMatchObject([
      { action: 'update', body: { Комментарий: 'Позвонить' }, reason: 'В RetailCRM изменилось: Комментарий' },
      { action: 'post' },
    ]);
  });

  it('that 1C holds as it is, or that is closed there, says so', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    expect(await previewOne(id)).toMatchObject({ writes: [], outcome: { kind: 'unchanged' } });
    bridge.onec.control.closeOrder(bridge.documents(number)[0]?.Ref_Key ?? '');
    bridge.crm.editOrder(id, { managerComment: 'Позвонить' });
    expect(await previewOne(id)).toMatchObject({ writes: [], outcome: { reason: 'orderClosed' } });
    expect(await previewOne(id)).not.toHaveProperty('document');
  });

  it('N-11: of an order that 1C holds as it is shows the order', async () => {
    const { id, number } = newOrder(bridge);
    const [first] = await bridge.preview(id);
    await bridge.importOrders(id);
    const { writes, document } = await previewOne(id);
    const [held] = bridge.documents(number);
    expect(writes).toEqual([]);
    expect(document).toMatchObject({ Number: held?.Number, Posted: true });
    expect(document?.СуммаДокумента).toBe(first?.document?.СуммаДокумента);
  });

  it.each([
    ['an order that is not exchanged', { orderMethod: 'offline' }, { kind: 'skipped', reason: 'offline' }],
    [
      'an unknown product',
      { items: [{ productName: 'Товар вручную', quantity: 1, initialPrice: 100 }] },
      { kind: 'parked', reason: 'productUnknown' },
    ],
  ])('of %s names the reason', async (_, changes, outcome) => {
    const { id } = newOrder(bridge, changes);
    expect(await previewOne(id)).toMatchObject({ writes: [], outcome });
  });

  it('of an order that cannot be read names the reason', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { totalSumm: 'сто' });
    expect(await previewOne(id)).toMatchObject({ writes: [], outcome: { reason: 'orderMalformed' } });
  });

  it('of a deleted order shows the cancellation, without cancelling', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.crm.deleteOrder(id);
    expect(await previewOne(id)).toMatchObject({ writes: [], outcome: { reason: 'orderAbsent' } });
    await bridge.absences.note({ orderId: id, kind: 'deleted', at: bridge.now() });
    expect(steps(await previewOne(id)).map(({ action }) => action)).toEqual(['update', 'post']);
    expect(bridge.documents(number)[0]?.Статус).not.toBe('Закрыт');
  });

  it('comes in the order of the ids asked for', async () => {
    const orders = plainGoods.slice(0, 3).map(() => newOrder(bridge).id);
    const asked = [...orders].reverse();
    expect((await bridge.preview(...asked)).map(({ orderId }) => orderId)).toEqual(asked);
  });
});
