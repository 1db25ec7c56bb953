import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const partnerCount = (): number => bridge.onec.control.entities('Catalog_Партнеры').length;

describe('what a person has to decide', () => {
  it('parks an unknown product, an unmapped site and sums that differ; nothing is half-written and others go on', async () => {
    const good = newOrder(bridge);
    const unknown = newOrder(bridge);
    const stray = newOrder(bridge);
    const wrong = newOrder(bridge);
    const offer = '11111111-2222-4333-8444-555555555555';
    const items = bridge.crm.order(unknown.id).items as readonly Record<string, unknown>[];
    bridge.crm.patchOrder(unknown.id, { items: items.map((item) => ({ ...item, offer: { xmlId: offer } })) });
    bridge.crm.patchOrder(stray.id, { site: 'shop9' });
    bridge.crm.patchOrder(wrong.id, { totalSumm: 1 });
    const before = partnerCount();
    const results = await bridge.importOrders(unknown.id, stray.id, wrong.id, good.id);
    expect(outcomeOf(results, unknown.id)).toMatchObject({
      kind: 'parked',
      reason: 'productUnknown',
      details: { offer },
    });
    expect(outcomeOf(results, stray.id)).toMatchObject({
      kind: 'parked',
      reason: 'siteUnmapped',
      details: { site: 'shop9' },
    });
    expect(outcomeOf(results, wrong.id)).toMatchObject({
      kind: 'parked',
      reason: 'sumsDiffer',
      details: { rows: '200.00', total: '1.00' },
    });
    expect(outcomeOf(results, good.id).kind).toBe('imported');
    expect(bridge.documents()).toHaveLength(1);
    expect(partnerCount()).toBe(before + 1);
    expect((await bridge.outcomes.listParked()).records.map(({ orderId }) => orderId)).toEqual([
      unknown.id,
      stray.id,
      wrong.id,
    ]);
  });

  it('N-3: parks an order that 1C refuses to post, names what was written, leaves it written, and posts it at the next import', async () => {
    const { id, number } = newOrder(bridge);
    bridge.onec.control.faults.add({
      match: { method: 'POST', path: '/Post' },
      times: 1,
      action: {
        kind: 'status',
        status: 500,
        contentType: 'application/json',
        body: '{"odata.error":{"code":"-1","message":{"lang":"ru","value":"Недостаточно свободного остатка"}}}',
      },
    });
    const outcome = outcomeOf(await bridge.importOrders(id));
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'postingRefused' });
    expect(outcome.message).toContain('Недостаточно свободного остатка');
    const document = onlyDocument(bridge, number);
    expect(document.Posted).toBe(false);
    const writes = [
      { action: 'create', set: 'Catalog_Партнеры' },
      { action: 'create', set: 'Catalog_Контрагенты' },
      { action: 'create', set: 'Document_ЗаказКлиента' },
    ];
    const named = { key: document.Ref_Key, number: document.Number };
    expect(outcome.message).toMatch(`Документ ${document.Number} от `);
    expect(outcome.message).toMatch(/ записан в 1С, но не проведён\.$/);
    expect(outcome).toMatchObject({ writes, document: named });
    expect((await bridge.outcomes.listParked()).records).toMatchObject([{ document: named }]);
    expect((await bridge.timeline.list(id)).records).toMatchObject([{ writes, document: named }]);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(onlyDocument(bridge, number).Posted).toBe(true);
    expect((await bridge.outcomes.listParked()).records).toEqual([]);
  });

  it.each([
    ['offline', { orderMethod: 'offline' }],
    ['noItems', { items: [] }],
    ['statusNotExchanged', { status: 'delivering-to-mars' }],
  ])('skips with the reason %s', async (reason, patch) => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, patch);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'skipped', reason });
    expect(bridge.takeRequests()).toEqual([]);
  });

  it('skips an order that the CRM does not know any more', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.deleteOrder(id);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'skipped',
      reason: 'orderAbsent',
    });
  });

  it('parks an order without a customer card', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { customer: null, contact: null });
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'customerUnsupported',
    });
  });
});
