import { expect, it } from 'vitest';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { SCENARIOS } from './support/scenarios.ts';
import { type Stage, startStage } from './support/stage.ts';

/** An order that was imported and then changed in the CRM. @returns its id. */
async function changedOrder(stage: Stage): Promise<number> {
  const scenario = SCENARIOS.find(({ name }) => name === 'a changed order');
  return scenario === undefined ? Number.NaN : scenario.prepare(stage);
}

/** All that outlives a process, as far as it can be read. */
async function everythingOf({ time, crm, onec, table, queue }: Stage) {
  const orders = crm.orderIds();
  return {
    now: time.clock.now(),
    orders: orders.map((id) => crm.order(id)),
    onec: [...release11520.objects.keys(), 'sandbox_posted', 'sandbox_stock'].map((set) =>
      onec.control.entities(set),
    ),
    settings: await table.query('settings'),
    remembered: await Promise.all(
      [4001, 4002].flatMap((id) => [`order#${id}`, `timeline#${id}`]).map((pk) => table.query(pk)),
    ),
    cursor: await table.query('cursor#order-history'),
    jobs: await table.query('jobs'),
    messages: queue.size(),
  };
}

it('a stage is brought back to the moment of a snapshot, again and again', async () => {
  await using stage = await startStage({ release: release11520 });
  const first = await changedOrder(stage);
  const before = await everythingOf(stage);
  const restore = stage.snapshot();
  const given: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    given.push(await changedOrder(stage));
    stage.crm.deleteOrder(first);
    await stage.queue.send({ orderId: first });
    await stage.saveSettings({ paymentDelayDays: 9 });
    const after = await everythingOf(stage);
    restore();
    const now = await everythingOf(stage);
    expect(now).toEqual(before);
    for (const [part, value] of Object.entries(now)) {
      expect(value, `${part} was changed meanwhile`).not.toEqual(after[part as keyof typeof after]);
    }
  }
  // Numbers are given anew from where they stood.
  expect(given[1]).toBe(given[0]);
});
