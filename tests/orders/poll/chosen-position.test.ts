import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertInHistory } from '../../../lib/orders/poll/chosen-position.ts';
import { PositionAhead } from '../../../lib/orders/poll/errors.ts';
import { startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, cursorId, newOrders } from '../support/history-steps.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

describe('a position that a person named, before a run', () => {
  it.each([[{ startDate: '2026-03-10 12:00:01' }], [{ sinceId: 1_000_000 }]])(
    '%j: the history has not reached it, nothing is queued or moved',
    async (position) => {
      newOrders(history, 3);
      const end = await catchUp(history);
      await expect(assertInHistory(position, 'Europe/Moscow', history.deps)).rejects.toBeInstanceOf(
        PositionAhead,
      );
      expect(await cursorId(history)).toBe(end);
      expect(history.takeQueued()).toEqual([]);
    },
  );

  it('within the history passes', async () => {
    newOrders(history, 3);
    const end = await catchUp(history);
    for (const position of [{ startDate: '2026-03-10 11:59:59' }, { sinceId: 0 }, { sinceId: end }]) {
      await assertInHistory(position, 'Europe/Moscow', history.deps);
    }
  });
});
