import { describe, expect, it } from 'vitest';
import type { Lane, RequestBudget } from '../../lib/platform/request-budget.ts';
import { keys } from '../../lib/state/keys.ts';
import { createRequestBudget } from '../../lib/state/request-budget.ts';
import type { Table } from '../../lib/state/table.ts';
import { createVirtualTime, type VirtualTime } from '../limits/support/virtual-time.ts';
import { createMemoryTable } from './memory-table.ts';
import { TABLES } from './tables.ts';

const NOON = Date.parse('2026-03-10T09:00:00Z');

interface Setting {
  readonly time: VirtualTime;
  readonly table: Table;
  /** A budget as a process of its own has it, whose clock is ahead by so much. */
  budget(aheadMs?: number, table?: Table): RequestBudget;
}

function setting(rps = 8): Setting {
  const time = createVirtualTime(NOON);
  const table = createMemoryTable(time.clock);
  let calls = 0;
  return {
    time,
    table,
    budget: (aheadMs = 0, own = table) =>
      createRequestBudget({
        table: own,
        name: 'crm',
        requestsPerSecond: async () => rps,
        clock: time.ahead(aheadMs),
        sleep: time.sleep,
        random: () => {
          calls += 1;
          return (calls * 0.37) % 1;
        },
      }),
  };
}

/** Sends `requests` one after another through the budget. @returns when each was sent. */
async function sendMany(
  { time }: Setting,
  budget: RequestBudget,
  requests: number,
  lane: Lane = 'orders',
): Promise<number[]> {
  const sent: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    expect(await budget.take(lane, 60_000)).toBe(true);
    sent.push(time.clock.now());
  }
  return sent;
}

const busiest = (sent: readonly number[]): number =>
  Math.max(...sent.map((start) => sent.filter((at) => at >= start && at < start + 1000).length));

const all = async (sending: readonly Promise<number[]>[]): Promise<number[]> =>
  (await Promise.all(sending)).flat().sort((a, b) => a - b);

/** A table whose writes of others come between a read and a write, so that races are lost. */
function slow(table: Table, { sleep }: VirtualTime, milliseconds: number): Table {
  return {
    ...table,
    get: async (key) => {
      const item = await table.get(key);
      await sleep(milliseconds);
      return item;
    },
    put: async (item, condition) => {
      await sleep(milliseconds);
      return table.put(item, condition);
    },
  };
}

