import { once } from 'node:events';
import { eachLimited } from '../../lib/platform/concurrency.ts';
import { startTestStack, type TestStack } from '../e2e/support/test-stack.ts';
import { newOrder, plainGoods } from '../orders/support/bridge.ts';

/**
 * The throughput bench in a process of its own, since the functions read the process's environment once: the parent is sent
 * how many orders a second the local stack imported, and how many in a second of processor time.
 */
export interface Throughput {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

const CUSTOMERS = 10;
const ORDERS = 200;
const ROWS = 3;
/** Calls of the trigger at a time. */
const CALLS = 4;
const LOOK_EVERY_MS = 50;

const items = plainGoods
  .slice(0, ROWS)
  .map(({ key }) => ({ offer: { xmlId: key }, quantity: 2, initialPrice: 100 }));

async function trigger(stack: TestStack, orderId: number): Promise<void> {
  const status = await stack.trigger(orderId);
  if (status !== 200) {
    throw new Error(`the trigger was answered with ${status}`);
  }
}

/** Orders of new people, imported. @returns the ids of their cards in the CRM, with what the next orders must repeat. */
async function makeCustomersKnown(stack: TestStack) {
  const known = [];
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    const { id, number } = newOrder(stack, { items });
    await trigger(stack, id);
    await stack.posted(number);
    const order = stack.crm.order(id);
    const { phone, email } = order;
    known.push({ phone, email, customer: { id: (order.customer as { readonly id: number }).id } });
  }
  return known;
}

const postedCount = ({ onec }: TestStack): number =>
  onec.control.entities('Document_ЗаказКлиента').filter(({ Posted }) => Posted === true).length;

async function measure(): Promise<Throughput> {
  await using stack = await startTestStack();
  const known = await makeCustomersKnown(stack);
  const before = postedCount(stack);
  const orders = Array.from({ length: ORDERS }, (_, index) => {
    const customer = known[index % known.length];
    return newOrder(stack, { items, delivery: { cost: 350 }, ...customer }).id;
  });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await eachLimited(orders, CALLS, (id) => trigger(stack, id));
  while (postedCount(stack) < before + ORDERS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: (ORDERS / (performance.now() - startedAt)) * 1000,
    perCpuSecond: (ORDERS / (user + system)) * 1e6,
  };
}

const throughput = await measure();
if (process.send === undefined) {
  console.log(throughput);
} else {
  process.send(throughput);
  await once(process, 'disconnect');
}
process.exit();
