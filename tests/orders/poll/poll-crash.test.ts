import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Io, startHistory, type TestHistory } from '../support/history.ts';
import { catchUp, newOrders } from '../support/history-steps.ts';

/** The process was killed. */
class Killed extends Error {}

interface Killer {
  readonly io: Io;
  /** Steps that were begun. */
  steps(): number;
}

/**
 * Kills the process at one step: just before it is done, or after it was done and before anybody knows. A dead process does
 * nothing more, whatever it had begun at the same time.
 */
function killAt(step: number, moment: 'before' | 'after'): Killer {
  let steps = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };
  return {
    steps: () => steps,
    io: async (operation) => {
      if (isDead) {
        throw new Killed();
      }
      steps += 1;
      const isLast = steps === step;
      if (isLast && moment === 'before') {
        die();
      }
      const result = await operation();
      return isLast || isDead ? die() : result;
    },
  };
}

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

/**
 * What happens to a shop in a while: 130 records, two pages; the last two records are the ends of two orders.
 *
 * @returns the order of each record.
 */
function makeNews(): readonly number[] {
  const orders = newOrders(history, 12);
  const [busy = 0, ...others] = orders;
  const changes = Array.from({ length: 22 }, () => busy);
  for (const order of changes) {
    history.change(order, 5);
  }
  for (const order of others.slice(0, 6)) {
    history.change(order);
  }
  for (const order of others.slice(-2)) {
    history.crm.deleteOrder(order);
  }
  const fivefold = changes.flatMap((order) => [order, order, order, order, order]);
  return [...orders, ...fivefold, ...others.slice(0, 6), ...others.slice(-2)];
}

/** How many records behind `first` the cursor has passed. */
async function passedRecords(first: number): Promise<number> {
  const cursor = await history.cursor();
  return cursor !== undefined && 'sinceId' in cursor ? cursor.sinceId - first : 0;
}

async function expectCursorBehindQueue(
  queued: ReadonlySet<number>,
  records: readonly number[],
  first: number,
): Promise<void> {
  const passed = await passedRecords(first);
  for (const order of records.slice(0, passed)) {
    expect(queued, `${passed} records are passed, order ${order} is not in the queue`).toContain(order);
  }
}

describe.each(['before', 'after'] as const)('a crash %s', (moment) => {
  it('every single I/O step of the poll, tried in turn: cursor never ahead of the queue, nothing lost', async () => {
    const records = makeNews();
    const end = await catchUp(history);
    const first = end - records.length;
    let crashes = 0;
    for (let step = 1; ; step += 1) {
      await history.setCursor({ sinceId: first });
      const killer = killAt(step, moment);
      const ending = await history.poll({}, killer.io).catch((error: unknown) => error);
      if (!(ending instanceof Killed)) {
        expect(killer.steps()).toBe(step - 1);
        break;
      }
      crashes += 1;
      const queued = new Set(history.takeQueued());
      await expectCursorBehindQueue(queued, records, first);

      const { counts } = await history.poll();
      expect(counts.remaining).toBe(0);
      expect(new Set([...queued, ...history.takeQueued()])).toEqual(new Set(records));
      expect(await history.cursor()).toEqual({ sinceId: end });
    }
    // The stored cursor; twice a page; 12 and then 9 sends; two notes; twice the cursor.
    expect(crashes).toBe(1 + 2 + 12 + 9 + 2 + 2);
  });

  it('the message of a deleted order is never in the queue before the note of why it is gone', async () => {
    const order = history.newOrder();
    const before = await catchUp(history);
    history.crm.deleteOrder(order);
    for (let step = 1; ; step += 1) {
      await history.setCursor({ sinceId: before });
      const end = await history.poll({}, killAt(step, moment).io).catch((error: unknown) => error);
      if (history.takeQueued().length > 0) {
        expect(await history.absences.read(order)).toMatchObject({ kind: 'deleted' });
      }
      if (!(end instanceof Killed)) {
        // Stored cursor, page, note, message, cursor.
        expect(step).toBe(6);
        break;
      }
    }
  });

  it('of the first start: days later the next one begins where it would have begun', async () => {
    // No cursor, its beginning, the page.
    await expect(history.poll({}, killAt(3, moment).io)).rejects.toBeInstanceOf(Killed);
    history.clock.time += 3 * 24 * 3_600_000;
    history.takeRequests();
    await history.poll();
    expect(history.takeRequests()).toEqual(['filter[startDate]=2026-03-09 12:00:00&limit=100']);
  });
});

describe('a crash between queueing and cursor', () => {
  it('cursor right, nothing lost: the ids are queued again', async () => {
    history.newOrder();
    const before = await catchUp(history);
    const orders = newOrders(history, 3);
    // Stored cursor, page, three sends; the sixth step is the cursor.
    await expect(history.poll({}, killAt(6, 'before').io)).rejects.toBeInstanceOf(Killed);
    expect(history.takeQueued()).toEqual(orders);
    expect(await history.cursor()).toEqual({ sinceId: before });

    await history.poll();
    expect(history.takeQueued()).toEqual(orders);
    expect(await history.cursor()).toEqual({ sinceId: before + 3 });
  });
});
