import { afterEach, beforeEach, expect, it } from 'vitest';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const switchImport = (importOrders: boolean): void =>
  bridge.changeSettings({ exchange: { ...bridge.settings.exchange, importOrders } });

it('an import that is switched off skips every order, known to the CRM or not, and asks 1C nothing', async () => {
  const order = newOrder(bridge);
  switchImport(false);
  bridge.takeRequests();
  const results = await bridge.importOrders(order.id, 999_999);
  for (const id of [order.id, 999_999]) {
    expect(outcomeOf(results, id)).toMatchObject({ kind: 'skipped', reason: 'importSwitchedOff' });
  }
  expect(bridge.takeRequests()).toEqual([]);
  switchImport(true);
  bridge.pass(60_000);
  expect(outcomeOf(await bridge.importOrders(order.id), order.id).kind).toBe('imported');
});

it('a parked order stays in its list meanwhile: nothing was found out about it', async () => {
  const order = newOrder(bridge);
  bridge.crm.patchOrder(order.id, { totalSumm: 1 });
  await bridge.importOrders(order.id);
  switchImport(false);
  bridge.pass(60_000);
  await bridge.importOrders(order.id);
  expect((await bridge.outcomes.listParked()).records.map(({ orderId }) => orderId)).toEqual([order.id]);
});

it('a person who asks for an order gets it all the same', async () => {
  const order = newOrder(bridge);
  switchImport(false);
  expect(outcomeOf(await bridge.importAsked(order.id), order.id).kind).toBe('imported');
});
