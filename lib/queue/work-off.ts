import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { decodeOrderMessage } from './order-message.ts';
import type { OrderMessage, OrderQueue } from './order-queue.ts';
import { redeliveryDelay } from './redelivery.ts';

/** An order that messages of the batch name. */
export interface NamedOrder {
  readonly orderId: number;
  /** When the newest of them was sent, milliseconds since the epoch. */
  readonly sentAt: number;
  /** How many times the one that came most often has been delivered, this time included. */
  readonly deliveries: number;
}

/** How the work on a batch went. Orders in neither set failed for a passing reason. */
export interface BatchOutcome {
  /** Done, skipped or parked: their messages leave the queue. */
  readonly finished: ReadonlySet<number>;
  /** Not begun, since others had all there is of 1C or of the CRM: nothing is wrong with them, so they come again soon. */
  readonly crowdedOut: ReadonlySet<number>;
  /** Something was created for them in the other system, or not, and it may take its time: they come again after it. */
  readonly unsettled: ReadonlySet<number>;
}

/** Does the orders of a batch. */
export type WorkOnOrders = (orders: readonly NamedOrder[]) => Promise<BatchOutcome>;

export interface WorkOffDeps {
  readonly queue: Pick<OrderQueue, 'postpone'>;
  readonly log: Log;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Longer than a server goes on with what a client has given up after a minute (onec-odata A10 and A11). */
const SETTLING_SECONDS = 300;

/** Nothing becomes of a foreign message but a dead letter, so it need not come often. */
const FOREIGN_SECONDS = 900;

/**
 * Works off one batch as the queue delivers it: several messages about one order are one piece of work, and come back
 * together if it is not finished.
 *
 * @param work not called without orders. If it throws, none is finished: the error is logged here, masked, since the
 *   platform would print it as it is.
 * @returns the messages that stay in the queue: those of unfinished orders, postponed with a growing delay (with the
 *   first one, if the order was crowded out; for five minutes at least, if it is unsettled), and those that are not ours, which the queue gives up to the dead letters in
 *   the end, where a person finds them. Never throws.
 */
export async function workOff(
  records: readonly SQSRecord[],
  work: WorkOnOrders,
  deps: WorkOffDeps,
): Promise<SQSBatchResponse> {
  const { messages, foreign } = decode(records, deps.log);
  await Promise.all(foreign.map((record) => postpone(record, FOREIGN_SECONDS, deps)));
  const groups = [...Map.groupBy(messages, ({ orderId }) => orderId)];
  const outcome = await outcomeOf(groups.map(toOrder), work, deps.log);
  const unfinished = groups.filter(([orderId]) => !outcome.finished.has(orderId));
  await Promise.all(unfinished.map(([orderId, group]) => postponeTogether(orderId, group, outcome, deps)));
  return { batchItemFailures: [...foreign, ...unfinished.flatMap(([, group]) => group)].map(asFailure) };
}

const toOrder = ([orderId, group]: readonly [number, readonly OrderMessage[]]): NamedOrder => ({
  orderId,
  sentAt: Math.max(...group.map(({ sentAt }) => sentAt)),
  deliveries: deliveriesOf(group),
});

const deliveriesOf = (group: readonly OrderMessage[]): number =>
  Math.max(...group.map(({ receiveCount }) => receiveCount));

const NOTHING_DONE: BatchOutcome = { finished: new Set(), crowdedOut: new Set(), unsettled: new Set() };

async function outcomeOf(orders: readonly NamedOrder[], work: WorkOnOrders, log: Log): Promise<BatchOutcome> {
  if (orders.length === 0) {
    return NOTHING_DONE;
  }
  try {
    return await work(orders);
  } catch (error) {
    log.error('batch failed', { orderIds: orders.map(({ orderId }) => orderId), ...errorFields(error) });
    return NOTHING_DONE;
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
async function postponeTogether(
  orderId: number,
  group: readonly OrderMessage[],
  { crowdedOut, unsettled }: BatchOutcome,
  deps: WorkOffDeps,
): Promise<void> {
  const deliveries = crowdedOut.has(orderId) ? 1 : deliveriesOf(group);
  const least = unsettled.has(orderId) ? SETTLING_SECONDS : 0;
  const seconds = Math.max(least, redeliveryDelay(deliveries, deps.random()));
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
