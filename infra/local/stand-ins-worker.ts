// The thread of the stand-ins: startStandInThread starts it.
// biome-ignore lint/correctness/noUnresolvedImports: a built-in module of Node 24 that the linter does not know.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { BridgeError } from '../../lib/platform/errors.ts';
import { type StandInOptions, startStandIns } from './stand-ins.ts';
import type { StandInAnswer } from './stand-ins-thread.ts';

/**
 * The stand-in for SQS waits for the disk after every message, some twenty milliseconds in which its thread does nothing else.
 * Without that a killed process still loses nothing that was acknowledged; only a machine that loses its power may.
 */
function writeWithoutWaiting(): void {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
    exec.call(this, sql);
    if (sql.includes('journal_mode = WAL')) {
      exec.call(this, 'PRAGMA synchronous = NORMAL');
    }
  };
}

const answer = (message: StandInAnswer): void => parentPort?.postMessage(message);

async function serve(): Promise<void> {
  writeWithoutWaiting();
  const standIns = await startStandIns(workerData as StandInOptions);
  parentPort?.once('message', async () => {
    await standIns.close();
    parentPort?.close();
  });
  answer({ addresses: standIns.addresses });
}

serve().catch((error: unknown) => {
  if (error instanceof BridgeError) {
    const { message, code, retryable, scope, advice, details } = error;
    answer({ refused: { message, facts: { code, retryable, scope: scope ?? 'exchange', advice, details } } });
    parentPort?.close();
    return;
  }
  throw error;
});