describe('a request budget', () => {
  it('ten processes at once send no more than the rate and one in any second, and use it up', async () => {
    const given = setting();
    const sent = await given.time.passUntil(
      all(Array.from({ length: 10 }, () => sendMany(given, given.budget(), 16))),
    );
    expect(sent).toHaveLength(160);
    expect(busiest(sent)).toBeLessThanOrEqual(9);
    expect((160 / ((sent.at(-1) ?? 0) - NOON)) * 1000).toBeGreaterThan(0.95 * 8);
  });

  it('processes whose clocks differ by 100 ms stay within the ten of the CRM', async () => {
    const given = setting();
    const clocks = [0, 100, 50, 20, 80];
    const sent = await given.time.passUntil(
      all(clocks.map((aheadMs) => sendMany(given, given.budget(aheadMs), 30))),
    );
    expect(busiest(sent)).toBeLessThanOrEqual(10);
  });

  it('races for the item are lost and run again: nothing is granted twice', async () => {
    const given = setting();
    const sent = await given.time.passUntil(
      all(
        Array.from({ length: 6 }, (_, index) =>
          sendMany(given, given.budget(0, slow(given.table, given.time, 3 + index)), 20),
        ),
      ),
    );
    expect(sent).toHaveLength(120);
    expect(busiest(sent)).toBeLessThanOrEqual(10);
    const item = await given.table.get(keys.budget('crm'));
    expect(item?.revision).toBeGreaterThanOrEqual(120);
  });

  it.each(['exports', 'bulk'] as const)(
    'orders that never end leave %s one request a second',
    async (lane) => {
      const given = setting();
      const [orders, other] = await given.time.passUntil(
        Promise.all([
          all(Array.from({ length: 4 }, () => sendMany(given, given.budget(), 60))),
          sendMany(given, given.budget(), 20, lane),
        ]),
      );
      const gaps = other.slice(2).map((at, index) => at - (other[index + 1] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(1000);
      expect(busiest([...orders, ...other])).toBeLessThanOrEqual(9);
    },
  );

  it('a push that never ends does not keep an order waiting', async () => {
    const given = setting();
    const pushing = all(Array.from({ length: 3 }, () => sendMany(given, given.budget(), 40, 'bulk')));
    const ordering = async (): Promise<number> => {
      await given.time.sleep(3010);
      const askedAt = given.time.clock.now();
      const [sentAt = 0] = await sendMany(given, given.budget(), 1);
      return sentAt - askedAt;
    };
    const [, waited] = await given.time.passUntil(Promise.all([pushing, ordering()]));
    expect(waited).toBeLessThanOrEqual(250);
  });

  it('R-1: an item that cannot be read stops nobody: it is replaced', async () => {
    const given = setting();
    await given.table.put({ ...keys.budget('crm'), due: 'soon', otherAt: 3 });
    const sent = await given.time.passUntil(all([1, 2].map(() => sendMany(given, given.budget(), 8))));
    expect(busiest(sent)).toBeLessThanOrEqual(10);
    expect((await given.table.get(keys.budget('crm')))?.revision).toBeGreaterThanOrEqual(15);
  });

  it('goes on from the item of an earlier version, which knew of two lanes', async () => {
    const given = setting();
    await given.table.put({ ...keys.budget('crm'), due: NOON + 2000, otherAt: NOON, revision: 7 });
    const [sentAt = 0] = await given.time.passUntil(sendMany(given, given.budget(), 1));
    expect(sentAt - NOON).toBeGreaterThanOrEqual(1875);
    expect((await given.table.get(keys.budget('crm')))?.revision).toBe(8);
  });

  it('waits no longer than its patience, and a request that gives up takes nothing', async () => {
    const given = setting(1);
    const budget = given.budget();
    await given.time.passUntil(sendMany(given, budget, 3));
    const before = await given.table.get(keys.budget('crm'));
    const startedAt = given.time.clock.now();
    expect(await given.time.passUntil(budget.take('orders', 500))).toBe(false);
    expect(given.time.clock.now() - startedAt).toBeLessThanOrEqual(500);
    expect(await given.table.get(keys.budget('crm'))).toEqual(before);
  });

  it('a pause stops all processes, also a request that had its permit and was still waiting', async () => {
    const given = setting();
    const [one, two] = [given.budget(), given.budget()];
    await given.time.passUntil(sendMany(given, one, 10));
    const sending = [sendMany(given, one, 3), sendMany(given, two, 3)];
    const pausing = async (): Promise<number> => {
      // Both have booked by now, and wait.
      await given.time.sleep(10);
      const now = given.time.clock.now();
      await one.pause(2000);
      return now;
    };
    const [pausedAt, ofOne = [], ofTwo = []] = await given.time.passUntil(
      Promise.all([pausing(), ...sending]),
    );
    expect(ofOne.filter((at) => at < pausedAt + 2000)).toEqual([]);
    // The other process learns of the pause with its next booking: what it had booked before is sent.
    expect(ofTwo.filter((at) => at < pausedAt + 2000)).toHaveLength(1);
    const after = [...ofOne, ...ofTwo].filter((at) => at >= pausedAt + 2000 && at < pausedAt + 2125);
    expect(after.length).toBeLessThanOrEqual(1);
  });

  it('a permit whose time is long over when it can be used is booked anew', async () => {
    const given = setting();
    let isStalled = false;
    const stalling = {
      ...given.table,
      put: async (...args: Parameters<Table['put']>) => {
        const isWritten = await given.table.put(...args);
        if (!isStalled) {
          isStalled = true;
          await given.time.sleep(900);
        }
        return isWritten;
      },
    };
    const late = sendMany(given, given.budget(0, stalling), 1);
    const others = all([sendMany(given, given.budget(), 12)]);
    const [sent] = await given.time.passUntil(Promise.all([all([late, others])]));
    expect(busiest(sent)).toBeLessThanOrEqual(9);
    const item = await given.table.get(keys.budget('crm'));
    expect(item?.revision).toBe(14);
  });

  it('a table that always answers late stops nobody', async () => {
    const given = setting();
    const sent = await given.time.passUntil(
      sendMany(given, given.budget(0, slow(given.table, given.time, 400)), 2),
    );
    expect(sent).toHaveLength(2);
  });
});

describe.each(TABLES)('a request budget in $name', ({ open }) => {
  it('many callers of several processes at once, in real time', async () => {
    const { table, close } = await open();
    const clock = { now: Date.now };
    const sleep = (milliseconds: number) => new Promise<void>((wake) => setTimeout(wake, milliseconds));
    const budgets = Array.from({ length: 4 }, () =>
      createRequestBudget({
        table,
        name: 'crm',
        requestsPerSecond: async () => 50,
        clock,
        sleep,
        random: Math.random,
      }),
    );
    const from = Date.now();
    const sent: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        expect(await budgets[index % 4]?.take('orders', 120_000)).toBe(true);
        sent.push(Date.now());
      }),
    );
    // Timers may be late, and a late request falls into the second of the next ones: the booked times are what counts, and that
    // nobody is early.
    const item = await table.get(keys.budget('crm'));
    expect(Number(item?.due)).toBeGreaterThanOrEqual(from + 39 * 20 - 5);
    expect(Math.max(...sent)).toBeGreaterThanOrEqual(from + 39 * 20 - 5);
    await close();
  });
});
