import { describe, expect, it } from 'vitest';
import type { Lane } from '../../lib/platform/request-budget.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import type { Leases } from '../../lib/state/leases.ts';
import { createSlots, NoTimeLeft, type Slots } from '../../lib/state/slots.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { createVirtualTime, type VirtualTime } from '../limits/support/virtual-time.ts';
import { createMemoryTable } from './memory-table.ts';
import { counter } from './tables.ts';

const NOON = Date.parse('2026-03-10T09:00:00Z');
const LEASE_MS = 210_000;

/** A piece of work that begins by then, and whose slot lives as long as a lease of the worker. */
const until = (startBy: number) => ({ startBy, leaseMs: LEASE_MS });

interface Setting {
  readonly time: VirtualTime;
  /** Slots as a process of its own has them. */
  slots(change?: (leases: Leases) => Leases): Slots;
  /** Work of `forMs` in a slot; counts who works at the same time. */
  work(slots: Slots, lane: Lane, forMs: number, patienceMs?: number): Promise<void>;
  /** The most that worked at the same time: together, and of each lane. */
  readonly peak: Readonly<Record<Lane | 'all', number>>;
  settings: { count: number };
}

function setting(count: number): Setting {
  const time = createVirtualTime(NOON);
  const table = createMemoryTable(time.clock);
  const makeId = counter('owner');
  const settings = { count };
  const working = { orders: 0, exports: 0, bulk: 0, all: 0 };
  const peak = { orders: 0, exports: 0, bulk: 0, all: 0 };
  const change = (lane: Lane, by: number): void => {
    for (const which of [lane, 'all'] as const) {
      working[which] += by;
      peak[which] = Math.max(peak[which], working[which]);
    }
  };
  return {
    time,
    peak,
    settings,
    slots: (change = (leases) => leases) =>
      createSlots({
        leases: change(createLeases({ table, clock: time.clock, makeId })),
        count: async () => settings.count,
        clock: time.clock,
        sleep: time.sleep,
        random: () => 0.5,
      }),
    work: (slots, lane, forMs, patienceMs = 60_000) =>
      slots.within(lane, until(time.clock.now() + patienceMs), async () => {
        change(lane, 1);
        await time.sleep(forMs);
        change(lane, -1);
      }),
  };
}

