import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCursorCheck } from '../../../lib/orders/poll/cursor-check.ts';
import { CursorAhead } from '../../../lib/orders/poll/errors.ts';
import { createCursors } from '../../../lib/state/cursors.ts';
import { keys } from '../../../lib/state/keys.ts';
import { startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, cursorId, newOrders } from '../support/history-steps.ts';

const HOUR_MS = 3_600_000;
const CURSOR = 'order-history';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

/** Passes as one process makes them, and what each asked. */
function processOf({ deps, clock, poll, takeRequests }: TestHistory) {
  const checkCursor = createCursorCheck(deps.crm, { now: () => clock.time });
  return async (): Promise<readonly string[]> => {
    await poll({}, undefined, { checkCursor });
    return takeRequests();
  };
}

describe('a history that ends before the cursor', () => {
  it('D-2: fails every pass with advice, from the start of a process on', async () => {
    newOrders(history, 3);
    const end = await catchUp(history);
    await history.setCursor({ sinceId: end + 500 });
    const pass = processOf(history);
    for (const _ of [1, 2, 3]) {
      const error = await pass().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CursorAhead);
      expect(error).toMatchObject({
        code: 'cursorAhead',
        scope: 'exchange',
        details: { sinceId: end + 500 },
        advice: expect.stringContaining('orders poll --since'),
      });
      history.clock.time += 60_000;
    }
    expect(await cursorId(history)).toBe(end + 500);
    await history.poll({ from: { startDate: '2026-03-10 00:00:00' } });
    history.takeRequests();
    expect(await pass()).toHaveLength(2);
    expect(await cursorId(history)).toBe(end);
  });

  it('D-2: is looked for at the start and once an hour, only where nothing is new', async () => {
    newOrders(history, 1);
    const end = await catchUp(history);
    const pass = processOf(history);
    const check = `filter[sinceId]=${end - 1}&limit=100`;
    expect(await pass()).toContain(check);
    history.clock.time += HOUR_MS - 1;
    expect(await pass()).toHaveLength(1);
    history.clock.time += 1;
    expect(await pass()).toContain(check);
    history.clock.time += HOUR_MS;
    newOrders(history, 1);
    expect(await pass()).toHaveLength(1);
  });

  it('D-2: has no meaning before the first record', async () => {
    await history.setCursor({ sinceId: 0 });
    const pass = processOf(history);
    expect(await pass()).toHaveLength(1);
  });
});

describe('a cursor of another account', () => {
  it('D-2: is not followed, although its number may lie within this history', async () => {
    newOrders(history, 3);
    const end = await catchUp(history);
    await createCursors(history.table, 'other.retailcrm.ru').set(CURSOR, { sinceId: end - 1 });
    const error = await history.poll().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CursorAhead);
    expect(error).toMatchObject({ advice: expect.stringContaining('other.retailcrm.ru') });
    expect(history.takeQueued()).toEqual([]);
    expect(history.takeRequests()).toEqual([]);
    await history.poll({ from: { sinceId: end - 1 } });
    await history.poll();
    expect(await cursorId(history)).toBe(end);
  });

  it('D-2: one that an earlier version stored without an account becomes this account’s', async () => {
    newOrders(history, 1);
    const end = await catchUp(history);
    const stored = await history.table.get(keys.cursor(CURSOR));
    await history.table.put({ ...keys.cursor(CURSOR), sinceId: end });
    newOrders(history, 1);
    await history.poll();
    expect(await createCursors(history.table, 'x').read(CURSOR)).toMatchObject({
      account: stored?.account,
    });
  });
});
