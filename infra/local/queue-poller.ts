import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Sleep } from '../../lib/platform/clock.ts';
import { errorFields } from '../../lib/platform/errors.ts';
import type { Log } from '../../lib/platform/log.ts';
import { type RetryTiming, retryDelay } from '../../lib/platform/retry-delay.ts';
import { type LambdaRuntime, lambdaContext } from './lambda-context.ts';
import type { QueueAddress } from './order-queues.ts';
import { type BatchAnswer, doneRecords, queueRecord } from './queue-records.ts';

export interface PollerOptions extends LambdaRuntime {
  /** A client whose time-out is longer than `waitSeconds`. */
  readonly client: SQSClient;
  readonly queue: QueueAddress;
  readonly functionName: string;
  readonly handler: (event: SQSEvent, context: Context) => Promise<BatchAnswer>;
  /** The function's time-out, milliseconds; it is told, not enforced. */
  readonly timeoutMs: number;
  /** How many batches may be in work at once. */
  readonly maximumConcurrency: number;
  /** How long one poll waits for a message, seconds, and so the longest wait of `stop` beside running batches. */
  readonly waitSeconds: number;
  readonly log: Log;
  readonly sleep: Sleep;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

export interface QueuePoller {
  /** Takes no further batch and waits for the running ones. */
  stop(): Promise<void>;
}

/** SQS hands out no more at once. */
const BATCH_SIZE = 10;
const BACK_OFF: RetryTiming = { baseMs: 200, capMs: 10_000 };

/**
 * Polls a queue and calls a function with batches, as the cloud's event source mapping does: what the function finished is
 * deleted, what it named as a failure (or the whole batch, when it throws) comes again after its visibility time.
 *
 * A failing queue is logged and polled again after a growing pause; the poller ends by `stop` only. A poll that is under
 * way is waited for rather than cut off, since the queue would keep hiding the messages that it had just handed out.
 */
export function startQueuePoller(options: PollerOptions): QueuePoller {
  let isStopped = false;
  const loop = async (): Promise<void> => {
    let failures = 0;
    while (!isStopped) {
      try {
        await pollOnce(options);
        failures = 0;
      } catch (error) {
        failures += 1;
        options.log.warn('queue poll failed', { failures, ...errorFields(error) });
        await options.sleep(retryDelay(BACK_OFF, failures, options.random()));
      }
    }
  };
  const loops = Array.from({ length: options.maximumConcurrency }, loop);
  return {
    stop: async () => {
      isStopped = true;
      await Promise.all(loops);
    },
  };
}

async function pollOnce(options: PollerOptions): Promise<void> {
  const { Messages: messages = [] } = await options.client.send(
    new ReceiveMessageCommand({
      QueueUrl: options.queue.url,
      MaxNumberOfMessages: BATCH_SIZE,
      WaitTimeSeconds: options.waitSeconds,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  if (messages.length > 0) {
    await workOn(options, messages);
  }
}

async function workOn(options: PollerOptions, messages: readonly Message[]): Promise<void> {
  const records = messages.map((message) => queueRecord(message, options.queue.arn));
  const answer = await call(options, records);
  const done = doneRecords(records, answer);
  if (done.length > 0) {
    await deleteRecords(options, done);
  }
}

/** What the function answered; when it threw, an answer that finishes nothing. */
async function call(options: PollerOptions, records: readonly SQSRecord[]): Promise<BatchAnswer> {
  const { functionName, handler, log, timeoutMs } = options;
  try {
    return await handler({ Records: [...records] }, lambdaContext(options, functionName, timeoutMs));
  } catch (error) {
    log.error('function failed', { functionName, records: records.length, ...errorFields(error) });
    return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
}

async function deleteRecords(
  { client, queue, log }: PollerOptions,
  records: readonly SQSRecord[],
): Promise<void> {
  const { Failed: failed = [] } = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: records.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      })),
    }),
  );
  for (const { Code: code } of failed) {
    log.warn('message not deleted, it will come again', { code });
  }
}
