// The test twin of the order queue in SQS, held to the same contract tests: queue-contract.test.ts.
import type { Clock } from '../../lib/platform/clock.ts';
import type { MakeId } from '../../lib/platform/ids.ts';
import { ORDER_ITEM, type OrderItem, type OrderQueue } from '../../lib/queue/order-item.ts';
import { checkedSeconds } from '../../lib/queue/postponement.ts';
import type { QueueMessage } from '../../lib/queue/work-queue.ts';

/** SQS drops a message whose deduplication id it has seen within five minutes. */
const DEDUPLICATION_MS = 5 * 60_000;
const LARGEST_BATCH = 10;

export interface MemoryQueueDeps {
  readonly clock: Clock;
  /** Makes deduplication ids (one a call, as in the SQS queue), receipts and message ids. */
  readonly makeId: MakeId;
  /** How long a received message stays hidden, seconds. */
  readonly visibilitySeconds: number;
  /** A message received more often goes to the dead letters. */
  readonly maxReceiveCount: number;
}

/** The order queue with the side that the platform has: receiving and deleting. */
export interface MemoryQueue extends OrderQueue {
  /** Up to ten visible messages; hides them. Several of one group may come together, in order. */
  receive(atMost?: number): readonly QueueMessage<OrderItem>[];
  /** Deletes a message that is hidden under this receipt; otherwise does nothing. */
  delete(receiptHandle: string): void;
  /** How many messages are in the queue, hidden ones too. */
  size(): number;
  /** Order ids of the messages that were received too often. */
  deadLetters(): readonly number[];
  /** @returns what brings the queue back to this moment, as often as it is called. */
  snapshot(): () => void;
}

interface Held {
  readonly messageId: string;
  readonly orderId: number;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly receiptHandle?: string;
  readonly visibleAt: number;
}

/**
 * A FIFO queue in memory that behaves as SQS does: order within a group, a group blocked while one of its messages is
 * hidden, visibility, receive counts, deduplication, dead letters.
 */
export function createMemoryQueue(deps: MemoryQueueDeps): MemoryQueue {
  const { clock, makeId } = deps;
  let seen = new Map<string, number>();
  let dead: readonly number[] = [];
  let held: readonly Held[] = [];

  const replace = (message: Held, next: Held): void => {
    held = held.map((one) => (one === message ? next : one));
  };
  const hiddenUnder = (receiptHandle: string): Held | undefined =>
    held.find((one) => one.receiptHandle === receiptHandle && one.visibleAt > clock.now());
  const take = (message: Held): Held & QueueMessage<OrderItem> => {
    const taken = {
      ...message,
      receiveCount: message.receiveCount + 1,
      receiptHandle: makeId(),
      visibleAt: clock.now() + deps.visibilitySeconds * 1000,
    };
    replace(message, taken);
    return taken;
  };
  /** Messages whose group is not blocked; those received too often leave for the dead letters here, as in SQS. */
  const free = (): readonly Held[] => {
    const blocked = new Set(
      held.filter((one) => one.visibleAt > clock.now()).map((one) => ORDER_ITEM.keyOf(one)),
    );
    const open = held.filter((one) => !blocked.has(ORDER_ITEM.keyOf(one)));
    const spent = open.filter((one) => one.receiveCount >= deps.maxReceiveCount);
    dead = [...dead, ...spent.map((one) => one.orderId)];
    held = held.filter((one) => !spent.includes(one));
    return open.filter((one) => !spent.includes(one));
  };

  return {
    send: async ({ orderId }) => {
      const now = clock.now();
      const deduplicationId = makeId();
      const seenAt = seen.get(deduplicationId);
      if (seenAt !== undefined && now - seenAt < DEDUPLICATION_MS) {
        return;
      }
      seen.set(deduplicationId, now);
      held = [...held, { messageId: makeId(), orderId, sentAt: now, receiveCount: 0, visibleAt: now }];
    },
    postpone: async (receiptHandle, seconds) => {
      const visibleAt = clock.now() + checkedSeconds(seconds) * 1000;
      const message = hiddenUnder(receiptHandle);
      if (message !== undefined) {
        replace(message, { ...message, visibleAt });
      }
    },
    receive: (atMost = LARGEST_BATCH) =>
      free()
        .slice(0, Math.min(atMost, LARGEST_BATCH))
        .map((message) => {
          const { messageId, receiptHandle, orderId, sentAt, receiveCount } = take(message);
          return { messageId, receiptHandle, orderId, sentAt, receiveCount };
        }),
    delete: (receiptHandle) => {
      const message = hiddenUnder(receiptHandle);
      held = held.filter((one) => one !== message);
    },
    size: () => held.length,
    deadLetters: () => [...dead],
    snapshot: () => {
      const then = { held, dead, seen: new Map(seen) };
      return () => {
        ({ held, dead } = then);
        seen = new Map(then.seen);
      };
    },
  };
}
