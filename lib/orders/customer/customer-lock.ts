import type { Digest } from '../../platform/digest.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Lease } from '../../state/leases.ts';
import type { LockDeps } from '../flow.ts';
import type { Person } from './person.ts';
import { searchedContacts } from './searched-contacts.ts';

/** Another worker is creating the same customer and has not finished in time; the message comes back. */
class CustomerBusy extends BridgeError {
  constructor(customer: number | string) {
    super(`customer ${customer} is being created by another worker`, {
      code: 'customerBusy',
      retryable: true,
      advice:
        'Покупателя этого заказа как раз заводит другой обработчик. Загрузка повторится сама, ничего делать не нужно.',
      details: { customer },
    });
  }
}

const WAIT_MS = 200;

/** Five seconds in all: a customer takes two writes, and the lease of the order is running meanwhile. */
const WAITS = 25;

/** What the lock of a customer takes. */
export interface CustomerLockDeps extends LockDeps {
  readonly digest: Digest;
}

/**
 * Keeps everybody else from creating the same customer: under the same CRM id, or under another card with one of the same
 * contacts (R-7, B-10). The leases are taken in the order of their names, so that no two workers wait for each other; a
 * contact is named by its digest (D-25).
 *
 * @param ignored contacts that nobody is known by, and that therefore nobody waits for.
 * @returns the lock, which is given back when it is disposed of.
 * @throws {CustomerBusy} if another worker does not finish within five seconds; whatever the leases throw.
 */
export async function lockCustomer(
  person: Person,
  ignored: Settings['customers']['ignoredContacts'],
  deps: CustomerLockDeps,
): Promise<AsyncDisposable> {
  return takeAll(lockNames(person, ignored, deps.digest), person.crmId, deps);
}

/**
 * Takes leases one after the other, in the order of their names: nobody who does so waits for somebody who waits for them.
 *
 * @param customer whose they are, for the message.
 * @returns as {@link lockCustomer}.
 * @throws as {@link lockCustomer}.
 */
export async function takeAll(
  names: readonly string[],
  customer: number | string,
  deps: LockDeps,
): Promise<AsyncDisposable> {
  const held: Lease[] = [];
  const giveBack = async () => {
    await Promise.all(held.splice(0).map((lease) => deps.leases.release(lease)));
  };
  try {
    let waits = WAITS;
    for (const name of sorted(names)) {
      let lease = await deps.leases.acquire(name, deps.leaseMs);
      for (; lease === undefined && waits > 0; waits -= 1) {
        await deps.sleep(WAIT_MS);
        lease = await deps.leases.acquire(name, deps.leaseMs);
      }
      if (lease === undefined) {
        throw new CustomerBusy(customer);
      }
      held.push(lease);
    }
  } catch (error) {
    await giveBack();
    throw error;
  }
  return { [Symbol.asyncDispose]: giveBack };
}

/** Names of the leases, each once, in an order that is the same for everybody. */
export function lockNames(
  person: Person,
  ignored: Settings['customers']['ignoredContacts'],
  digest: Digest,
): readonly string[] {
  const contacts = contactDigests(person, ignored, digest).map((contact) => `contact-${contact}`);
  return sorted([`customer-${person.crmId}`, ...contacts]);
}

/** The digests of all contacts by which somebody is searched. */
export function contactDigests(
  contacts: Pick<Person, 'phone' | 'email'>,
  ignored: Settings['customers']['ignoredContacts'],
  digest: Digest,
): readonly string[] {
  const { phones, email } = searchedContacts(contacts, ignored);
  return [
    ...phones.map(({ number }) => digest('phone', number)),
    ...(email === '' ? [] : [digest('email', email)]),
  ];
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
