import { afterAll, beforeAll, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/test-stack.ts';

const BURST = 200;

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

it('B-7: of 200 orders that are triggered at once while others are imported none is refused', async () => {
  const before = Array.from({ length: 20 }, () => newOrder(stack));
  for (const { id } of before) {
    expect(await stack.trigger(id)).toBe(200);
  }
  const burst = Array.from({ length: BURST }, () => newOrder(stack));
  const statuses = await Promise.all(burst.map(({ id }) => stack.trigger(id)));
  expect(statuses.filter((status) => status !== 200)).toEqual([]);

  const first = before[0] ?? { id: 0, number: '' };
  await stack.posted(first.number);
  await eventually('a part of the burst imported', async () => {
    // One after the other: 200 connections at once would be a load of the test's own.
    for (const { id } of burst) {
      if ((await stack.stores.outcomes.read(id))?.kind === 'imported') {
        return true;
      }
    }
    return undefined;
  });
});
