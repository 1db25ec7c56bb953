import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrmAnswerMalformed, CrmUnavailable } from '../../../lib/crm/errors.ts';
import { PositionAhead } from '../../../lib/orders/poll/errors.ts';
import type { PollReport } from '../../../lib/orders/poll/poll-report.ts';
import { NOON, startHistory, type TestHistory } from '../support/history.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

/** Works the history off, so that what follows is news. @returns where the cursor stands. */
async function catchUp(): Promise<number> {
  await history.poll();
  history.takeQueued();
  history.takeRequests();
  return cursorId();
}

async function cursorId(): Promise<number> {
  const cursor = await history.cursor();
  if (cursor === undefined || !('sinceId' in cursor)) {
    throw new Error(`the cursor stands at ${JSON.stringify(cursor)}`);
  }
  return cursor.sinceId;
}

const manyOrders = (count: number): readonly number[] => Array.from({ length: count }, history.newOrder);

const crmDown = (skip: number) =>
  history.crm.faults.add({
    match: { path: '/orders/history' },
    skip,
    times: 100,
    action: { kind: 'status', status: 502 },
  });

describe('what is queued', () => {
  it('I-1: own records are passed over and still move the cursor', async () => {
    const [own, other] = manyOrders(2);
    const since = await catchUp();
    await history.changeByApi(own ?? 0, 'own');
    history.change(other ?? 0);

    const { counts } = await history.poll();
    expect(history.takeQueued()).toEqual([other]);
    expect(counts).toMatchObject({ records: 2, own: 1, queued: 1, remaining: 0 });
    expect(await cursorId()).toBe(since + 2);
  });

  it('I-2: what another program changes over the API is news', async () => {
    const order = history.newOrder();
    await catchUp();
    await history.changeByApi(order, 'other');
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('I-1: history page of own records only: cursor right, nothing lost', async () => {
    const [own, other] = manyOrders(2);
    const since = await catchUp();
    for (let change = 0; change < 20; change += 1) {
      await history.changeByApi(own ?? 0, 'own', 5);
    }
    history.change(other ?? 0);

    await history.poll();
    expect(history.takeQueued()).toEqual([other]);
    expect(history.takeRequests()).toHaveLength(2);
    expect(await cursorId()).toBe(since + 101);
  });

  it('I-4: each order of a page once, in the order of first occurrence', async () => {
    const [a, b, c] = manyOrders(3);
    await catchUp();
    for (const order of [b, c, b, b, a, c, b]) {
      history.change(order ?? 0);
    }
    await history.poll();
    expect(history.takeQueued()).toEqual([b, c, a]);
  });

  it('I-18: a change whose trigger the CRM held back arrives by the next poll', async () => {
    const order = history.newOrder();
    await catchUp();
    history.change(order);
    history.clock.time += 3000;
    history.change(order);
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('I-12: a deleted order is queued, and why it is gone is noted', async () => {
    const order = history.newOrder();
    await catchUp();
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
    expect(await cursorId()).toBe(504);
  });
});

describe('where it reads', () => {
  it('I-3: 250 records are three requests by sinceId, none by page', async () => {
    const order = history.newOrder();
    const since = await catchUp();
    for (let change = 0; change < 50; change += 1) {
      history.change(order, 5);
    }
    await history.poll();
    expect(history.takeRequests()).toEqual(
      [since, since + 100, since + 200].map((id) => `filter[sinceId]=${id}&limit=100`),
    );
    expect(await cursorId()).toBe(since + 250);
  });

  it('I-7: empty page: cursor right, nothing lost', async () => {
    const order = history.newOrder();
    const since = await catchUp();
    const { counts, errors } = await history.poll();
    expect(counts).toMatchObject({ pages: 1, records: 0, queued: 0, remaining: 0 });
    expect(errors).toEqual([]);
    expect(await cursorId()).toBe(since);

    history.change(order);
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('I-13: a page that does not lead on is an error, and not asked for again', async () => {
    await history.setCursor({ sinceId: 500 });
    history.answerNext([{ id: 500, source: 'user', order: { id: 10 } }], 3);
    await expect(history.poll()).rejects.toBeInstanceOf(CrmAnswerMalformed);
    expect(history.takeRequests()).toHaveLength(1);
    expect(history.takeQueued()).toEqual([]);
    expect(await cursorId()).toBe(500);
  });

  it('5,000 records: cursor right, nothing lost', async () => {
    const orders = manyOrders(50);
    const since = await catchUp();
    for (let change = 0; change < 1000; change += 1) {
      history.change(orders[change % 50] ?? 0, 5);
    }
    const { counts } = await history.poll();
    expect(counts).toMatchObject({ pages: 50, records: 5000, remaining: 0 });
    expect(new Set(history.takeQueued())).toEqual(new Set(orders));
    expect(await cursorId()).toBe(since + 5000);
  });

  it('a long back-log continues at the next run from the saved position', async () => {
    const orders = manyOrders(250);
    const runs: PollReport[] = [];
    await history.setCursor({ sinceId: 0 });
    do {
      // A run that has hardly any time left still makes one page of progress.
      runs.push(await history.poll({ deadline: history.clock.time + 1000 }));
      history.clock.time += 60_000;
    } while ((runs.at(-1)?.counts.remaining ?? 0) > 0);

    expect(runs.map(({ counts }) => [counts.pages, counts.remaining])).toEqual([
      [1, 150],
      [1, 50],
      [1, 0],
    ]);
    expect(history.takeQueued()).toEqual(orders);
  });

  it('a run ends before its deadline', async () => {
    manyOrders(350);
    await history.setCursor({ sinceId: 0 });
    const deadline = NOON + 50_000;
    const { counts } = await history.poll({
      deadline,
      onPage: () => {
        history.clock.time += 20_000;
      },
    });
    expect(counts).toMatchObject({ pages: 2, remaining: 150 });
    expect(history.clock.time).toBeLessThanOrEqual(deadline);
  });

  it('tells of its progress after every page', async () => {
    manyOrders(150);
    const told: number[] = [];
    await history.poll({ onPage: ({ records }) => told.push(records) });
    expect(told).toEqual([100, 150]);
  });
});

describe('the first start', () => {
  it('without a cursor reads from 24 hours ago, account’s time, and then by sinceId', async () => {
    history.clock.time = NOON - 25 * 3_600_000;
    history.newOrder();
    history.clock.time = NOON;
    const order = history.newOrder();
    await history.poll();
    expect(history.takeRequests()).toEqual(['filter[startDate]=2026-03-09 12:00:00&limit=100']);
    expect(history.takeQueued()).toEqual([order]);
    expect(await cursorId()).toBeGreaterThan(0);
  });

  it('does not reach behind startDate', async () => {
    await history.poll({ settings: { startDate: '2026-03-10', timeZone: 'Europe/Moscow' } });
    expect(history.takeRequests()).toEqual(['filter[startDate]=2026-03-10 00:00:00&limit=100']);
  });

  it('that fails for days loses none of them', async () => {
    crmDown(0);
    await expect(history.poll()).rejects.toBeInstanceOf(CrmUnavailable);
    const order = history.newOrder();
    history.clock.time += 3 * 24 * 3_600_000;
    history.crm.faults.clear();
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });
});

describe('faults', () => {
  it('of the CRM leave the cursor where it was', async () => {
    const order = history.newOrder();
    const since = await catchUp();
    history.change(order);
    crmDown(0);
    await expect(history.poll()).rejects.toBeInstanceOf(CrmUnavailable);
    expect(await cursorId()).toBe(since);
    history.crm.faults.clear();
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('after the first page are reported beside what was done', async () => {
    const orders = manyOrders(150);
    await history.setCursor({ sinceId: 0 });
    crmDown(1);
    const { counts, errors } = await history.poll();
    expect(counts).toMatchObject({ pages: 1, remaining: 50 });
    expect(errors).toEqual([
      { id: 'order-history', reason: 'crmUnavailable', message: expect.stringContaining('RetailCRM') },
    ]);
    history.crm.faults.clear();
    await history.poll();
    expect(history.takeQueued()).toEqual(orders);
  });

  it('I-10: of the queue leave the cursor where it was, and the same orders come again', async () => {
    const orders = manyOrders(5);
    await history.setCursor({ sinceId: 0 });
    let steps = 0;
    const failing = history.poll({}, (operation) => {
      steps += 1;
      // The cursor, the page, then the sends.
      return steps === 5 ? Promise.reject(new Error('queue is down')) : operation();
    });
    await expect(failing).rejects.toThrow('queue is down');
    expect(await cursorId()).toBe(0);
    history.takeQueued();
    await history.poll();
    expect(history.takeQueued()).toEqual(orders);
  });

  it('a cursor that somebody else moved meanwhile ends the run and stays where it was put', async () => {
    manyOrders(250);
    await history.setCursor({ sinceId: 0 });
    let steps = 0;
    const { skipped, counts } = await history.poll({}, async (operation) => {
      steps += 1;
      if (steps === 110) {
        await history.setCursor({ sinceId: 7 });
      }
      return operation();
    });
    expect(skipped).toEqual([{ id: 'order-history', reason: 'cursorMovedElsewhere' }]);
    expect(counts.pages).toBe(2);
    expect(await cursorId()).toBe(7);
  });
});

describe('a position that a person chose', () => {
  it('becomes the stored cursor, backwards too, and the pass goes on from there', async () => {
    const orders = manyOrders(150);
    const end = await catchUp();
    await history.poll({ from: { sinceId: end - 150 } });
    expect(history.takeQueued()).toEqual(orders);
    expect(await cursorId()).toBe(end);

    await history.poll({ from: { sinceId: end - 150 }, deadline: 0 });
    expect(await cursorId()).toBe(end - 50);
  });

  it('I-6: by date: the first request by date, the next by sinceId, the cursor from the last record', async () => {
    manyOrders(150);
    const end = await catchUp();
    await history.poll({ from: { startDate: '2026-03-10 08:05:00' } });
    expect(history.takeRequests()).toEqual([
      'filter[startDate]=2026-03-10 08:05:00&limit=100',
      `filter[sinceId]=${end - 50}&limit=100`,
    ]);
    expect(await cursorId()).toBe(end);
  });

  it('is not stored if its first page could not be worked off', async () => {
    manyOrders(5);
    const end = await catchUp();
    crmDown(0);
    await expect(history.poll({ from: { sinceId: 1 } })).rejects.toBeInstanceOf(CrmUnavailable);
    expect(await cursorId()).toBe(end);
  });

  it('at the very end of the history is stored although nothing follows', async () => {
    manyOrders(5);
    const end = await catchUp();
    await history.setCursor({ sinceId: end - 3 });
    await history.poll({ from: { sinceId: end } });
    expect(await cursorId()).toBe(end);
    expect(history.takeQueued()).toEqual([]);
  });

  it('beyond the end is refused: it would pass the changes to come', async () => {
    manyOrders(5);
    const end = await catchUp();
    await expect(history.poll({ from: { sinceId: end + 1000 } })).rejects.toBeInstanceOf(PositionAhead);
    await expect(history.poll({ from: { startDate: '2026-03-10 12:00:01' } })).rejects.toMatchObject({
      code: 'positionAhead',
      retryable: false,
    });
    expect(await cursorId()).toBe(end);
  });

  it('by date is stored although nothing has happened since', async () => {
    await history.poll({ from: { startDate: '2026-03-10 12:00:00' } });
    expect(await history.cursor()).toEqual({ startDate: '2026-03-10 12:00:00' });
    await history.poll({ from: { sinceId: 0 } });
    expect(await cursorId()).toBe(0);
  });
});
