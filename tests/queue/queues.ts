import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startStandIns } from '../../infra/local/stand-ins.ts';
import { ORDER_ITEM, type OrderItem, type OrderQueue } from '../../lib/queue/order-item.ts';
import { decodeMessage } from '../../lib/queue/queue-message.ts';
import { queueRecord } from '../../lib/queue/sqs-polled-queue.ts';
import { createSqsQueue } from '../../lib/queue/sqs-queue.ts';
import type { QueueMessage } from '../../lib/queue/work-queue.ts';
import { testClock } from '../state/tables.ts';
import { createMemoryQueue } from './memory-queue.ts';

/** How long a received message stays hidden in the queues under test. */
const VISIBILITY_SECONDS = 1;
/** How often a message may be received there. */
export const MAX_RECEIVES = 3;

export interface TestQueue {
  readonly queue: OrderQueue;
  /** Time of the queue's own clock. */
  now(): number;
  /** What can be had now. */
  receive(): Promise<readonly QueueMessage<OrderItem>[]>;
  /** What can be had as soon as there is something, or nothing after three seconds. */
  awaitMessages(): Promise<readonly QueueMessage<OrderItem>[]>;
  delete(message: QueueMessage<OrderItem>): Promise<void>;
  countDead(): Promise<number>;
  close(): Promise<void>;
}

export const QUEUES = [
  { name: 'SQS stand-in', open: openSqs },
  { name: 'memory', open: openMemory },
];

async function openMemory(makeId: () => string): Promise<TestQueue> {
  const clock = testClock();
  const queue = createMemoryQueue({
    clock,
    makeId,
    visibilitySeconds: VISIBILITY_SECONDS,
    maxReceiveCount: MAX_RECEIVES,
  });
  return {
    queue,
    now: clock.now,
    receive: async () => queue.receive(),
    awaitMessages: async () => {
      for (let waited = 0; waited < 3000; waited += 100) {
        const messages = queue.receive();
        if (messages.length > 0) {
          return messages;
        }
        clock.time += 100;
      }
      return [];
    },
    delete: async (message) => queue.delete(message.receiptHandle),
    countDead: async () => queue.deadLetters().length,
    close: async () => undefined,
  };
}

async function openSqs(makeId: () => string): Promise<TestQueue> {
  const standIns = await startStandIns({
    queue: { visibilitySeconds: VISIBILITY_SECONDS, maxReceiveCount: MAX_RECEIVES },
  });
  const { fauxqs, orderQueue } = standIns.addresses;
  const client = sqsClient(fauxqs);
  const receive = async (WaitTimeSeconds: number): Promise<readonly QueueMessage<OrderItem>[]> => {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: orderQueue.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return messages.map((message) => decodeMessage(ORDER_ITEM, queueRecord(message, orderQueue.arn)));
  };
  return {
    queue: createSqsQueue(ORDER_ITEM, { url: orderQueue.url, client, makeId }),
    now: Date.now,
    receive: () => receive(0),
    awaitMessages: () => receive(3),
    delete: async ({ receiptHandle }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: orderQueue.url, ReceiptHandle: receiptHandle }));
    },
    countDead: async () => {
      const { Attributes: attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: orderQueue.url.replace('.fifo', '-dead.fifo'),
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(attributes.ApproximateNumberOfMessages);
    },
    close: async () => {
      client.destroy();
      await standIns.close();
    },
  };
}

export function sqsClient(endpoint: string, maxAttempts = 3): SQSClient {
  return new SQSClient({
    endpoint,
    maxAttempts,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}
