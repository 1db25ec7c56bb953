import { refTo } from '../../state/links.ts';
import { execute, type WriteDeps } from '../../writes/execute.ts';
import type { Execution } from '../../writes/execution.ts';
import { realKey } from '../../writes/references.ts';
import { type CustomerLockDeps, withCustomerLock } from '../customer/customer-lock.ts';
import { isLinked, readCustomerLinks } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import type { CustomerPlan } from '../customer/plan-customer.ts';
import { sentContacts } from '../customer/sent-contacts.ts';
import type { Refusal } from '../plan.ts';
import { type ImportOutcome, parked } from './outcome.ts';
import {
  closedToWrites,
  type PrepareDeps,
  type PreparedOrder,
  type PrepareQuestion,
  prepareOrder,
} from './prepare.ts';
import { orderClosed } from './verdicts.ts';

type Deps = WriteDeps & PrepareDeps & CustomerLockDeps;

/**
 * Prepares an order and writes its customer, so that only the document is left to be written. Alone for that customer
 * wherever one may be created: two orders of a new customer must find one partner ({@link withCustomerLock}).
 *
 * @param execution told of every write.
 * @returns the outcome instead, with nothing written, if the order is parked or closed in 1C.
 * @throws {CustomerBusy} if another worker does not finish the customer in time, and whatever 1C or the state table throw.
 */
export async function prepareWithCustomer(
  question: Omit<PrepareQuestion, 'customerLinks'>,
  execution: Execution,
  deps: Deps,
): Promise<PreparedOrder | ImportOutcome> {
  const { person, settings } = question;
  const customerLinks = await readCustomerLinks(person.crmId, deps.links);
  if (isLinked(customerLinks)) {
    const prepared = await prepareOrder({ ...question, customerLinks }, deps);
    if ('problems' in prepared || !isSearchedAnew(prepared.customer)) {
      return writeCustomerOf(question, prepared, execution, deps);
    }
  }
  return withCustomerLock(person, settings.customers.ignoredContacts, deps, async () => {
    const links = await readCustomerLinks(person.crmId, deps.links);
    return writeCustomerOf(
      question,
      await prepareOrder({ ...question, customerLinks: links }, deps),
      execution,
      deps,
    );
  });
}

/** A linked object is gone from 1C, so that another one is taken or made. */
const isSearchedAnew = ({ vanished, writes }: CustomerPlan): boolean =>
  vanished.partner !== undefined ||
  vanished.counterparty !== undefined ||
  writes.some(({ action }) => action === 'create');

async function writeCustomerOf(
  question: Omit<PrepareQuestion, 'customerLinks'>,
  prepared: PreparedOrder | Refusal,
  execution: Execution,
  deps: Deps,
): Promise<PreparedOrder | ImportOutcome> {
  if ('problems' in prepared) {
    return parked(prepared.problems);
  }
  const closed = await closedToWrites(prepared, question.link, deps.onec);
  if (closed !== undefined) {
    return orderClosed(question.order, closed);
  }
  await writeCustomer(question.person, prepared.customer, execution, deps);
  return prepared;
}

/** Creates or changes the customer and remembers with its links what contacts were sent. */
async function writeCustomer(
  person: Person,
  { partner, counterparty, vanished, writes }: CustomerPlan,
  execution: Execution,
  deps: Deps,
): Promise<void> {
  await execute(writes, execution, deps);
  const contacts = sentContacts(person, deps.digest);
  const confirm = (kind: 'partner' | 'counterparty', key: string) =>
    deps.links.confirm(
      refTo(kind, person.crmId),
      realKey(execution.keys, key),
      { ...contacts },
      vanished[kind],
    );
  deps.assertMine();
  await Promise.all([confirm('partner', partner), confirm('counterparty', counterparty)]);
}
