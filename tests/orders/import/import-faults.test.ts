import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FaultRule } from '../../../infra/sandbox/onec/faults/rules.ts';
import type { OrderResult } from '../../../lib/orders/import/import-batch.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf } from '../support/imports.ts';

let bridge: TestBridge;

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const CREATED = ['Catalog_Партнеры', 'Catalog_Контрагенты', 'Document_ЗаказКлиента'] as const;

function errorOf([result]: readonly OrderResult[]): unknown {
  return result?.status === 'failed' ? result.error : result;
}

function kindOf([result]: readonly OrderResult[]): string {
  return result?.status === 'done'
    ? result.outcome.kind
    : String(errorOf(result === undefined ? [] : [result]));
}

const counts = () => CREATED.map((set) => bridge.onec.control.entities(set).length);

async function importUntilDone(orderId: number, tries = 5): Promise<string> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const results = await bridge.importOrders(orderId);
    if (results[0]?.status === 'done') {
      return kindOf(results);
    }
    bridge.pass(120_000);
  }
  return 'never done';
}

describe.each([true, false])('1C keeps a given Ref_Key: %s', (keepClientKeys) => {
  it.each(CREATED)(
    'the answer to the create of %s is lost: the retry finds it, no second object',
    async (set) => {
      bridge = await startBridge({ switches: { keepClientKeys } });
      const before = counts();
      const { id } = newOrder(bridge);
      bridge.onec.control.faults.add({
        match: { method: 'POST', set, path: set },
        times: 1,
        action: { kind: 'dropAfter' },
      });
      const first = await bridge.importOrders(id);
      expect(errorOf(first)).toMatchObject({ code: 'onecUnknownOutcome', retryable: true });
      bridge.pass(60_000);
      expect(await importUntilDone(id)).toBe('imported');
      expect(counts()).toEqual(before.map((count) => count + 1));
      expect(bridge.documents()[0]?.Posted).toBe(true);
    },
  );

  it('the state table was lost: nothing is made twice', async () => {
    bridge = await startBridge({ switches: { keepClientKeys } });
    const { id } = newOrder(bridge);
    await bridge.importOrders(id);
    const before = counts();
    const version = bridge.documents()[0]?.DataVersion;
    bridge.loseState();
    expect(await importUntilDone(id)).toBe('imported');
    expect(counts()).toEqual(before);
    expect(bridge.documents()[0]?.DataVersion).toBe(version);
  });

  it('somebody deleted the document from 1C: it is made again and linked anew', async () => {
    bridge = await startBridge({ switches: { keepClientKeys } });
    const { id } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.onec.control.remove('Document_ЗаказКлиента', bridge.documents()[0]?.Ref_Key ?? '');
    bridge.pass(1000);
    expect(await importUntilDone(id)).toBe('imported');
    expect(bridge.documents()).toHaveLength(1);
    bridge.pass(1000);
    expect(await importUntilDone(id)).toBe('unchanged');
  });

  it('duplicates were merged in 1C: the marked customer is left for the one that has the contacts', async () => {
    bridge = await startBridge({ switches: { keepClientKeys } });
    const email = 'survivor@example.com';
    const old = newOrder(bridge);
    const survivor = newOrder(bridge, { email });
    await bridge.importOrders(old.id, survivor.id);
    const [marked] = bridge.documents(old.number);
    const [kept] = bridge.documents(survivor.number);
    bridge.onec.control.patch('Catalog_Партнеры', marked?.Партнер_Key ?? '', { DeletionMark: true });
    bridge.onec.control.patch('Catalog_Контрагенты', marked?.Контрагент_Key ?? '', { DeletionMark: true });
    const { phone } = bridge.crm.order(survivor.id) as { readonly phone: string };
    const next = newOrder(bridge, { customer: customerOf(bridge, old.id), email, phone });
    await bridge.importOrders(next.id);
    expect(bridge.documents(next.number)[0]?.Контрагент_Key).toBe(kept?.Контрагент_Key);
  });
});

