import type { SQSRecord } from 'aws-lambda';
import { ORDER_ITEM } from '../../lib/queue/order-item.ts';
import { queueRecord } from '../../lib/queue/sqs-polled-queue.ts';

interface RecordFacts {
  /** The order, or the body itself. */
  readonly order: number | string;
  readonly sentAt?: number;
  readonly receiveCount?: number;
}

/** A record of a batch as the cloud hands it over; its receipt is `receipt-<messageId>`. */
export function sqsRecord(
  messageId: string,
  { order, sentAt = 1000, receiveCount = 1 }: RecordFacts,
): SQSRecord {
  return queueRecord(
    {
      MessageId: messageId,
      ReceiptHandle: `receipt-${messageId}`,
      Body: typeof order === 'number' ? JSON.stringify(ORDER_ITEM.encode({ orderId: order })) : order,
      Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(receiveCount) },
    },
    'arn:aws:sqs:us-east-1:000000000000:orders.fifo',
  );
}
