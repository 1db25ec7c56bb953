import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BridgeError, type BridgeErrorFacts } from '../../lib/platform/errors.ts';
import { lockDataDir } from './data-dir-lock.ts';
import type { StandInAddresses, StandInOptions, StandIns } from './stand-ins.ts';

/** What the thread says once. */
export type StandInAnswer =
  | { readonly addresses: StandInAddresses }
  | { readonly refused: { readonly message: string; readonly facts: BridgeErrorFacts } };

/**
 * Starts the stand-ins in a thread of their own: they write to the disk while they are called, and whoever shares their event
 * loop waits with them, the front door of the bridge above all (B-7).
 *
 * @throws as `startStandIns`.
 */
export async function startStandInThread(
  options: StandInOptions & { readonly dataDir: string },
): Promise<StandIns> {
  const lock = lockDataDir(options.dataDir);
  const worker = new Worker(new URL('./stand-ins-worker.ts', import.meta.url), {
    workerData: { ...options, isLocked: true } satisfies StandInOptions,
  });
  const exited = once(worker, 'exit');
  const stop = async (): Promise<void> => {
    await exited;
    lock.release();
  };
  const [answer] = (await once(worker, 'message').catch(async (error: unknown) => {
    await stop();
    throw error;
  })) as [StandInAnswer];
  if ('refused' in answer) {
    await stop();
    throw new BridgeError(answer.refused.message, answer.refused.facts);
  }
  return {
    addresses: answer.addresses,
    close: async () => {
      worker.postMessage('close');
      await stop();
    },
  };
}
