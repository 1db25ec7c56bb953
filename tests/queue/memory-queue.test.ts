import { expect, it } from 'vitest';
import { counter, testClock } from '../state/tables.ts';
import { createMemoryQueue } from './memory-queue.ts';

it('hands several messages of one order out together, as AWS does and the stand-in does not', async () => {
  const clock = testClock();
  const queue = createMemoryQueue({
    clock,
    makeId: counter('id'),
    visibilitySeconds: 30,
    maxReceiveCount: 1000,
  });
  await queue.send({ orderId: 1 });
  await queue.send({ orderId: 1 });
  const [first, second] = queue.receive();
  expect([first?.orderId, second?.orderId]).toEqual([1, 1]);

  await queue.postpone(first?.receiptHandle ?? '', 900);
  clock.time += 30_000;
  expect(queue.receive()).toEqual([]);
  clock.time += 870_000;
  expect(queue.receive().map((message) => message.messageId)).toEqual([first?.messageId, second?.messageId]);
});

it('forgets a deduplication id after five minutes', async () => {
  const clock = testClock();
  const queue = createMemoryQueue({
    clock,
    makeId: () => 'same',
    visibilitySeconds: 30,
    maxReceiveCount: 1000,
  });
  await queue.send({ orderId: 1 });
  clock.time += 5 * 60_000 - 1;
  await queue.send({ orderId: 2 });
  clock.time += 1;
  await queue.send({ orderId: 3 });

  expect(queue.receive().map((message) => message.orderId)).toEqual([1, 3]);
});
