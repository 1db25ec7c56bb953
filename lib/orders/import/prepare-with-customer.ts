import { refTo } from '../../state/links.ts';
import { execute, type WriteDeps } from '../../writes/execute.ts';
import type { Execution } from '../../writes/execution.ts';
import { realKey } from '../../writes/references.ts';
import type { SentContacts } from '../customer/facts.ts';
import { type CustomerLinks, isLinked, readCustomerLinks } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import type { CustomerPlan } from '../customer/plan-customer.ts';
import { inCustomersTurn, type TurnDeps } from './customer-turn.ts';
import { type ImportOutcome, parked } from './outcome.ts';
import {
  closedToWrites,
  type PrepareDeps,
  type PreparedOrder,
  type PrepareQuestion,
  prepareOrder,
} from './prepare.ts';
import { orderClosed } from './verdicts.ts';

type Deps = WriteDeps & PrepareDeps & TurnDeps;

/**
 * Prepares an order and writes its customer, so that only the document is left to be written. Alone for that customer as long
 * as it is not linked: two orders of a new customer must find one partner (`customer-turn.ts`).
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
  const { crmId } = question.person;
  const links = await readCustomerLinks(crmId, deps.links);
  const prepare = (customerLinks: CustomerLinks) =>
    prepareAndWriteCustomer({ ...question, customerLinks }, execution, deps);
  return isLinked(links)
    ? prepare(links)
    : inCustomersTurn(crmId, deps, async () => prepare(await readCustomerLinks(crmId, deps.links)));
}

async function prepareAndWriteCustomer(
  question: PrepareQuestion,
  execution: Execution,
  deps: Deps,
): Promise<PreparedOrder | ImportOutcome> {
  const prepared = await prepareOrder(question, deps);
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
  deps: WriteDeps,
): Promise<void> {
  await execute(writes, execution, deps);
  const contacts: SentContacts = { phone: person.phone, email: person.email };
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
