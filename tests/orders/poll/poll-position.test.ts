import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrmUnavailable } from '../../../lib/crm/errors.ts';
import { PositionAhead } from '../../../lib/orders/poll/errors.ts';
import { NOON, startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, crmDown, cursorId, newOrders } from '../support/history-steps.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

describe('the first start', () => {
  it('without a cursor reads from 24 hours ago, account’s time, and then by sinceId', async () => {
    history.clock.time = NOON - 25 * 3_600_000;
    history.newOrder();
    history.clock.time = NOON;
    const order = history.newOrder();
    await history.poll();
    expect(history.takeRequests()).toEqual(['filter[startDate]=2026-03-09 12:00:00&limit=100']);
    expect(history.takeQueued()).toEqual([order]);
    expect(await cursorId(history)).toBeGreaterThan(0);
  });

  it('does not reach behind startDate', async () => {
    await history.poll({ settings: { startDate: '2026-03-10', timeZone: 'Europe/Moscow' } });
    expect(history.takeRequests()).toEqual(['filter[startDate]=2026-03-10 00:00:00&limit=100']);
  });

  it('that fails for days loses none of them', async () => {
    crmDown(history, 0);
    await expect(history.poll()).rejects.toBeInstanceOf(CrmUnavailable);
    const order = history.newOrder();
    history.clock.time += 3 * 24 * 3_600_000;
    history.crm.faults.clear();
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });
});

describe('a position that a person chose', () => {
  it('becomes the stored cursor, backwards too, and the pass goes on from there', async () => {
    const orders = newOrders(history, 150);
    const end = await catchUp(history);
    await history.poll({ from: { sinceId: end - 150 } });
    expect(history.takeQueued()).toEqual(orders);
    expect(await cursorId(history)).toBe(end);

    await history.poll({ from: { sinceId: end - 150 }, deadline: 0 });
    expect(await cursorId(history)).toBe(end - 50);
  });

  it('I-6: by date: the first request by date, the next by sinceId, the cursor from the last record', async () => {
    newOrders(history, 150);
    const end = await catchUp(history);
    await history.poll({ from: { startDate: '2026-03-10 08:05:00' } });
    expect(history.takeRequests()).toEqual([
      'filter[startDate]=2026-03-10 08:05:00&limit=100',
      `filter[sinceId]=${end - 50}&limit=100`,
    ]);
    expect(await cursorId(history)).toBe(end);
  });

  it('is not stored if its first page could not be worked off', async () => {
    newOrders(history, 5);
    const end = await catchUp(history);
    crmDown(history, 0);
    await expect(history.poll({ from: { sinceId: 1 } })).rejects.toBeInstanceOf(CrmUnavailable);
    expect(await cursorId(history)).toBe(end);
  });

  it('at the very end of the history is stored although nothing follows', async () => {
    newOrders(history, 5);
    const end = await catchUp(history);
    await history.setCursor({ sinceId: end - 3 });
    await history.poll({ from: { sinceId: end } });
    expect(await cursorId(history)).toBe(end);
    expect(history.takeQueued()).toEqual([]);
  });

  it('beyond the end is refused: it would pass the changes to come', async () => {
    newOrders(history, 5);
    const end = await catchUp(history);
    await expect(history.poll({ from: { sinceId: end + 1000 } })).rejects.toBeInstanceOf(PositionAhead);
    await expect(history.poll({ from: { startDate: '2026-03-10 12:00:01' } })).rejects.toMatchObject({
      code: 'positionAhead',
      retryable: false,
    });
    expect(await cursorId(history)).toBe(end);
  });

  it('by date is stored although nothing has happened since', async () => {
    await history.poll({ from: { startDate: '2026-03-10 12:00:00' } });
    expect(await history.cursor()).toEqual({ startDate: '2026-03-10 12:00:00' });
    await history.poll({ from: { sinceId: 0 } });
    expect(await cursorId(history)).toBe(0);
  });
});
