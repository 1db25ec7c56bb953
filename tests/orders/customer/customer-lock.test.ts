import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lockCustomer, lockNames } from '../../../lib/orders/customer/customer-lock.ts';
import { personOf } from '../../../lib/orders/customer/person.ts';
import { createLeases } from '../../../lib/state/table-leases.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { counter } from '../../state/tables.ts';
import { crmOrder } from '../support/crm-order.ts';
import { testDigest } from '../support/digest.ts';

const person = personOf(crmOrder()) ?? {
  crmId: 0,
  name: '',
  surname: '',
  phone: '',
  email: '',
  registeredAt: '',
};

function lockDeps() {
  let now = 0;
  const slept: number[] = [];
  const clock = { now: () => now };
  const leases = createLeases({ table: createMemoryTable(clock), clock, makeId: counter('owner') });
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    now += milliseconds;
  };
  return { leases, sleep, leaseMs: 90_000, digest: testDigest, slept };
}

describe('R-7: the lock of a customer', () => {
  it('is named by the card and by each contact, as digests, in one order for everybody', () => {
    const phones = fc.array(fc.stringMatching(/^89[0-9]{9}$/), { maxLength: 3 });
    fc.assert(
      fc.property(phones, fc.constantFrom('', 'a@example.ru'), fc.nat(), (numbers, email, crmId) => {
        const names = lockNames({ ...person, crmId, phone: numbers.join(', '), email }, [], testDigest);
        expect(names).toEqual([...new Set(names)].sort());
        expect(names).toContain(`customer-${crmId}`);
        const reversed = { ...person, crmId, phone: numbers.toReversed().join('; '), email };
        expect(lockNames(reversed, [], testDigest)).toEqual(names);
        for (const contact of [...numbers, 'example']) {
          expect(names.join()).not.toContain(contact.slice(-7));
        }
      }),
    );
  });

  it('leaves out what many customers share (D-5): nobody waits for a stub', () => {
    const stub = { ...person, phone: '+7 900 000-00-00', email: 'market@example.com' };
    expect(lockNames(stub, ['market@example.com'], testDigest)).toEqual([`customer-${person.crmId}`]);
  });

  it('is given back when it is disposed of, and may be disposed of twice', async () => {
    const deps = lockDeps();
    for (let time = 1; time <= 3; time += 1) {
      const lock = await lockCustomer(person, [], deps);
      await lock[Symbol.asyncDispose]();
      await lock[Symbol.asyncDispose]();
    }
    expect(deps.slept).toEqual([]);
  });

  it('that does not come free within five seconds lets everything go, and the message comes back', async () => {
    const deps = lockDeps();
    const names = lockNames(person, [], testDigest);
    const last = await deps.leases.acquire(names.at(-1) ?? '', deps.leaseMs);
    const waiting = lockCustomer(person, [], deps);
    await expect(waiting).rejects.toMatchObject({ code: 'customerBusy', retryable: true });
    expect(deps.slept.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBe(5000);
    expect(last).toBeDefined();
    for (const name of names.slice(0, -1)) {
      expect(await deps.leases.acquire(name, 1)).toBeDefined();
    }
  });
});
