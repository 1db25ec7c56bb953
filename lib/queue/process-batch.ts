import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Clock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { decodeMessage } from './queue-message.ts';
import { redeliveryDelay } from './redelivery.ts';
import type { ItemKind, QueueMessage, WorkQueue } from './work-queue.ts';

/** An item that messages of the batch name. */
export type QueuedItem<Item extends object> = Item & {
  /** When the newest of them was sent, milliseconds since the epoch. */
  readonly sentAt: number;
  /** How many times the one that came most often has been delivered, this time included. */
  readonly deliveries: number;
};

/**
 * How the work on an item went.
 *
 * - `done`: the work is done, left out or parked: its messages leave the queue.
 * - `throttled`: not begun, since others had all there is of 1C or of the CRM: nothing is wrong with it, so it comes again soon.
 * - `outcomeUnknown`: something was created for it in the other system, or not, and that may take its time: it comes again
 *   after it.
 * - `failed`: a fault that passes by itself; with `until`, milliseconds since the epoch, when it does at the latest: then it is
 *   worth another try at once (N-4).
 */
export type ItemResult = 'done' | 'throttled' | 'outcomeUnknown' | 'failed' | { readonly until: number };

/** Works on the items of a batch. @returns one result for each, in their order. */
export type WorkOnItems<Item extends object> = (
  items: readonly QueuedItem<Item>[],
) => Promise<readonly ItemResult[]>;

export interface BatchDeps<Item extends object> {
  readonly kind: ItemKind<Item>;
  readonly queue: Pick<WorkQueue<Item>, 'postpone'>;
  readonly log: Log;
  readonly clock: Clock;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Longer than a server goes on with what a client has given up after a minute (onec-odata A10 and A11). */
const OUTCOME_SECONDS = 300;

/** What waited for one moment comes back within so long of it, not all at once. */
const SPREAD_SECONDS = 45;

/** Nothing becomes of a foreign message but a dead letter, so it need not come often. */
const FOREIGN_SECONDS = 900;

/**
 * Processes one batch as the queue delivers it: several messages about one item are one piece of work, and come back
 * together if it is not finished.
 *
 * @param work not called without items. If it throws, none is finished: the error is logged here, masked, since the
 *   platform would print it as it is.
 * @returns the messages that stay in the queue: those of unfinished items, postponed with a growing delay (`redeliveryDelay`),
 *   and those that are not ours, which the queue gives up to the dead letters in the end, where a person finds them. Never
 *   throws.
 */
export async function processBatch<Item extends object>(
  records: readonly SQSRecord[],
  work: WorkOnItems<Item>,
  deps: BatchDeps<Item>,
): Promise<SQSBatchResponse> {
  const { messages, foreign } = decode(records, deps);
  await Promise.all(foreign.map((record) => postpone(record, FOREIGN_SECONDS, deps)));
  const groups = [...Map.groupBy(messages, (message) => deps.kind.keyOf(message)).values()];
  const results = await resultsOf(groups, work, deps);
  const unfinished = groups
    .map((group, index) => ({ group, result: results[index] ?? 'failed' }))
    .filter(({ result }) => result !== 'done');
  await Promise.all(unfinished.map(({ group, result }) => postponeTogether(group, result, deps)));
  return { batchItemFailures: [...foreign, ...unfinished.flatMap(({ group }) => group)].map(asFailure) };
}

const deliveriesOf = (group: readonly { readonly receiveCount: number }[]): number =>
  Math.max(...group.map(({ receiveCount }) => receiveCount));

async function resultsOf<Item extends object>(
  groups: readonly (readonly QueueMessage<Item>[])[],
  work: WorkOnItems<Item>,
  { kind, log }: BatchDeps<Item>,
): Promise<readonly ItemResult[]> {
  const items = groups.flatMap((group) => queuedItem(group, kind));
  if (items.length === 0) {
    return [];
  }
  try {
    return await work(items);
  } catch (error) {
    log.error('batch failed', { items: items.map((item) => kind.keyOf(item)), ...errorFields(error) });
    return [];
  }
}

function queuedItem<Item extends object>(
  group: readonly QueueMessage<Item>[],
  kind: ItemKind<Item>,
): readonly QueuedItem<Item>[] {
  const item = group[0] && kind.decode(kind.encode(group[0]));
  const sentAt = Math.max(...group.map((message) => message.sentAt));
  return item === undefined ? [] : [{ ...item, sentAt, deliveries: deliveriesOf(group) }];
}

function decode<Item extends object>(
  records: readonly SQSRecord[],
  { kind, log }: BatchDeps<Item>,
): { messages: QueueMessage<Item>[]; foreign: SQSRecord[] } {
  const messages: QueueMessage<Item>[] = [];
  const foreign: SQSRecord[] = [];
  for (const record of records) {
    try {
      messages.push(decodeMessage(kind, record));
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
async function postponeTogether<Item extends object>(
  group: readonly QueueMessage<Item>[],
  result: ItemResult,
  deps: BatchDeps<Item>,
): Promise<void> {
  const seconds = secondsUntilNextTry(result, deliveriesOf(group), deps);
  await Promise.all(group.map((message) => postpone(message, seconds, deps)));
}

function secondsUntilNextTry<Item extends object>(
  result: ItemResult,
  deliveries: number,
  { random, clock }: BatchDeps<Item>,
): number {
  const delay = redeliveryDelay(deliveries, random(), result === 'throttled');
  if (typeof result === 'object') {
    const left = Math.max(0, Math.ceil((result.until - clock.now()) / 1000));
    return Math.min(delay, left + 1 + Math.floor(random() * SPREAD_SECONDS));
  }
  return result === 'outcomeUnknown' ? Math.max(OUTCOME_SECONDS, delay) : delay;
}

/** Without the postponement the message comes back all the same, only later: when the queue's own time is over. */
async function postpone<Item extends object>(
  { messageId, receiptHandle }: Pick<SQSRecord, 'messageId' | 'receiptHandle'>,
  seconds: number,
  { queue, log }: BatchDeps<Item>,
): Promise<void> {
  try {
    await queue.postpone(receiptHandle, seconds);
  } catch (error) {
    log.warn('message not postponed', { messageId, ...errorFields(error) });
  }
}
