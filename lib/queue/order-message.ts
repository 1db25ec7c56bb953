import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { ForeignMessage } from './errors.ts';
import type { OrderMessage } from './order-queue.ts';

/** The largest id of contract 2: fifteen digits. */
const LARGEST_ID = 999_999_999_999_999;

const messageBody = z.object({ order: z.int().check(z.positive(), z.maximum(LARGEST_ID)) });

/** The body of a message: a hint, the order's id and nothing else (design, principle 1). */
export function encodeOrderMessage(orderId: number): string {
  return JSON.stringify({ order: orderId });
}

/** All messages of one order are in one group, so that only one worker has them. */
export function groupOfOrder(orderId: number): string {
  return `order-${orderId}`;
}

/**
 * Reads one record of a batch as the queue delivers it. Other properties of the body are ignored: a later version may add
 * hints.
 *
 * @throws {ForeignMessage} if the body is not an order id, or the queue's own attributes are missing.
 */
export function decodeOrderMessage(record: SQSRecord): OrderMessage {
  const { messageId, receiptHandle, attributes } = record;
  return {
    messageId,
    receiptHandle,
    orderId: orderIdOf(record),
    sentAt: countOf(messageId, 'SentTimestamp', attributes.SentTimestamp),
    receiveCount: countOf(messageId, 'ApproximateReceiveCount', attributes.ApproximateReceiveCount),
  };
}

function orderIdOf({ messageId, body }: SQSRecord): number {
  const result = z.safeParse(messageBody, parseJson(messageId, body));
  if (!result.success) {
    throw new ForeignMessage(messageId, 'its body holds no order id');
  }
  return result.data.order;
}

function parseJson(messageId: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ForeignMessage(messageId, 'its body is not JSON');
  }
}

function countOf(messageId: string, name: string, value: string | undefined): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new ForeignMessage(messageId, `attribute ${name} is not a number`);
  }
  return Number(value);
}
