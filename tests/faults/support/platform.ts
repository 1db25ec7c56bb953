import type { Io } from './ports.ts';
import type { BridgeProcess } from './process.ts';
import type { Stage } from './stage.ts';

/** How long the platform waits before it asks an empty queue again. */
const POLL_MS = 5000;

/** A queue that is not worked off after this long never will be. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * What the cloud does with one batch: hands it to the worker and deletes the messages that the worker does not keep.
 *
 * @param io what the deletion goes through.
 * @returns whether there was a message.
 */
export async function deliver(stage: Stage, worker: BridgeProcess, io?: Io): Promise<boolean> {
  const messages = stage.queue.receive();
  if (messages.length === 0) {
    return false;
  }
  const { batchItemFailures } = await worker.work(messages);
  const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { receiptHandle } of messages.filter(({ messageId }) => !kept.has(messageId))) {
    const remove = async (): Promise<void> => stage.queue.delete(receiptHandle);
    await (io === undefined ? remove() : io('queue delete', remove));
  }
  return true;
}

/** Delivers until the queue is empty. @throws {Error} if a day does not suffice. */
export async function processQueue(stage: Stage, worker: BridgeProcess): Promise<void> {
  const { clock, sleep } = stage.time;
  const giveUpAt = clock.now() + PATIENCE_MS;
  while (stage.queue.size() > 0) {
    if (clock.now() > giveUpAt) {
      throw new Error(`${stage.queue.size()} messages are still in the queue after a day`);
    }
    if (!(await deliver(stage, worker))) {
      await sleep(POLL_MS);
    }
  }
}
