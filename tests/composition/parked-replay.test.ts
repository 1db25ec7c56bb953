import { describe, expect, it } from 'vitest';
import { type RunningSandboxOnec, startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { composeJob } from '../../lib/composition/jobs.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { createVirtualTime } from '../limits/support/virtual-time.ts';
import { bridgeSettings, plainGoods, shop } from '../orders/support/bridge.ts';
import { createMemoryQueue } from '../queue/memory-queue.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { counter } from '../state/tables.ts';
import { testStage } from './test-stage.ts';

const NOON = Date.parse('2026-03-10T09:00:00Z');

/** A stage with one order that waits for a product which 1C has by now. @param busySlots that others have. */
async function startReplay(timeoutSeconds: number, onec: RunningSandboxOnec, busySlots: number) {
  const time = createVirtualTime(NOON);
  const table = createMemoryTable(time.clock);
  const orderQueue = createMemoryQueue({
    clock: time.clock,
    makeId: counter('message'),
    visibilitySeconds: 30,
    maxReceiveCount: 1000,
  });
  const { log } = recordingLog();
  const stage = await testStage({
    config: {
      ONEC_URL: onec.url,
      ONEC_USER: onec.login.user,
      ONEC_PASSWORD: onec.login.password,
      FUNCTION_TIMEOUT_SECONDS: timeoutSeconds,
    },
    table,
    settings: bridgeSettings(),
    runtime: { clock: time.clock, sleep: time.sleep, random: () => 0.5, fetch: time.fetch },
    orderQueue,
    log,
  });
  const leases = createLeases({ table, clock: time.clock, makeId: counter('lease') });
  for (let slot = 1; slot <= busySlots; slot += 1) {
    await leases.acquire(`onec-slot-${slot}`, 3_600_000);
  }
  const offer = plainGoods[0]?.key ?? '';
  await stage.outcomes.record({
    orderId: 138,
    at: NOON - 1000,
    settingsVersion: (await stage.settings.load()).version,
    kind: 'parked',
    reason: 'productUnknown',
    message: 'Товара нет в 1С.',
    details: { offer },
    problems: [{ reason: 'productUnknown', details: { offer } }],
    warnings: [],
  });
  const run = composeJob('parked-replay', stage, log);
  return { orderQueue, run: () => time.passUntil(run({ isForced: true })) };
}

describe.each([60, 180])('the replay of parked orders in a function of %d seconds', (timeoutSeconds) => {
  it('N-2: gets its slot of 1C and brings back what has appeared', async () => {
    await using onec = await startSandboxOnec({ shop, release: release11520 });
    const { run, orderQueue } = await startReplay(timeoutSeconds, onec, 0);
    expect(await run()).toMatchObject({ outcome: 'ok', counts: { queued: 1 } });
    expect(orderQueue.receive().map(({ orderId }) => orderId)).toEqual([138]);
  });

  it('N-2: says that the slots are busy only when they are', async () => {
    await using onec = await startSandboxOnec({ shop, release: release11520 });
    const { run } = await startReplay(timeoutSeconds, onec, 3);
    expect(await run()).toMatchObject({ outcome: 'failed', errors: [{ reason: 'onecBusySlots' }] });
  });
});
