import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../lib/state/keys.ts';
import type { Leases } from '../../lib/state/leases.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { counter, TABLES, type TestTable } from './tables.ts';

const TTL = 210_000;

describe.each(TABLES)('leases in $name', ({ open }) => {
  let opened: TestTable;
  let leases: Leases;
  beforeAll(async () => {
    opened = await open();
    leases = createLeases({ table: opened.table, clock: opened.clock, makeId: counter('owner') });
  });
  afterAll(() => opened.close());

  it('are held by one owner until released', async () => {
    const lease = await leases.acquire('order-1', TTL);
    expect(lease).toMatchObject({ name: 'order-1', expiresAt: opened.clock.time + TTL });
    expect(await leases.acquire('order-1', TTL)).toBeUndefined();
    expect(await leases.acquire('order-2', TTL)).toBeDefined();

    await leases.release(lease ?? missing());
    expect(await leases.acquire('order-1', TTL)).toBeDefined();
  });

  it('are given to one of many', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => leases.acquire('order-3', TTL)));

    expect(all.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('pass on to the millisecond when their time is over, and the late owner releases nothing', async () => {
    const late = (await leases.acquire('order-4', 1500)) ?? missing();
    opened.clock.time = late.expiresAt - 1;
    expect(await leases.acquire('order-4', TTL)).toBeUndefined();

    opened.clock.time += 1;
    const next = await leases.acquire('order-4', TTL);
    expect(next).toBeDefined();

    await leases.release(late);
    expect(await leases.acquire('order-4', TTL)).toBeUndefined();
  });

  it('the table never deletes one before its time is over', async () => {
    opened.clock.time = Math.ceil(opened.clock.time / 1000) * 1000;
    const lease = (await leases.acquire('order-6', 1500)) ?? missing();
    opened.clock.time = lease.expiresAt - 1;
    expect(await opened.table.get(keys.lease('order-6'))).toMatchObject({ owner: lease.owner });
  });

  it('may be released twice', async () => {
    const lease = (await leases.acquire('order-5', TTL)) ?? missing();
    await leases.release(lease);
    await expect(leases.release(lease)).resolves.toBeUndefined();
  });
});

function missing(): never {
  throw new Error('the lease was expected to be free');
}
