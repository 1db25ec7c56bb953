import { describe, expect, it } from 'vitest';
import { keys } from '../../lib/state/keys.ts';
import { createLoginLatch, type LoginLatch } from '../../lib/state/login-latch.ts';
import type { Table } from '../../lib/state/table.ts';
import { createMemoryTable } from './memory-table.ts';
import { counter, type TestClock, testClock } from './tables.ts';

const MINUTE = 60_000;

interface Setting {
  readonly clock: TestClock;
  readonly table: Table;
  /** The latch as a process of its own has it. */
  latch(login?: string): LoginLatch;
}

function setting(): Setting {
  const clock = testClock();
  const table = createMemoryTable(clock);
  const makeId = counter('salt');
  return {
    clock,
    table,
    latch: (login = 'odata:wrong') => createLoginLatch({ table, name: 'onec', login, clock, makeId }),
  };
}

describe('a latch on a refused login', () => {
  it('is open while nobody was refused, and asks the table once in five seconds', async () => {
    const { clock, table } = setting();
    let reads = 0;
    const counting: Table = {
      ...table,
      get: (key) => {
        reads += 1;
        return table.get(key);
      },
    };
    const latch = createLoginLatch({
      table: counting,
      name: 'onec',
      login: 'a:b',
      clock,
      makeId: counter('s'),
    });
    for (let call = 0; call < 10; call += 1) {
      expect(await latch.closedUntil()).toBeUndefined();
      clock.time += 600;
    }
    expect(reads).toBe(2);
  });

  it('a refusal closes it for fifteen minutes, here at once and elsewhere', async () => {
    const { clock, latch } = setting();
    const [one, two] = [latch(), latch()];
    expect(await one.closedUntil()).toBeUndefined();
    const until = await one.close();
    expect(until).toBe(clock.time + 15 * MINUTE);
    expect(await one.closedUntil()).toBe(until);
    expect(await two.closedUntil()).toBe(until);
    clock.time = until - 1;
    expect(await one.closedUntil()).toBe(until);
    expect(await latch().closedUntil()).toBe(until);
  });

  it('a process that had looked just before learns of it within five seconds', async () => {
    const { clock, latch } = setting();
    const [one, two] = [latch(), latch()];
    await two.closedUntil();
    const until = await one.close();
    clock.time += 5000;
    expect(await two.closedUntil()).toBe(until);
  });

  it('after the pause one caller probes, the others wait for what it finds out', async () => {
    const { clock, latch } = setting();
    clock.time = await latch().close();
    const processes = Array.from({ length: 5 }, () => latch());
    const told = await Promise.all(processes.map((one) => one.closedUntil()));
    expect(told.filter((until) => until === undefined)).toHaveLength(1);
  });

  it('a probe that succeeds opens it for all', async () => {
    const { clock, table, latch } = setting();
    const other = latch();
    clock.time = await latch().close();
    const probe = latch();
    expect(await probe.closedUntil()).toBeUndefined();
    expect(await other.closedUntil()).toBeDefined();
    await probe.open();
    expect(await table.get(keys.latch('onec'))).toBeUndefined();
    expect(await probe.closedUntil()).toBeUndefined();
    expect(await latch().closedUntil()).toBeUndefined();
    clock.time += 90_000;
    expect(await other.closedUntil()).toBeUndefined();
  });

  it('a probe that is refused closes it again for fifteen minutes', async () => {
    const { clock, latch } = setting();
    clock.time = await latch().close();
    const probe = latch();
    await probe.closedUntil();
    expect(await probe.close()).toBe(clock.time + 15 * MINUTE);
    expect(await probe.closedUntil()).toBe(clock.time + 15 * MINUTE);
  });

  it('a probe that never comes back is followed by another', async () => {
    const { clock, latch } = setting();
    clock.time = await latch().close();
    expect(await latch().closedUntil()).toBeUndefined();
    expect(await latch().closedUntil()).toBe(clock.time + 90_000);
    clock.time += 90_000;
    expect(await latch().closedUntil()).toBeUndefined();
  });

  it('another login is not held up, and does not open it for the old one', async () => {
    const { latch } = setting();
    const until = await latch('odata:wrong').close();
    const renewed = latch('odata:right');
    expect(await renewed.closedUntil()).toBeUndefined();
    await renewed.open();
    expect(await latch('odata:wrong').closedUntil()).toBe(until);
  });

  it('keeps no login, and the same login never twice in the same form', async () => {
    const { table, latch } = setting();
    const stored = async (): Promise<string> => JSON.stringify(await table.get(keys.latch('onec')));
    await latch('odata:wrong').close();
    const first = await stored();
    await latch('odata:wrong').close();
    const second = await stored();
    expect(first).not.toMatch(/odata|wrong/);
    expect(JSON.parse(first).digest).not.toBe(JSON.parse(second).digest);
  });
});
