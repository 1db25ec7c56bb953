import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrmAnswerMalformed } from '../../../lib/crm/errors.ts';
import type { PollReport } from '../../../lib/orders/poll/poll-report.ts';
import { NOON, startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, cursorId, newOrders } from '../support/history-steps.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

describe('where it reads', () => {
  it('I-3: 250 records are three requests by sinceId, none by page', async () => {
    const order = history.newOrder();
    const since = await catchUp(history);
    for (let change = 0; change < 50; change += 1) {
      history.change(order, 5);
    }
    await history.poll();
    expect(history.takeRequests()).toEqual(
      [since, since + 100, since + 200].map((id) => `filter[sinceId]=${id}&limit=100`),
    );
    expect(await cursorId(history)).toBe(since + 250);
  });

  it('I-7: empty page: cursor right, nothing lost', async () => {
    const order = history.newOrder();
    const since = await catchUp(history);
    const { counts, errors, cursor } = await history.poll();
    expect(counts).toMatchObject({ pages: 1, records: 0, queued: 0, remaining: 0 });
    expect(cursor).toBe(since);
    expect(errors).toEqual([]);
    expect(await cursorId(history)).toBe(since);

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
    expect(await cursorId(history)).toBe(500);
  });

  it('5,000 records: cursor right, nothing lost', async () => {
    const orders = newOrders(history, 50);
    const since = await catchUp(history);
    for (let change = 0; change < 1000; change += 1) {
      history.change(orders[change % 50] ?? 0, 5);
    }
    const { counts } = await history.poll();
    expect(counts).toMatchObject({ pages: 50, records: 5000, remaining: 0 });
    expect(new Set(history.takeQueued())).toEqual(new Set(orders));
    expect(await cursorId(history)).toBe(since + 5000);
  });

  it('a long back-log continues at the next run from the saved position', async () => {
    const orders = newOrders(history, 250);
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
    expect(runs.map(({ unfinished }) => unfinished)).toEqual([true, true, undefined]);
    const end = (await cursorId(history)) ?? 0;
    expect(runs.map(({ cursor }) => cursor)).toEqual([end - 150, end - 50, end]);
    expect(history.takeQueued()).toEqual(orders);
  });

  it('a run ends before its deadline', async () => {
    newOrders(history, 350);
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
    newOrders(history, 150);
    const told: number[] = [];
    await history.poll({ onPage: ({ records }) => told.push(records) });
    expect(told).toEqual([100, 150]);
  });
});
