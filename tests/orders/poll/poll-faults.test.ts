import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrmUnavailable } from '../../../lib/crm/errors.ts';
import { startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, crmDown, cursorId, newOrders } from '../support/history-steps.ts';

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

describe('faults', () => {
  it('of the CRM leave the cursor where it was', async () => {
    const order = history.newOrder();
    const since = await catchUp(history);
    history.change(order);
    crmDown(history, 0);
    await expect(history.poll()).rejects.toBeInstanceOf(CrmUnavailable);
    expect(await cursorId(history)).toBe(since);
    history.crm.faults.clear();
    await history.poll();
    expect(history.takeQueued()).toEqual([order]);
  });

  it('after the first page are reported beside what was done', async () => {
    const orders = newOrders(history, 150);
    await history.setCursor({ sinceId: 0 });
    crmDown(history, 1);
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
    const orders = newOrders(history, 5);
    await history.setCursor({ sinceId: 0 });
    let steps = 0;
    const failing = history.poll({}, (operation) => {
      steps += 1;
      // The cursor, the page, then the sends.
      return steps === 5 ? Promise.reject(new Error('queue is down')) : operation();
    });
    await expect(failing).rejects.toThrow('queue is down');
    expect(await cursorId(history)).toBe(0);
    history.takeQueued();
    await history.poll();
    expect(history.takeQueued()).toEqual(orders);
  });

  it('a cursor that somebody else moved meanwhile ends the run and stays where it was put', async () => {
    newOrders(history, 250);
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
    expect(await cursorId(history)).toBe(7);
  });
});
