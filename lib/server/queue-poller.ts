import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Sleep } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { type RetryTiming, retryDelay } from '../platform/retry-delay.ts';
import type { PolledQueue } from '../queue/polled-queue.ts';
import { type BatchAnswer, doneRecords } from './done-records.ts';
import { type LambdaRuntime, lambdaContext } from './lambda-context.ts';

export interface PollerOptions extends LambdaRuntime {
  readonly queue: PolledQueue;
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
  const { queue, log, waitSeconds } = options;
  const records = await queue.receive(waitSeconds);
  if (records.length === 0) {
    return;
  }
  const answer = await call(options, records);
  const done = doneRecords(records, answer);
  for (const code of done.length === 0 ? [] : await queue.delete(done)) {
    log.warn('message not deleted, it will come again', { code });
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
