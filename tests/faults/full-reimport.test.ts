import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { newOrder } from '../orders/support/bridge.ts';
import { deliver } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { type Stage, startStage } from './support/stage.ts';

const ORDERS = 5000;
const BATCH = 10;
/** Of the history; the CRM gives a hundred records a page. */
const PAGE = 100;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held after everything that is not needed was let go of, MiB. */
function heldMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Reads the history to its end, in as many runs as it takes, as `orders poll` does. */
async function readHistory(stage: Stage, startDate?: string): Promise<number> {
  const { pollFrom } = startProcess(stage);
  let from = startDate === undefined ? undefined : { startDate };
  let queued = 0;
  for (;;) {
    const run = await stage.time.passUntil(
      pollFrom({ isForced: true, ...(from === undefined ? {} : { from }) }),
    );
    expect(run.outcome).toBe('ok');
    queued += run.counts.queued ?? 0;
    if ((run.counts.remaining ?? 0) === 0) {
      return queued;
    }
    from = undefined;
  }
}

/** Works the queue off. @returns what the process held after a tenth of the batches, and at the end. */
async function workOff(stage: Stage): Promise<readonly [early: number, late: number]> {
  const process = startProcess(stage);
  const batches = stage.queue.size() / BATCH;
  let early = 0;
  const work = async (): Promise<void> => {
    for (let batch = 0; stage.queue.size() > 0; batch += 1) {
      await deliver(stage, process);
      early = batch === Math.floor(batches / 10) ? heldMegabytes() : early;
    }
  };
  await stage.time.passUntil(work());
  return [early, heldMegabytes()];
}

it(`a full re-import of ${ORDERS} orders is a normal operation: nothing is written, a request of 1C an order, flat memory`, async () => {
  await using stage = await startStage({ release: release11520 });
  const first = newOrder(stage);
  const customer = { id: Number((stage.crm.order(first.id).customer as { readonly id: number }).id) };
  for (let count = 1; count < ORDERS; count += 1) {
    newOrder(stage, { customer });
  }
  const wholeHistory = '2026-03-10 00:00:00';
  expect(await readHistory(stage, wholeHistory)).toBe(ORDERS);
  await workOff(stage);
  expect(stage.onec.control.entities('Document_ЗаказКлиента')).toHaveLength(ORDERS);

  await stage.pass(600_000);
  stage.crm.requestLog.clear();
  stage.onec.control.requests.clear();
  expect(await readHistory(stage, wholeHistory)).toBe(ORDERS);
  const [early, late] = await workOff(stage);
  const toOnec = stage.onec.control.requests.list();
  expect(toOnec.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(toOnec.length).toBeLessThan(ORDERS * 1.02 + 100);
  const ofHistory = stage.crm.requestLog.count({ address: /orders\/history/ });
  expect(ofHistory).toBeLessThan((ORDERS / PAGE) * 2 + 10);
  expect(stage.crm.requestLog.count() - ofHistory).toBeLessThan((ORDERS / BATCH) * 1.1 + 10);
  // Outcomes and attempts of the orders stay in the state, some kilobytes each; the bridge itself holds nothing of them.
  expect(late - early).toBeLessThan(ORDERS * 0.02);
}, 3_600_000);
