import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refTo } from '../../../lib/state/links.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { testDigest } from '../support/digest.ts';
import { onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

/** What the fingerprint of an order is made of: all that its link would show to whoever could guess it. */
async function markedText(orderId: number): Promise<string> {
  const order = await bridge.crmClient.order(orderId);
  const { version } = await bridge.currentSettings();
  return JSON.stringify([version, order]);
}

const plainHash = (text: string): string => createHash('sha256').update(text).digest('base64url');

const linkOf = (orderId: number) => bridge.links().read(refTo('order', orderId));

describe('the fingerprint of an order', () => {
  it.each([
    ['imported', {}],
    ['cancelled without its rows', { status: 'cancel-other', items: [] }],
  ])(
    'design, principle 9: of an order that was %s the state holds a keyed digest and no plain hash',
    async (_, changes) => {
      const { id } = newOrder(bridge);
      await bridge.importOrders(id);
      bridge.crm.editOrder(id, changes);
      bridge.pass(1000);
      await bridge.importOrders(id);
      const text = await markedText(id);
      const stored = JSON.stringify([
        await linkOf(id),
        await bridge.outcomes.read(id),
        await bridge.timeline.list(id),
      ]);
      expect(stored).toContain(testDigest('order', text));
      for (const known of [text, text.slice(text.indexOf('{'), -1)]) {
        for (const encoding of ['hex', 'base64', 'base64url'] as const) {
          expect(stored).not.toContain(createHash('sha256').update(known).digest(encoding).slice(0, 20));
        }
      }
    },
  );

  it('design, principle 9: one that was stored without a key counts as another order once, and nothing is written', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const before = await linkOf(id);
    const fingerprint = plainHash(await markedText(id));
    await bridge.links().confirm(refTo('order', id), before?.key ?? '', { ...before?.memory, fingerprint });
    const { DataVersion } = onlyDocument(bridge, number);
    bridge.takeRequests();
    bridge.pass(60_000);

    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('unchanged');
    const requests = bridge.takeRequests();
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(onlyDocument(bridge, number).DataVersion).toBe(DataVersion);
    expect(await linkOf(id)).toEqual(before);

    bridge.pass(60_000);
    await bridge.importOrders(id);
    expect(bridge.takeRequests()).toEqual(['GET Document_ЗаказКлиента']);
  });
});