describe('passing faults of 1C', () => {
  const faults: readonly (readonly [string, FaultRule])[] = [
    [
      'the connection is cut before posting',
      { match: { path: '/Post' }, times: 1, action: { kind: 'drop' } },
    ],
    ['the answer to posting is lost', { match: { path: '/Post' }, times: 1, action: { kind: 'dropAfter' } }],
    ['503 on a write', { match: { method: 'POST' }, times: 1, action: { kind: 'status', status: 503 } }],
    ['an HTML page instead of an answer', { match: { method: 'POST' }, times: 1, action: { kind: 'html' } }],
    [
      'reading fails for good',
      { match: { method: 'GET' }, times: 9, action: { kind: 'status', status: 503 } },
    ],
    ['no licence is free', { match: { method: 'GET' }, times: 1, action: { kind: 'status', status: 406 } }],
  ];

  it.each(faults)('%s: the order is not parked, and arrives once 1C is well', async (_name, rule) => {
    bridge = await startBridge();
    const before = counts();
    const { id } = newOrder(bridge);
    bridge.onec.control.faults.add(rule);
    expect(await importUntilDone(id)).toBe('imported');
    expect(counts()).toEqual(before.map((count) => count + 1));
    expect((await bridge.outcomes.listParked()).records).toEqual([]);
  });

  it('a refused login fails the order without parking it, so that nothing is lost when the password is mended', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge);
    bridge.onec.control.faults.add({ times: 1, action: { kind: 'unauthorized' } });
    expect(errorOf(await bridge.importOrders(id))).toMatchObject({
      code: 'onecLoginRefused',
      retryable: false,
    });
    expect((await bridge.outcomes.listParked()).records).toEqual([]);
    expect(await importUntilDone(id)).toBe('imported');
  });
});

describe('passing faults of the CRM', () => {
  it('a failed read fails the whole batch, and nothing is written', async () => {
    bridge = await startBridge();
    const orders = [newOrder(bridge), newOrder(bridge)].map(({ id }) => id);
    bridge.crm.faults.add({
      match: { path: '/api/v5/orders' },
      times: 9,
      action: { kind: 'status', status: 502 },
    });
    const results = await bridge.importOrders(...orders);
    expect(results.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(bridge.documents()).toEqual([]);
  });

  it('reads the orders of a batch in one request', async () => {
    bridge = await startBridge();
    const orders = Array.from({ length: 10 }, () => newOrder(bridge).id);
    await bridge.importOrders(...orders);
    expect(bridge.crm.requestLog.count({ method: 'GET', address: /^\/api\/v5\/orders/ })).toBe(1);
    expect(bridge.documents()).toHaveLength(10);
  });
});

describe('workers beside each other', () => {
  it('an order that another worker holds is left to it', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge);
    const [first, second] = await Promise.all([bridge.importOrders(id), bridge.importOrders(id)]);
    expect([kindOf(first), kindOf(second)].filter((kind) => kind === 'imported')).toHaveLength(1);
    expect(bridge.documents()).toHaveLength(1);
  });

  it('two orders of one new customer in two workers make one partner and one counterparty', async () => {
    bridge = await startBridge();
    const before = counts();
    const person = { phone: '+7 (902) 000-00-01', email: 'two-workers@example.com' };
    const first = newOrder(bridge, person);
    const second = newOrder(bridge, { ...person, customer: customerOf(bridge, first.id) });
    const results = await Promise.all([bridge.importOrders(first.id), bridge.importOrders(second.id)]);
    expect(results.map(kindOf)).toEqual(['imported', 'imported']);
    expect(counts()).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1, 2]);
  });

  it('a message sent before a CRM read whose import was completed is done without a request', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge);
    const sentAt = bridge.now();
    bridge.pass(1000);
    await bridge.importOrders(id);
    bridge.takeRequests();
    bridge.crm.requestLog.clear();
    expect(await bridge.importMessages({ orderId: id, sentAt })).toEqual([
      { orderId: id, status: 'alreadyProcessed' },
    ]);
    expect(bridge.takeRequests()).toEqual([]);
    expect(bridge.crm.requestLog.count()).toBe(0);
    const again = await bridge.importMessages({ orderId: id, sentAt: bridge.now() });
    expect(kindOf(again)).toBe('unchanged');
  });

  it('an order that is changed while the CRM answers is not taken for done: what counts is when the read began', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge);
    const read = bridge.crmClient.ordersByIds;
    const reading = vi.spyOn(bridge.crmClient, 'ordersByIds').mockImplementation(async (ids) => {
      const answer = await read(ids);
      bridge.pass(2000);
      return answer;
    });
    const begun = bridge.now();
    expect(await bridge.importOrders(id)).toMatchObject([{ status: 'done', readAt: begun }]);
    reading.mockRestore();
    bridge.crm.editOrder(id, { managerComment: 'изменён, пока CRM отвечала' });
    expect(kindOf(await bridge.importMessages({ orderId: id, sentAt: begun + 1000 }))).toBe('imported');
  });

  it.each([
    [251, 'alreadyProcessed'],
    [250, 'done'],
    [0, 'done'],
    [-250, 'done'],
  ])(
    'clocks may differ by a quarter of a second: a message sent %d ms before the read is %s',
    async (msBefore, status) => {
      bridge = await startBridge();
      const { id } = newOrder(bridge);
      const readAt = bridge.now();
      await bridge.importOrders(id);
      const [result] = await bridge.importMessages({ orderId: id, sentAt: readAt - msBefore });
      expect(result?.status).toBe(status);
    },
  );
});
