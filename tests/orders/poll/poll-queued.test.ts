import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON, startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, cursorId, newOrders } from '../support/history-steps.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

describe('what is queued', () => {
  it('I-1: own records are passed over and still move the cursor', async () => {
    const [own, other] = newOrders(history, 2);
    const since = await catchUp(history);
    await history.changeByApi(own ?? 0, 'own');
    history.change(other ?? 0);

    const { counts } = await history.poll();
    expect(history.takeQueued()).toEqual([other]);
    expect(counts).toMatchObject({ records: 2, own: 1, queued: 1, remaining: 0 });
    expect(await cursorId(history)).toBe(since + 2);
  });

  it('I-2: what another program changes over the API is news', async () => {
    const order = history.newOrder();
    await catchUp(history);
    await history.changeByApi(order, 'other');
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('I-1: history page of own records only: cursor right, nothing lost', async () => {
    const [own, other] = newOrders(history, 2);
    const since = await catchUp(history);
    for (let change = 0; change < 20; change += 1) {
      await history.changeByApi(own ?? 0, 'own', 5);
    }
    history.change(other ?? 0);

    await history.poll();
    expect(history.takeQueued()).toEqual([other]);
    expect(history.takeRequests()).toHaveLength(2);
    expect(await cursorId(history)).toBe(since + 101);
  });

  it('I-4: each order of a page once, in the order of first occurrence', async () => {
    const [a, b, c] = newOrders(history, 3);
    await catchUp(history);
    for (const order of [b, c, b, b, a, c, b]) {
      history.change(order ?? 0);
    }
    await history.poll();
    expect(history.takeQueued()).toEqual([b, c, a]);
  });

  it('I-18: a change whose trigger the CRM held back arrives by the next poll', async () => {
    const order = history.newOrder();
    await catchUp(history);
    history.change(order);
    history.clock.time += 3000;
    history.change(order);
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('I-12: a deleted order is queued, and why it is gone is noted', async () => {
    const order = history.newOrder();
    await catchUp(history);
    history.crm.deleteOrder(order);
    const { counts } = await history.poll();
    expect(history.takeQueued()).toEqual([order]);
    expect(counts).toMatchObject({ deleted: 1, merged: 0 });
    expect(await history.absences.read(order)).toEqual({ orderId: order, kind: 'deleted', at: NOON });
  });

  it('a merged order is queued with the one that took it in, and noted', async () => {
    const since = 500;
    await history.setCursor({ sinceId: since });
    history.answerNext([
      { id: 501, source: 'user', deleted: true, order: { id: 10 } },
      { id: 502, source: 'user', combinedTo: { id: 12 }, order: { id: 11 } },
      { id: 503, source: 'user', combinedTo: { id: 12 }, order: { id: 13 } },
      { id: 504, source: 'user', deleted: true, order: { id: 13 } },
    ]);
    const { counts } = await history.poll();
    expect(history.takeQueued()).toEqual([10, 11, 12, 13]);
    expect(counts).toMatchObject({ deleted: 1, merged: 2 });
    expect(await history.absences.read(11)).toMatchObject({ kind: 'merged', into: 12 });
    expect(await history.absences.read(13)).toMatchObject({ kind: 'merged', into: 12 });
    expect(await history.absences.read(12)).toBeUndefined();
  });

  it('a record that cannot be read is reported, and the others of its page are not lost', async () => {
    await history.setCursor({ sinceId: 500 });
    history.answerNext([
      { id: 501, source: 'user', order: { id: 10 } },
      { id: 502, source: 'user', order: [] },
      { source: 'user', order: { id: 11 } },
      { id: 504, source: 'user', order: { id: 12 } },
    ]);
    const { errors } = await history.poll();
    expect(history.takeQueued()).toEqual([10, 12, 11]);
    expect(errors).toEqual([
      {
        id: 502,
        reason: 'historyRecordMalformed',
        message: expect.stringContaining('какой заказ изменился, неизвестно'),
      },
      {
        id: 'unknown',
        reason: 'historyRecordMalformed',
        message: expect.stringContaining('заказ с id 11 будет перечитан'),
      },
    ]);
    expect(await cursorId(history)).toBe(504);
  });
});
