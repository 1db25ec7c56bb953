import type { Injection } from './crash-injection.ts';
import { deliver } from './platform.ts';
import type { Io } from './ports.ts';
import { type BridgeProcess, startProcess } from './process.ts';
import type { Stage } from './stage.ts';

const MINUTE = 60_000;

/** By then every lease and every hidden message has come free several times. */
const LONGEST_RECOVERY = 120;

/** The bridge hears of what happened and does it: the poll, then the worker, as long as the queue gives messages. */
async function live(stage: Stage, process: BridgeProcess, io?: Io): Promise<'alive'> {
  await process.poll();
  let hasWorked = true;
  while (hasWorked) {
    hasWorked = await deliver(stage, process, io);
  }
  return 'alive';
}

/** Lets a process live until it has nothing more to do. */
export function runToEnd(stage: Stage, { io }: Injection): Promise<'alive'> {
  return stage.time.passUntil(live(stage, startProcess(stage, { io }), io));
}

/**
 * What the schedule and the queue do with a process to which nothing happens: a poll each minute, and every message.
 *
 * @throws {Error} if there is still something to do after two hours.
 */
export function recover(stage: Stage): Promise<void> {
  const process = startProcess(stage);
  const work = async (): Promise<void> => {
    for (let minute = 0; minute < LONGEST_RECOVERY; minute += 1) {
      await stage.time.sleep(MINUTE);
      const { outcome } = await process.poll();
      await live(stage, process);
      if (outcome === 'ok' && stage.queue.size() === 0) {
        return;
      }
    }
    throw new Error(`not recovered after ${LONGEST_RECOVERY} minutes, ${stage.queue.size()} messages left`);
  };
  return stage.time.passUntil(work());
}
