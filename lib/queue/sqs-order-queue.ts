import {
  ChangeMessageVisibilityCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { MakeId } from '../platform/ids.ts';
import { QueueUnreachable } from './errors.ts';
import { encodeOrderMessage, groupOfOrder } from './order-message.ts';
import type { OrderQueue } from './order-queue.ts';
import { checkedSeconds } from './postponement.ts';

export interface SqsOrderQueueDeps {
  /** Address of a FIFO queue. */
  readonly url: string;
  readonly client: SQSClient;
  /** Makes the deduplication id of each call: two triggers for one order are two messages (design, principle 1). */
  readonly makeId: MakeId;
}

/**
 * The order queue on SQS.
 *
 * `postpone` does nothing for a message that is no longer hidden under this receipt (it was deleted, or its time was over
 * and another worker has it): there is nothing left to postpone. It throws a RangeError for seconds that SQS does not take.
 */
export function createSqsOrderQueue({ url, client, makeId }: SqsOrderQueueDeps): OrderQueue {
  return {
    send: async (orderId) => {
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: encodeOrderMessage(orderId),
        MessageGroupId: groupOfOrder(orderId),
        MessageDeduplicationId: makeId(),
      });
      await confirmed('send', client.send(command));
    },
    postpone: async (receiptHandle, seconds) => {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: checkedSeconds(seconds),
      });
      await confirmed('postpone', client.send(command).catch(ignoreLostReceipt));
    },
  };
}

async function confirmed(operation: string, sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    throw new QueueUnreachable(operation, error);
  }
}

/** A FIFO queue says `InvalidParameterValue` for an expired receipt; the SDK has no class for that word. */
function ignoreLostReceipt(error: unknown): void {
  const isLost =
    error instanceof MessageNotInflight ||
    error instanceof ReceiptHandleIsInvalid ||
    (error instanceof Error && error.name === 'InvalidParameterValue');
  if (!isLost) {
    throw error;
  }
}