describe('slots of 1C', () => {
  it('are as many as the settings allow, over all processes', async () => {
    const given = setting(3);
    const processes = [given.slots(), given.slots(), given.slots()];
    const startedAt = given.time.clock.now();
    await given.time.passUntil(
      Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          given.work(processes[index % 3] ?? given.slots(), 'orders', 1000),
        ),
      ),
    );
    expect(given.peak.all).toBe(3);
    expect(given.time.clock.now() - startedAt).toBeLessThan(10_000 / 0.8);
  });

  it('a process loses no time between two pieces of its own work', async () => {
    const given = setting(2);
    const slots = given.slots();
    await given.time.passUntil(
      Promise.all(Array.from({ length: 20 }, () => given.work(slots, 'orders', 1000))),
    );
    expect(given.time.clock.now() - NOON).toBe(10_000);
  });

  it('one is kept for orders: other work never takes it', async () => {
    const given = setting(3);
    const pushes = Array.from({ length: 6 }, (_, index) =>
      given.work(given.slots(), index % 2 === 0 ? 'exports' : 'bulk', 40_000, 300_000),
    );
    const ordering = async (): Promise<number> => {
      await given.time.sleep(5000);
      const askedAt = given.time.clock.now();
      await given.work(given.slots(), 'orders', 1000);
      return given.time.clock.now() - askedAt;
    };
    const [took] = await given.time.passUntil(Promise.all([ordering(), ...pushes]));
    expect(took).toBe(1000);
    expect(given.peak.exports + given.peak.bulk).toBeLessThanOrEqual(4);
    expect(given.peak.all).toBe(3);
  });

  it.each(['exports', 'bulk'] as const)(
    'of two, %s work in one and orders find the other free',
    async (lane) => {
      const given = setting(2);
      const pushes = Array.from({ length: 4 }, () => given.work(given.slots(), lane, 40_000, 300_000));
      const ordering = async (): Promise<number> => {
        await given.time.sleep(5000);
        const askedAt = given.time.clock.now();
        await given.work(given.slots(), 'orders', 1000);
        return given.time.clock.now() - askedAt;
      };
      const [took] = await given.time.passUntil(Promise.all([ordering(), ...pushes]));
      expect(took).toBe(1000);
      expect(given.peak[lane]).toBe(1);
    },
  );

  it('orders may take all of them', async () => {
    const given = setting(3);
    await given.time.passUntil(
      Promise.all(Array.from({ length: 6 }, () => given.work(given.slots(), 'orders', 1000))),
    );
    expect(given.peak.orders).toBe(3);
  });

  it('a single one is shared by all lanes', async () => {
    const given = setting(1);
    await given.time.passUntil(
      Promise.all([
        given.work(given.slots(), 'bulk', 1000),
        given.work(given.slots(), 'orders', 1000),
        given.work(given.slots(), 'exports', 1000),
      ]),
    );
    expect(given.peak).toEqual({ all: 1, orders: 1, exports: 1, bulk: 1 });
  });

  it('none in time: fails retryably, and the work was not begun', async () => {
    const given = setting(1);
    const long = given.work(given.slots(), 'orders', 100_000);
    const late = given.work(given.slots(), 'orders', 1000, 30_000);
    const [, refused] = await given.time.passUntil(Promise.allSettled([long, late]));
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { code: 'onecBusySlots', retryable: true, details: { slots: 1 } },
    });
    expect(given.peak.all).toBe(1);
  });

  it('N-2: begins nothing after its time, even when a slot is free, and does not blame the number of slots', async () => {
    const given = setting(1);
    const late = await given.work(given.slots(), 'orders', 1000, -1).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(NoTimeLeft);
    expect(late).toMatchObject({ retryable: true, advice: expect.stringContaining('предел') });
  });

  it('a slot comes back when the work fails', async () => {
    const given = setting(1);
    const slots = given.slots();
    const failing = slots.within('orders', until(NOON + 1000), async () => {
      throw new Error('1C is down');
    });
    await expect(given.time.passUntil(failing)).rejects.toThrow('1C is down');
    await given.time.passUntil(given.work(given.slots(), 'orders', 1000, 0));
  });

  it('a slot whose return the table did not hear of is free to its own process once its lease is over', async () => {
    const given = setting(1);
    let isDown = false;
    const slots = given.slots((leases) => ({
      ...leases,
      release: (lease) =>
        isDown ? Promise.reject(new StateUnreachable('delete', new Error('down'))) : leases.release(lease),
    }));
    isDown = true;
    await expect(given.time.passUntil(given.work(slots, 'orders', 1000))).rejects.toThrow(StateUnreachable);
    isDown = false;
    await given.time.passUntil(given.work(slots, 'orders', 1000, LEASE_MS));
    expect(given.time.clock.now() - NOON).toBeLessThanOrEqual(LEASE_MS + 2000);
  });

  it('the slot of a process that died comes back with its lease', async () => {
    const given = setting(1);
    const never = new Promise<void>(() => undefined);
    given
      .slots()
      .within('orders', until(NOON), () => never)
      .catch(() => undefined);
    await given.time.passUntil(given.work(given.slots(), 'orders', 0, 2 * LEASE_MS));
    expect(given.time.clock.now() - NOON).toBeGreaterThanOrEqual(LEASE_MS);
    expect(given.time.clock.now() - NOON).toBeLessThanOrEqual(LEASE_MS + 500);
  });

  it('follow the settings', async () => {
    const given = setting(3);
    await given.time.passUntil(given.work(given.slots(), 'orders', 1));
    given.settings.count = 1;
    const slots = given.slots();
    await given.time.passUntil(
      Promise.all(Array.from({ length: 3 }, () => given.work(slots, 'orders', 1000))),
    );
    expect(given.peak.all).toBe(1);
  });
});
