import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueueUnreachable } from '../../lib/queue/errors.ts';
import { ORDER_ITEM, type OrderItem } from '../../lib/queue/order-item.ts';
import { type ItemResult, processBatch, type QueuedItem } from '../../lib/queue/process-batch.ts';
import { sqsRecord } from './sqs-record.ts';

const NOW = 1_000_000;

type NamedOrder = QueuedItem<OrderItem>;
/** Ids of the orders that are finished. */
type Work = (orders: readonly NamedOrder[]) => Promise<ReadonlySet<number>>;

/** Processes the records and tells what was worked on, what was postponed, what stays, and what was logged. */
async function run(
  records: readonly SQSRecord[],
  work: Work,
  {
    random = 0.5,
    postpone,
    throttled = [],
    outcomeUnknown = [],
    until = {},
  }: {
    random?: number;
    postpone?: () => Promise<void>;
    throttled?: readonly number[];
    outcomeUnknown?: readonly number[];
    until?: Readonly<Record<number, number>>;
  } = {},
) {
  const worked: (readonly NamedOrder[])[] = [];
  const postponed: Record<string, number> = {};
  const lines: unknown[][] = [];
  const write = (level: string) => (message: string, fields: unknown) => lines.push([level, message, fields]);
  const { batchItemFailures } = await processBatch(
    records,
    async (orders) => {
      worked.push(orders);
      const finished = await work(orders);
      return orders.map(({ orderId }): ItemResult => {
        if (finished.has(orderId)) {
          return 'done';
        }
        const passesAt = until[orderId];
        if (passesAt !== undefined) {
          return { until: passesAt };
        }
        return throttled.includes(orderId)
          ? 'throttled'
          : outcomeUnknown.includes(orderId)
            ? 'outcomeUnknown'
            : 'failed';
      });
    },
    {
      kind: ORDER_ITEM,
      queue: {
        postpone: async (receiptHandle, seconds) => {
          postponed[receiptHandle.replace('receipt-', '')] = seconds;
          await postpone?.();
        },
      },
      log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
      clock: { now: () => NOW },
      random: () => random,
    },
  );
  return { worked, postponed, lines, kept: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

const finishing =
  (...orderIds: number[]): Work =>
  async () =>
    new Set(orderIds);
const finishNothing = finishing();

describe('one batch of the order queue', () => {
  it('several messages of one order are one piece of work, as old as the newest of them', async () => {
    const records = [
      sqsRecord('a', { order: 138, sentAt: 3000 }),
      sqsRecord('b', { order: 139, sentAt: 1000 }),
      sqsRecord('c', { order: 138, sentAt: 5000, receiveCount: 3 }),
      sqsRecord('d', { order: 138, sentAt: 4000 }),
    ];
    const { worked, kept, postponed, lines } = await run(records, finishing(138, 139));
    expect(worked).toEqual([
      [
        { orderId: 138, sentAt: 5000, deliveries: 3 },
        { orderId: 139, sentAt: 1000, deliveries: 1 },
      ],
    ]);
    expect([kept, postponed, lines]).toEqual([[], {}, []]);
  });

  it('only messages of unfinished orders stay, all of them, postponed', async () => {
    const records = [
      sqsRecord('a', { order: 138 }),
      sqsRecord('b', { order: 139 }),
      sqsRecord('c', { order: 138 }),
      sqsRecord('d', { order: 140 }),
    ];
    const { kept, postponed } = await run(records, finishing(139, 777));
    expect(kept.toSorted()).toEqual(['a', 'c', 'd']);
    expect(postponed).toEqual({ a: 23, c: 23, d: 23 });
  });

  it('messages of one order come back together, after the delay of the most often delivered one', async () => {
    const records = [
      sqsRecord('a', { order: 138, receiveCount: 4 }),
      sqsRecord('b', { order: 138, receiveCount: 1 }),
      sqsRecord('c', { order: 139, receiveCount: 1 }),
    ];
    const { postponed } = await run(records, finishNothing, { random: 0 });
    expect(postponed).toEqual({ a: 120, b: 120, c: 15 });
  });

  it('an order that found no room comes again soon five times, and then with growing delays too', async () => {
    const records = [
      sqsRecord('a', { order: 138, receiveCount: 6 }),
      sqsRecord('b', { order: 139, receiveCount: 6 }),
      sqsRecord('c', { order: 140, receiveCount: 7 }),
      sqsRecord('d', { order: 141, receiveCount: 30 }),
    ];
    const { kept, postponed } = await run(records, finishNothing, { random: 0, throttled: [138, 140, 141] });
    expect(kept).toEqual(['a', 'b', 'c', 'd']);
    expect(postponed).toEqual({ a: 15, b: 480, c: 30, d: 960 });
  });

  it('an order for which something may still be created comes again after five minutes at least', async () => {
    const records = [
      sqsRecord('a', { order: 138, receiveCount: 1 }),
      sqsRecord('b', { order: 139, receiveCount: 30 }),
    ];
    const { postponed } = await run(records, finishNothing, { random: 0, outcomeUnknown: [138, 139] });
    expect(postponed).toEqual({ a: 300, b: 960 });
  });

  it('N-4: an order that waits for a moment comes again within a minute of it, or sooner as any that failed', async () => {
    const records = [
      sqsRecord('a', { order: 138, receiveCount: 30 }),
      sqsRecord('b', { order: 139, receiveCount: 1 }),
      sqsRecord('c', { order: 140, receiveCount: 30 }),
    ];
    const until = { 138: NOW + 600_000, 139: NOW + 600_000, 140: NOW - 5 };
    for (const random of [0, 0.999]) {
      const { postponed } = await run(records, finishNothing, { random, until });
      expect(postponed.a).toBeGreaterThan(600);
      expect(postponed.a).toBeLessThanOrEqual(600 + 60);
      expect(postponed.b).toBeLessThanOrEqual(30);
      expect(postponed.c).toBeLessThanOrEqual(60);
    }
  });

  it('a foreign message stays for the dead letters, comes seldom, and stops nobody', async () => {
    const records = [
      sqsRecord('a', { order: '{"phone":"+7 (900) 000-00-01"}' }),
      sqsRecord('b', { order: 138 }),
      sqsRecord('c', { order: 'not JSON' }),
    ];
    const { worked, kept, postponed, lines } = await run(records, finishing(138));
    expect(worked).toEqual([[{ orderId: 138, sentAt: 1000, deliveries: 1 }]]);
    expect(kept).toEqual(['a', 'c']);
    expect(postponed).toEqual({ a: 900, c: 900 });
    expect(lines).toEqual(
      ['a', 'c'].map((messageId) => [
        'error',
        'message not understood',
        expect.objectContaining({ messageId, code: 'foreignMessage' }),
      ]),
    );
    expect(JSON.stringify(lines)).not.toContain('900');
  });

  it('without a message of ours nothing is worked on', async () => {
    expect(await run([], finishNothing)).toMatchObject({ worked: [], kept: [] });
    expect(await run([sqsRecord('a', { order: '' })], finishNothing)).toMatchObject({
      worked: [],
      kept: ['a'],
    });
  });

  it('work that throws finished nothing: all stay, postponed, and the log says why', async () => {
    const records = [sqsRecord('a', { order: 138 }), sqsRecord('b', { order: 139, receiveCount: 9 })];
    const { kept, postponed, lines } = await run(records, () => Promise.reject(new RangeError('bug')));
    expect(kept).toEqual(['a', 'b']);
    expect(postponed).toEqual({ a: 23, b: 1050 });
    expect(lines).toEqual([
      [
        'error',
        'batch failed',
        expect.objectContaining({ items: ['order-138', 'order-139'], error: 'RangeError', reason: 'bug' }),
      ],
    ]);
  });

  it('a queue that does not postpone is logged and does no harm', async () => {
    const records = [
      sqsRecord('a', { order: 138 }),
      sqsRecord('b', { order: '?' }),
      sqsRecord('c', { order: 139 }),
    ];
    const { kept, lines } = await run(records, finishing(139), {
      postpone: () => Promise.reject(new QueueUnreachable(ORDER_ITEM, 'postpone', new Error('reset'))),
    });
    expect(kept).toEqual(['b', 'a']);
    expect(lines.filter(([level]) => level === 'warn')).toEqual(
      ['b', 'a'].map((messageId) => [
        'warn',
        'message not postponed',
        expect.objectContaining({ messageId, code: 'queueUnreachable' }),
      ]),
    );
  });

  it('any batch: each order once; exactly the messages that are not finished stay, each postponed', async () => {
    const message = fc.record({
      order: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom('', '{}')),
      sentAt: fc.nat(),
      receiveCount: fc.integer({ min: 1, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 10 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
        async (messages, finished) => {
          const records = messages.map((facts, index) => sqsRecord(`m${index}`, facts));
          const { worked, kept, postponed } = await run(records, finishing(...finished));
          const orders = [...new Set(messages.map(({ order }) => order))].filter(
            (id) => typeof id === 'number',
          );
          expect(worked.flat().map(({ orderId }) => orderId)).toEqual(orders);
          const expected = messages.flatMap(({ order }, index) =>
            typeof order === 'number' && finished.includes(order) ? [] : [`m${index}`],
          );
          expect(kept.toSorted()).toEqual(expected.toSorted());
          expect(Object.keys(postponed).toSorted()).toEqual(expected.toSorted());
        },
      ),
    );
  });
});
