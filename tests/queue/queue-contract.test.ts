import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderItem } from '../../lib/queue/order-item.ts';
import type { QueueMessage } from '../../lib/queue/work-queue.ts';
import { counter } from '../state/tables.ts';
import { MAX_RECEIVES, QUEUES, type TestQueue } from './queues.ts';

describe.each(QUEUES)('order queue in $name', ({ open }) => {
  let opened: TestQueue;
  let makeId: () => string;
  beforeEach(async () => {
    makeId = counter('id');
    opened = await open(() => makeId());
  });
  afterEach(() => opened.close());

  async function receiveOne(): Promise<QueueMessage<OrderItem>> {
    const messages = await opened.awaitMessages();
    const [first] = messages;
    if (first === undefined || messages.length > 1) {
      throw new Error(`expected one message, got ${messages.length}`);
    }
    return first;
  }

  it('is empty at first', async () => {
    expect(await opened.receive()).toEqual([]);
  });

  it('delivers a message with its time and count', async () => {
    const before = opened.now();
    await opened.queue.send({ orderId: 138 });

    const message = await receiveOne();
    expect(message).toMatchObject({ orderId: 138, receiveCount: 1 });
    expect(message.sentAt).toBeGreaterThanOrEqual(before);
    expect(message.sentAt).toBeLessThanOrEqual(opened.now());
  });

  it('queues two triggers for one order as two messages, one after the other', async () => {
    await opened.queue.send({ orderId: 1 });
    await opened.queue.send({ orderId: 1 });

    const seen: string[] = [];
    for (let messages = await opened.receive(); messages.length > 0; messages = await opened.receive()) {
      for (const message of messages) {
        seen.push(message.messageId);
        await opened.delete(message);
      }
    }
    expect(new Set(seen).size).toBe(2);
  });

  it('drops a second message with the same deduplication id', async () => {
    makeId = () => 'same';
    await opened.queue.send({ orderId: 1 });
    await opened.queue.send({ orderId: 2 });

    expect((await receiveOne()).orderId).toBe(1);
  });

  it('hands out at most ten at once, other orders beside each other', async () => {
    for (let order = 1; order <= 12; order += 1) {
      await opened.queue.send({ orderId: order });
    }

    const batches = [await opened.receive(), await opened.receive(), await opened.receive()];
    expect(batches.map((batch) => batch.map((message) => message.orderId))).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [11, 12],
      [],
    ]);
  });

  it('blocks an order while one of its messages is in work, and no other order', async () => {
    await opened.queue.send({ orderId: 1 });
    const first = await receiveOne();
    await opened.queue.send({ orderId: 1 });
    await opened.queue.send({ orderId: 2 });

    expect((await opened.receive()).map((message) => message.orderId)).toEqual([2]);
    await opened.delete(first);
    expect((await opened.receive()).map((message) => message.orderId)).toEqual([1]);
  });

  it('delivers again when the visibility time is over, in order', async () => {
    await opened.queue.send({ orderId: 1 });
    const first = await receiveOne();
    await opened.queue.send({ orderId: 1 });
    expect(await opened.receive()).toEqual([]);

    const [again] = await opened.awaitMessages();
    expect(again).toMatchObject({ messageId: first.messageId, receiveCount: 2 });
    expect(again?.receiptHandle).not.toBe(first.receiptHandle);
  });

  it('hides a postponed message longer, and gives one back at once for zero seconds', async () => {
    await opened.queue.send({ orderId: 1 });
    const first = await receiveOne();
    await opened.queue.postpone(first.receiptHandle, 0);
    const [second] = await opened.receive();
    expect(second).toMatchObject({ messageId: first.messageId, receiveCount: 2 });

    const from = opened.now();
    await opened.queue.postpone(second?.receiptHandle ?? '', 2);
    expect(await receiveOne()).toMatchObject({ messageId: first.messageId, receiveCount: 3 });
    expect(opened.now() - from).toBeGreaterThanOrEqual(1900);
  });

  it('has nothing to postpone once a message is deleted', async () => {
    await opened.queue.send({ orderId: 1 });
    const message = await receiveOne();
    await opened.delete(message);

    await expect(opened.queue.postpone(message.receiptHandle, 30)).resolves.toBeUndefined();
  });

  it.each([-1, 43_201, 1.5, Number.NaN])('refuses to postpone by %s seconds', async (seconds) => {
    await expect(opened.queue.postpone('receipt', seconds)).rejects.toBeInstanceOf(RangeError);
  });

  it('moves a message to the dead letters after too many deliveries', async () => {
    await opened.queue.send({ orderId: 1 });
    for (let delivery = 1; delivery <= MAX_RECEIVES; delivery += 1) {
      const message = await receiveOne();
      expect(message.receiveCount).toBe(delivery);
      await opened.queue.postpone(message.receiptHandle, 0);
    }
    expect(await opened.countDead()).toBe(0);

    expect(await opened.receive()).toEqual([]);
    expect(await opened.countDead()).toBe(1);
  });
});
