import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { OrderOutcome, OrderOutcomes } from '../journal/order-outcomes.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { decodeOrderMessage } from '../queue/order-message.ts';
import type { OrderMessage } from '../queue/order-queue.ts';

export interface DeadLetterDeps {
  readonly outcomes: Pick<OrderOutcomes, 'read' | 'record'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Parks the orders of dead letters. @returns the messages that could not be parked and stay where they are. */
export type ParkDeadLetters = (records: readonly SQSRecord[]) => Promise<SQSBatchResponse>;

/**
 * The drain: every message becomes a parked order, unless a later message about it has done the work since (design, dead
 * letters).
 */
export function createDeadLetters({ outcomes, clock, log }: DeadLetterDeps): ParkDeadLetters {
  const park = async (record: SQSRecord): Promise<boolean> => {
    try {
      const message = decodeOrderMessage(record);
      const last = await outcomes.read(message.orderId);
      if (!isDoneSince(last, message)) {
        await outcomes.record(crashed(message, last, clock.now()));
      }
      log.error('order given up by the queue', {
        orderId: message.orderId,
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

/** A later message about the same order may have done the work; then nothing waits for a person. */
function isDoneSince(last: OrderOutcome | undefined, message: OrderMessage): boolean {
  return last?.readAt !== undefined && last.readAt > message.sentAt && last.kind !== 'failed';
}

function crashed(
  { orderId, receiveCount }: OrderMessage,
  last: OrderOutcome | undefined,
  at: number,
): OrderOutcome {
  return {
    orderId,
    at,
    kind: 'parked',
    reason: 'workerCrashed',
    message: `Очередь отдала заказ с id ${orderId} обработчику ${receiveCount} раз, и ни разу он не закончил. Заказ отложен. Посмотрите причину последней неудачи, устраните ее и повторите: failed retry ${orderId}.`,
    details: { receiveCount, ...(last?.reason === undefined ? {} : { lastReason: last.reason }) },
    problems: [],
    warnings: [],
    ...(last?.number === undefined ? {} : { number: last.number }),
  };
}
