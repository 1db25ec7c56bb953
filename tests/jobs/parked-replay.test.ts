import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParkedReplay } from '../../lib/jobs/parked-replay.ts';
import { createRunJournal } from '../../lib/journal/runs.ts';
import { createDictionaries } from '../../lib/orders/dictionaries.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Key } from '../../lib/state/table.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { newOrder, plainGoods, startBridge, type TestBridge } from '../orders/support/bridge.ts';
import { testKey } from '../settings/valid-settings.ts';
import { createMemoryTable } from '../state/memory-table.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

/** One run of the job; what it queues is imported at once. */
async function replay(noted: readonly Key[] = []) {
  const clock = { now: () => bridge.now() };
  const table = createMemoryTable(clock);
  const jobs = createJobRecords(table);
  let id = 0;
  const makeId = () => {
    id += 1;
    return `id-${id}`;
  };
  const run = createParkedReplay(
    {
      parked: () => bridge.outcomes.listParked(),
      recheckUnreadable: async () => noted,
      replay: () => ({
        settings: () => bridge.currentSettings(),
        onec: bridge.client,
        clock,
        dictionaries: createDictionaries(bridge.client, clock, 0),
        send: async (orderId) => {
          await bridge.importOrders(orderId);
        },
        inSlot: (work) => work(),
      }),
    },
    {
      clock,
      makeId,
      jobs,
      runs: createRunJournal(table, jobs),
      leases: createLeases({ table, clock, makeId }),
      timeoutMs: 60_000,
      log: recordingLog().log,
    },
  );
  return run({ isForced: true });
}

async function parkedReasons(): Promise<readonly (string | undefined)[]> {
  return (await bridge.outcomes.listParked()).records.map(({ reason }) => reason);
}

describe('unmapped item status / unknown product parked, then mapping or product added: replayed by itself, record gone', () => {
  it('a product that appears in 1C brings its order in', async () => {
    const { id, number } = newOrder(bridge);
    const missing = testKey(4711);
    const items = bridge.crm.order(id).items as readonly Record<string, unknown>[];
    bridge.crm.patchOrder(id, { items: items.map((item) => ({ ...item, offer: { xmlId: missing } })) });
    await bridge.importOrders(id);
    expect(await parkedReasons()).toEqual(['productUnknown']);
    bridge.pass(300_000);
    expect(await replay()).toMatchObject({ outcome: 'ok', counts: { queued: 0 } });
    const good = bridge.onec.control.entity('Catalog_Номенклатура', plainGoods[0]?.key ?? '');
    bridge.onec.control.put('Catalog_Номенклатура', missing, { ...good, Ref_Key: missing });
    expect(await replay()).toMatchObject({ outcome: 'ok', counts: { queued: 1 } });
    expect(await parkedReasons()).toEqual([]);
    expect(bridge.documents(number)[0]).toMatchObject({ Posted: true });
  });

  it.each([
    [
      'itemStatusUnmapped',
      { itemStatuses: [{ crm: 'sold', supply: 'Отгрузить', cancel: false }] },
      { itemStatuses: [] },
    ],
    ['siteUnmapped', { sites: [] }, {}],
  ] as const)('%s: new settings bring the order in', async (reason, faulty, mended) => {
    const [first, second] = bridge.settings.sites;
    const { id, number } = newOrder(bridge);
    bridge.changeSettings('sites' in faulty ? { sites: second === undefined ? [] : [second] } : faulty);
    await bridge.importOrders(id);
    expect(await parkedReasons()).toEqual([reason]);
    bridge.pass(300_000);
    expect(await replay()).toMatchObject({ counts: { queued: 0 } });
    bridge.changeSettings(
      'sites' in faulty && first !== undefined && second !== undefined ? { sites: [first, second] } : mended,
    );
    expect(await replay()).toMatchObject({ counts: { queued: 1 } });
    expect(await parkedReasons()).toEqual([]);
    expect(bridge.documents(number)[0]).toMatchObject({ Posted: true });
  });

  it('an order that is still not right is parked again and not tried until something changes', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { site: 'shop9' });
    await bridge.importOrders(id);
    bridge.changeSettings({});
    expect(await replay()).toMatchObject({ counts: { queued: 1 } });
    expect(await parkedReasons()).toEqual(['siteUnmapped']);
    expect(await replay()).toMatchObject({ counts: { queued: 0 } });
  });

  it('R-1: a record that cannot be read is named by every run and keeps no other order out', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { site: 'shop9' });
    await bridge.importOrders(id);
    await bridge.table.put({ ...keys.parked({ kind: 'order', id: 9 }), at: 'yesterday' });
    bridge.changeSettings({});
    expect(await replay()).toMatchObject({
      outcome: 'partial',
      counts: { queued: 1, errors: 1 },
      errors: [{ id: 'parked/000000000000009', reason: 'stateUnreadable' }],
    });
  });

  it('R-1: a link that still cannot be read is named by every run as well', async () => {
    expect(await replay([{ pk: 'order#138', sk: 'link' }])).toMatchObject({
      outcome: 'partial',
      errors: [{ id: 'order#138/link', reason: 'stateUnreadable' }],
    });
  });

  it('asks 1C nothing while no parked order waits for it', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { site: 'shop9' });
    await bridge.importOrders(id);
    bridge.takeRequests();
    await replay();
    expect(bridge.takeRequests()).toEqual([]);
  });
});
