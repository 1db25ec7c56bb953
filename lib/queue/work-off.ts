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

/**
 * Works off one batch as the queue delivers it: several messages about one order are one piece of work.
 *
 * @param work does the orders and gives the ids of those that are finished, one way or another.
 * @returns the messages that stay in the queue: those of unfinished orders, postponed with a growing delay, and those
 *   that are not ours, which the queue gives up to the dead letters in the end, where a person finds them.
 */
export async function workOff(
  records: readonly SQSRecord[],
  work: (orders: readonly NamedOrder[]) => Promise<ReadonlySet<number>>,
  deps: WorkOffDeps,
): Promise<SQSBatchResponse> {
  const { messages, foreign } = decode(records, deps.log);
  await Promise.all(foreign.map((record) => postpone(record, FOREIGN_SECONDS, deps)));
  const byOrder = Map.groupBy(messages, (message) => message.orderId);
  const finished = await work(
    [...byOrder].map(([orderId, group]) => ({
      orderId,
      sentAt: Math.max(...group.map(({ sentAt }) => sentAt)),
    })),
  );
  const unfinished = messages.filter((message) => !finished.has(message.orderId));
  await Promise.all(
    unfinished.map((message) =>
      postpone(message, redeliveryDelay(message.receiveCount, deps.random()), deps),
    ),
  );
  return { batchItemFailures: [...foreign, ...unfinished].map(asFailure) };
}

function decode(
  records: readonly SQSRecord[],
  log: Log,
): { messages: OrderMessage[]; foreign: SQSRecord[] } {
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

/** Nothing becomes of a foreign message but a dead letter, so it need not come often. */
const FOREIGN_SECONDS = 900;

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
