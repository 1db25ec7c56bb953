import { describe, expect, it } from 'vitest';
import { createPrng } from '../../infra/sandbox/shop/prng.ts';
import { createOrderDeadLetters } from '../../lib/worker/dead-letters.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { newOrder } from '../orders/support/bridge.ts';
import { sqsRecord } from '../queue/sqs-record.ts';
import { killWhen } from './support/crash-injection.ts';
import { deliver, processQueue } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { RELEASES } from './support/releases.ts';
import { type Stage, startStage } from './support/stage.ts';

/** Enough for every other order to be begun before the poisonous one at least once. */
const MAX_RECEIVES = 30;

const { next: random } = createPrng('poison');

/** The platform starts a new process after every death, until the queue is empty. @returns how many died. */
async function outlive(stage: Stage, poison: number): Promise<number> {
  let deaths = 0;
  while (stage.queue.size() > 0) {
    const killed = killWhen((step) => step === `table put order#${poison}`, 'before');
    const process = startProcess(stage, { io: killed.io, random });
    const work = async (): Promise<void> => {
      while (stage.queue.size() > 0) {
        await deliver(stage, process);
        await stage.time.sleep(1000);
      }
    };
    await stage.time.passUntil(Promise.race([work(), killed.death]));
    deaths += killed.hasDied() ? 1 : 0;
  }
  return deaths;
}

describe.each(RELEASES)('UT $release.name', ({ release }) => {
  it('an order that kills every worker becomes a dead letter and a parked record; the others of its batches are imported', async () => {
    await using stage = await startStage({ release, maxReceives: MAX_RECEIVES });
    const orders = Array.from({ length: 9 }, () => newOrder(stage).id);
    const [poison = 0] = orders;
    const sentAt = stage.time.clock.now();
    for (const id of orders) {
      await startProcess(stage).trigger(id);
    }
    expect(await outlive(stage, poison)).toBe(MAX_RECEIVES);

    const drain = createOrderDeadLetters(stage.outcomes, {
      clock: stage.time.clock,
      log: recordingLog().log,
    });
    const dead = stage.queue.deadLetters();
    const records = dead.map((order) =>
      sqsRecord(`dead-${order}`, { order, sentAt, receiveCount: MAX_RECEIVES }),
    );
    expect(dead).toContain(poison);
    expect(await drain(records)).toEqual({ batchItemFailures: [] });
    expect((await stage.outcomes.listParked()).records).toMatchObject([
      { orderId: poison, reason: 'workerCrashed' },
    ]);

    const mended = startProcess(stage);
    await mended.trigger(poison);
    await stage.time.passUntil(processQueue(stage, mended));
    expect((await stage.outcomes.listParked()).records).toEqual([]);
    expect(stage.onec.control.entities('Document_ЗаказКлиента')).toHaveLength(orders.length);
  });
});
