import { describe, expect, it } from 'vitest';
import { assertHeld, isOver, LeaseOver } from '../../../lib/orders/import/lease-guard.ts';
import { createLeases } from '../../../lib/state/table-leases.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { counter } from '../../state/tables.ts';

const LEASE_MS = 90_000;

/** The lease of an order, `msBeforeEnd` before its time is over, and whether another worker gets it then. */
async function leaseAt(msBeforeEnd: number) {
  let now = 1_000_000;
  const clock = { now: () => now };
  const leases = createLeases({ table: createMemoryTable(clock), clock, makeId: counter('owner') });
  const lease = await leases.acquire('order-1', LEASE_MS);
  if (lease === undefined) {
    throw new Error('the lease was expected to be free');
  }
  now = lease.expiresAt - msBeforeEnd;
  return { lease, clock, isAnothers: (await leases.acquire('order-1', LEASE_MS)) !== undefined };
}

describe('the guard of a lease', () => {
  it('lets the holder work to the last millisecond', async () => {
    const { lease, clock, isAnothers } = await leaseAt(1);
    expect(isAnothers).toBe(false);
    expect(isOver(lease, clock)).toBe(false);
    expect(() => assertHeld(lease, clock)).not.toThrow();
  });

  it.each([0, -1, -999, -1000])(
    'stops the holder as soon as another worker may have the order, %d ms before the end',
    async (msBeforeEnd) => {
      const { lease, clock, isAnothers } = await leaseAt(msBeforeEnd);
      expect(isAnothers).toBe(true);
      expect(isOver(lease, clock)).toBe(true);
      expect(() => assertHeld(lease, clock)).toThrow(LeaseOver);
    },
  );
});
