import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { decodeOrderMessage } from './order-message.ts';
import type { OrderMessage, OrderQueue } from './order-queue.ts';
import { redeliveryDelay } from './redelivery.ts';

/** An order that messages of the batch name, with the time of the newest of them. */
export interface NamedOrder {
  readonly orderId: number;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

export interface WorkOffDeps {
  readonly queue: Pick<OrderQueue, 'postpone'>;
  readonly log: Log;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Nothing becomes of a foreign message but a dead letter, so it need not come often. */
const FOREIGN_SECONDS = 900;

/**
 * Works off one batch as the queue delivers it: several messages about one order are one piece of work, and come back
 * together if it is not finished.
 *
 * @param work does the orders and gives the ids of those that are finished, one way or another. Not called without any.
 *   If it throws, none is finished: the error is logged here, masked, since the platform would print it as it is.
 * @returns the messages that stay in the queue: those of unfinished orders, postponed with a growing delay, and those
 *   that are not ours, which the queue gives up to the dead letters in the end, where a person finds them. Never throws.
 */
export async function workOff(
  records: readonly SQSRecord[],
  work: (orders: readonly NamedOrder[]) => Promise<ReadonlySet<number>>,
  deps: WorkOffDeps,
): Promise<SQSBatchResponse> {
  const { messages, foreign } = decode(records, deps.log);
  await Promise.all(foreign.map((record) => postpone(record, FOREIGN_SECONDS, deps)));
  const groups = [...Map.groupBy(messages, ({ orderId }) => orderId)];
  const finished = await finishedOf(groups.map(toOrder), work, deps.log);
  const unfinished = groups.flatMap(([orderId, group]) => (finished.has(orderId) ? [] : [group]));
  await Promise.all(unfinished.map((group) => postponeTogether(group, deps)));
  return { batchItemFailures: [...foreign, ...unfinished.flat()].map(asFailure) };
}

const toOrder = ([orderId, group]: readonly [number, readonly OrderMessage[]]): NamedOrder => ({
  orderId,
  sentAt: Math.max(...group.map(({ sentAt }) => sentAt)),
});

async function finishedOf(
  orders: readonly NamedOrder[],
  work: (orders: readonly NamedOrder[]) => Promise<ReadonlySet<number>>,
  log: Log,
): Promise<ReadonlySet<number>> {
  if (orders.length === 0) {
    return new Set();
  }
  try {
    return await work(orders);
  } catch (error) {
    log.error('batch failed', { orderIds: orders.map(({ orderId }) => orderId), ...errorFields(error) });
    return new Set();
  }
}

function decode(records: readonly SQSRecord[], log: Log): { messages: OrderMessage[]; foreign: SQSRecord[] } {
  const messages: OrderMessage[] = [];
  const foreign: SQSRecord[] = [];
  for (const record of records) {
    try {
      messages.push(decodeOrderMessage(record));
    } catch (error) {
      log.error('message not understood', { messageId: record.messageId, ...errorFields(error) });
      foreign.push(record);
    }
  }
  return { messages, foreign };
}

const asFailure = ({ messageId }: { readonly messageId: string }): SQSBatchItemFailure => ({
  itemIdentifier: messageId,
});

/** A group is blocked while one of its messages is hidden, so the delay of the most often delivered one is for all. */
async function postponeTogether(group: readonly OrderMessage[], deps: WorkOffDeps): Promise<void> {
  const deliveries = Math.max(...group.map(({ receiveCount }) => receiveCount));
  const seconds = redeliveryDelay(deliveries, deps.random());
  await Promise.all(group.map((message) => postpone(message, seconds, deps)));
}

/** Without the postponement the message comes back all the same, only later: when the queue's own time is over. */
async function postpone(
  { messageId, receiptHandle }: Pick<SQSRecord, 'messageId' | 'receiptHandle'>,
  seconds: number,
  { queue, log }: WorkOffDeps,
): Promise<void> {
  try {
    await queue.postpone(receiptHandle, seconds);
  } catch (error) {
    log.warn('message not postponed', { messageId, ...errorFields(error) });
  }
}
