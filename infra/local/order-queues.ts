import {
  CreateQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueAddress } from '../../lib/queue/sqs-polled-queue.ts';

/** Figures of the order queue; the deployed one has the same (design, decisions: retry). */
export interface QueueFigures {
  /** How long a received message is hidden unless it is postponed, seconds. */
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
}

type QueueAttributes = Partial<Record<QueueAttributeName, string>>;

/** A queue, and the one of what it gave up. */
export interface QueuePair {
  readonly queue: QueueAddress;
  readonly deadLetters: QueueAddress;
}

/**
 * Creates a FIFO queue and the queue of its dead letters, or brings existing ones to these figures; messages stay.
 *
 * @param endpoint address of the stand-in; the queue's address is made from it, since the one that the stand-in answers
 *   has a host name that not every machine resolves.
 * @throws what the SDK throws.
 */
export async function ensureFifoQueue(
  client: SQSClient,
  endpoint: string,
  name: string,
  figures: QueueFigures,
): Promise<QueuePair> {
  const retention = { MessageRetentionPeriod: String(figures.retentionDays * 24 * 3600) };
  const deadLetters = await ensureQueue(client, endpoint, `${name}-dead.fifo`, {
    ...retention,
    // What cannot be parked stays there; no need to try it more often.
    VisibilityTimeout: '900',
  });
  const queue = await ensureQueue(client, endpoint, `${name}.fifo`, {
    ...retention,
    VisibilityTimeout: String(figures.visibilitySeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: figures.maxReceiveCount,
    }),
  });
  return { queue, deadLetters };
}

/** Two steps, because creating an existing queue with other attributes is an error, and replacing it loses its messages. */
async function ensureQueue(
  client: SQSClient,
  endpoint: string,
  QueueName: string,
  Attributes: QueueAttributes,
): Promise<QueueAddress> {
  await client.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true' } }));
  const url = `${endpoint}/${ACCOUNT}/${QueueName}`;
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  return { url, arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueName}` };
}

/** What the stand-in calls its only account, and the region that the local stack uses. */
const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
