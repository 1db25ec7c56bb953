import {
  ChangeMessageVisibilityCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { createSemaphore } from '../platform/concurrency.ts';
import type { MakeId } from '../platform/ids.ts';
import { QueueUnreachable } from './errors.ts';
import { checkedSeconds } from './postponement.ts';
import type { ItemKind, WorkQueue } from './work-queue.ts';

export interface SqsQueueDeps {
  /** Address of a FIFO queue. */
  readonly url: string;
  readonly client: SQSClient;
  /** Makes the deduplication id of each call: two triggers for one order are two messages (design, principle 1). */
  readonly makeId: MakeId;
}

/**
 * Messages that are sent at once. The clock of a request runs from its start, and in a process that answers hundreds of calls at
 * once it would run out while the answer waits to be read: timers come before the network (B-7).
 */
const SENDS_AT_ONCE = 16;

/**
 * A queue on SQS.
 *
 * `postpone` does nothing for a message that is no longer hidden under this receipt (it was deleted, or its time was over
 * and another worker has it): there is nothing left to postpone. It throws a RangeError for seconds that SQS does not take.
 */
export function createSqsQueue<Item extends object>(
  kind: ItemKind<Item>,
  { url, client, makeId }: SqsQueueDeps,
): WorkQueue<Item> {
  const confirmed = async (operation: string, sent: Promise<unknown>): Promise<void> => {
    try {
      await sent;
    } catch (error) {
      throw new QueueUnreachable(kind, operation, error);
    }
  };
  const inTurn = createSemaphore(SENDS_AT_ONCE);
  return {
    send: async (item) => {
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: JSON.stringify(kind.encode(item)),
        MessageGroupId: kind.keyOf(item),
        MessageDeduplicationId: makeId(),
      });
      await inTurn(() => confirmed('send', client.send(command)));
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
