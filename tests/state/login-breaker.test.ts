import { describe, expect, it } from 'vitest';
import { keys } from '../../lib/state/keys.ts';
import { createLoginBreaker, type LoginBreaker } from '../../lib/state/login-breaker.ts';
import type { Table } from '../../lib/state/table.ts';
import { createMemoryTable } from './memory-table.ts';
import { counter, type TestClock, testClock } from './tables.ts';

const MINUTE = 60_000;

interface Setting {
  readonly clock: TestClock;
  readonly table: Table;
  /** The breaker as a process of its own has it. */
  breaker(login?: string): LoginBreaker;
}

function setting(): Setting {
  const clock = testClock();
  const table = createMemoryTable(clock);
  const makeId = counter('salt');
  return {
    clock,
    table,
    breaker: (login = 'odata:wrong') => createLoginBreaker({ table, name: 'onec', login, clock, makeId }),
  };
}

describe('the breaker of a refused login', () => {
  it('is closed while nobody was refused, and asks the table once in five seconds', async () => {
    const { clock, table } = setting();
    let reads = 0;
    const counting: Table = {
      ...table,
      get: (key) => {
        reads += 1;
        return table.get(key);
      },
    };
    const breaker = createLoginBreaker({
      table: counting,
      name: 'onec',
      login: 'a:b',
      clock,
      makeId: counter('s'),
    });
    for (let call = 0; call < 10; call += 1) {
      expect(await breaker.openUntil()).toBeUndefined();
      clock.time += 600;
    }
    expect(reads).toBe(2);
  });

  it('a refusal opens it for sixteen minutes, here at once and elsewhere', async () => {
    const { clock, breaker } = setting();
    const [one, two] = [breaker(), breaker()];
    expect(await one.openUntil()).toBeUndefined();
    const until = await one.trip();
    expect(until).toBe(clock.time + 16 * MINUTE);
    expect(await one.openUntil()).toBe(until);
    expect(await two.openUntil()).toBe(until);
    clock.time = until - 1;
    expect(await one.openUntil()).toBe(until);
    expect(await breaker().openUntil()).toBe(until);
  });

  it('a process that had looked just before learns of it within five seconds', async () => {
    const { clock, breaker } = setting();
    const [one, two] = [breaker(), breaker()];
    await two.openUntil();
    const until = await one.trip();
    clock.time += 5000;
    expect(await two.openUntil()).toBe(until);
  });

  it('what was refused while a probe was under way is not forgotten when the probe ends well', async () => {
    const { clock, breaker } = setting();
    clock.time = await breaker().trip();
    const probe = breaker();
    expect(await probe.openUntil()).toBeUndefined();
    const until = await breaker().trip();
    await probe.reset();
    expect(await breaker().openUntil()).toBe(until);
  });

  it('after the pause one caller probes, the others wait for what it finds out', async () => {
    const { clock, breaker } = setting();
    clock.time = await breaker().trip();
    const processes = Array.from({ length: 5 }, () => breaker());
    const told = await Promise.all(processes.map((one) => one.openUntil()));
    expect(told.filter((until) => until === undefined)).toHaveLength(1);
  });

  it('a probe that succeeds closes it for all', async () => {
    const { clock, table, breaker } = setting();
    const other = breaker();
    clock.time = await breaker().trip();
    const probe = breaker();
    expect(await probe.openUntil()).toBeUndefined();
    expect(await other.openUntil()).toBeDefined();
    await probe.reset();
    expect(await table.get(keys.loginBreaker('onec'))).toBeUndefined();
    expect(await probe.openUntil()).toBeUndefined();
    expect(await breaker().openUntil()).toBeUndefined();
    clock.time += 90_000;
    expect(await other.openUntil()).toBeUndefined();
  });

  it('a probe that is refused opens it again for sixteen minutes', async () => {
    const { clock, breaker } = setting();
    clock.time = await breaker().trip();
    const probe = breaker();
    await probe.openUntil();
    expect(await probe.trip()).toBe(clock.time + 16 * MINUTE);
    expect(await probe.openUntil()).toBe(clock.time + 16 * MINUTE);
  });

  it('a probe that never comes back is followed by another', async () => {
    const { clock, breaker } = setting();
    clock.time = await breaker().trip();
    expect(await breaker().openUntil()).toBeUndefined();
    expect(await breaker().openUntil()).toBe(clock.time + 90_000);
    clock.time += 90_000;
    expect(await breaker().openUntil()).toBeUndefined();
  });

  it('another login is not held up, and does not close it for the old one', async () => {
    const { breaker } = setting();
    const until = await breaker('odata:wrong').trip();
    const renewed = breaker('odata:right');
    expect(await renewed.openUntil()).toBeUndefined();
    await renewed.reset();
    expect(await breaker('odata:wrong').openUntil()).toBe(until);
  });

  it('N-4: whoever asks by hand goes ahead before the time is over, and a success lets everybody in', async () => {
    const { breaker } = setting();
    const [one, asked] = [breaker(), breaker()];
    await one.trip();
    expect(await asked.openUntil(true)).toBeUndefined();
    await asked.reset();
    expect(await breaker().openUntil()).toBeUndefined();
  });

  it('N-4: refused once more, it is open for another sixteen minutes', async () => {
    const { clock, breaker } = setting();
    const asked = breaker();
    await breaker().trip();
    clock.time += MINUTE;
    expect(await asked.openUntil(true)).toBeUndefined();
    expect(await asked.trip()).toBe(clock.time + 16 * MINUTE);
    expect(await breaker().openUntil()).toBe(clock.time + 16 * MINUTE);
  });

  it('keeps no login, and the same login never twice in the same form', async () => {
    const { table, breaker } = setting();
    const stored = async (): Promise<string> => JSON.stringify(await table.get(keys.loginBreaker('onec')));
    await breaker('odata:wrong').trip();
    const first = await stored();
    await breaker('odata:wrong').trip();
    const second = await stored();
    expect(first).not.toMatch(/odata|wrong/);
    expect(JSON.parse(first).digest).not.toBe(JSON.parse(second).digest);
  });
});
