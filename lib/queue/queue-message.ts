import type { SQSRecord } from 'aws-lambda';
import { ForeignMessage } from './errors.ts';
import type { ItemKind, QueueMessage, QueueName } from './work-queue.ts';

/**
 * Reads one record of a batch as the queue delivers it.
 *
 * @throws {ForeignMessage} if the body names no item of this kind, or the queue's own attributes are missing.
 */
export function decodeMessage<Item extends object>(
  kind: ItemKind<Item>,
  record: SQSRecord,
): QueueMessage<Item> {
  const { messageId, receiptHandle, attributes } = record;
  return {
    ...itemOf(kind, record),
    messageId,
    receiptHandle,
    sentAt: countOf(kind, messageId, 'SentTimestamp', attributes.SentTimestamp),
    receiveCount: countOf(kind, messageId, 'ApproximateReceiveCount', attributes.ApproximateReceiveCount),
  };
}

function itemOf<Item extends object>(kind: ItemKind<Item>, { messageId, body }: SQSRecord): Item {
  const item = kind.decode(parseJson(kind, messageId, body));
  if (item === undefined) {
    throw new ForeignMessage(kind.queueName, messageId, 'its body names nothing that is queued here');
  }
  return item;
}

function parseJson({ queueName }: QueueName, messageId: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ForeignMessage(queueName, messageId, 'its body is not JSON');
  }
}

function countOf(
  { queueName }: QueueName,
  messageId: string,
  name: string,
  value: string | undefined,
): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new ForeignMessage(queueName, messageId, `attribute ${name} is not a number`);
  }
  return Number(value);
}
