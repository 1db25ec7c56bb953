import { startTestStack } from '../e2e/support/test-stack.ts';
import { newOrder, plainGoods } from '../orders/support/bridge.ts';
import { atMost, type BenchRow, median, tableOf } from './bench-row.ts';

const JOURNEYS = 11;
const ROWS = 5;

/**
 * The bar of speed: from the CRM's call to the posted document, through the gateway, the queue, the worker and both
 * sandboxes of the local stack. Every order is a new customer's.
 */
export async function run(): Promise<BenchRow[]> {
  await using stack = await startTestStack();
  const items = plainGoods
    .slice(0, ROWS)
    .map(({ key }) => ({ offer: { xmlId: key }, quantity: 2, initialPrice: 100 }));
  const seconds: number[] = [];
  for (let journey = 0; journey <= JOURNEYS; journey += 1) {
    const { id, number } = newOrder(stack, { items, delivery: { cost: 350 } });
    const startedAt = performance.now();
    const status = await stack.trigger(id);
    if (status !== 200) {
      throw new Error(`the trigger was answered with ${status}`);
    }
    await stack.posted(number);
    seconds.push((performance.now() - startedAt) / 1000);
  }
  return [
    atMost(1, {
      // The first journey also starts the functions.
      name: 'Orders: from trigger to posted, local stack',
      figure: median(seconds.slice(1)),
      unit: 'seconds',
    }),
  ];
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
