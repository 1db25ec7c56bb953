import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { OrderOutcome, OrderOutcomes, Outcome } from '../journal/outcomes.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { ORDER_ITEM, type OrderItem } from '../queue/order-item.ts';
import { decodeMessage } from '../queue/queue-message.ts';
import type { ItemKind, QueueMessage } from '../queue/work-queue.ts';
import { ifReadable } from '../state/stored-value.ts';

/** What the drain of one queue's dead letters needs. */
interface DeadLetterDeps<Item extends object, Last extends Outcome> {
  readonly kind: ItemKind<Item>;
  /** The last outcome of the item; undefined if there is none that can be read. */
  readonly lastOutcome: (item: Item) => Promise<Last | undefined>;
  /** Records the outcome of the item that was given up. */
  readonly park: (item: Item, outcome: Outcome, last: Last | undefined) => Promise<void>;
  /** For the administrator: the item was given up after so many deliveries. */
  readonly message: (item: Item, deliveries: number) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Parks the items of dead letters. @returns the messages that could not be parked and stay where they are. */
export type ParkDeadLetters = (records: readonly SQSRecord[]) => Promise<SQSBatchResponse>;

/** The drain of the order queue's dead letters. */
export const createOrderDeadLetters = (
  outcomes: Pick<OrderOutcomes, 'read' | 'record'>,
  runtime: Pick<DeadLetterDeps<OrderItem, OrderOutcome>, 'clock' | 'log'>,
): ParkDeadLetters =>
  createDeadLetters({
    ...runtime,
    kind: ORDER_ITEM,
    lastOutcome: ({ orderId }) => ifReadable(outcomes.read(orderId)),
    park: ({ orderId }, outcome, last) =>
      outcomes.record({
        ...outcome,
        orderId,
        ...(last?.number === undefined ? {} : { number: last.number }),
      }),
    message: ({ orderId }, deliveries) =>
      `Очередь отдала заказ с id ${orderId} обработчику ${deliveries} раз, и ни разу он не закончил. Заказ отложен. Посмотрите причину последней неудачи, устраните её и повторите: failed retry ${orderId}.`,
  });

/**
 * The drain: every message becomes a parked record, unless a later message about its item has done the work since (design,
 * dead letters).
 */
function createDeadLetters<Item extends object, Last extends Outcome>(
  deps: DeadLetterDeps<Item, Last>,
): ParkDeadLetters {
  const { kind, log } = deps;
  const park = async (record: SQSRecord): Promise<boolean> => {
    try {
      const message = decodeMessage(kind, record);
      const last = await deps.lastOutcome(message);
      if (!isDoneSince(last, message)) {
        await deps.park(message, crashed(message, last, deps), last);
      }
      log.error('item given up by the queue', {
        item: kind.keyOf(message),
        receiveCount: message.receiveCount,
      });
      return true;
    } catch (error) {
      log.error('dead letter not parked', { messageId: record.messageId, ...errorFields(error) });
      return false;
    }
  };
  return async (records) => {
    const parked = await Promise.all(records.map(park));
    const left = records.filter((_, index) => !parked[index]);
    return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** A later message about the same item may have done the work; then nothing waits for a person. */
function isDoneSince(last: Outcome | undefined, { sentAt }: Pick<QueueMessage<object>, 'sentAt'>): boolean {
  return last?.readAt !== undefined && last.readAt > sentAt && last.kind !== 'failed';
}

function crashed<Item extends object, Last extends Outcome>(
  message: QueueMessage<Item>,
  last: Last | undefined,
  deps: DeadLetterDeps<Item, Last>,
): Outcome {
  const { receiveCount } = message;
  return {
    at: deps.clock.now(),
    kind: 'parked',
    reason: 'workerCrashed',
    message: deps.message(message, receiveCount),
    details: { receiveCount, ...(last?.reason === undefined ? {} : { lastReason: last.reason }) },
    warnings: [],
  };
}
