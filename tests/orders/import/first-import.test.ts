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

const importOnce = async (id: number) => {
  bridge.pass(60_000);
  return outcomeOf(await bridge.importOrders(id), id);
};

it('D-6: an order of a site that is not exchanged is parked, or skipped if the settings say so; 1C is not asked', async () => {
  const order = newOrder(bridge);
  const sites = bridge.settings.sites.map((site) => ({ ...site, code: `${site.code}-other` }));
  bridge.changeSettings({ sites });
  expect(await importOnce(order.id)).toMatchObject({ kind: 'parked', reason: 'siteUnmapped' });
  bridge.changeSettings({ sites, otherSites: 'skip' });
  bridge.takeRequests();
  expect(await importOnce(order.id)).toMatchObject({ kind: 'skipped', reason: 'siteNotExchanged' });
  expect(bridge.takeRequests()).toEqual([]);
});

it('contract 3: a new order waits for the statuses of firstImport, for two questions to 1C whether it is there; once imported it is followed', async () => {
  const order = newOrder(bridge);
  bridge.crm.patchOrder(order.id, { status: 'new' });
  bridge.changeSettings({ firstImport: { statuses: ['assembling'], paidOnly: false } });
  bridge.takeRequests();
  expect(await importOnce(order.id)).toMatchObject({ kind: 'skipped', reason: 'firstImportAwaited' });
  // One looks by number and date, one (remembered) whether the former extension left notes.
  expect(bridge.takeRequests()).toEqual([
    'GET Document_ЗаказКлиента',
    'GET ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения',
  ]);

  bridge.crm.patchOrder(order.id, { status: 'assembling' });
  expect((await importOnce(order.id)).kind).toBe('imported');

  bridge.crm.patchOrder(order.id, { status: 'new', managerComment: 'changed' });
  expect((await importOnce(order.id)).kind).toBe('imported');
});

it('contract 3: the taxation of the settings is that of the day of the document', async () => {
  const order = newOrder(bridge);
  const taxation = [
    { from: '2020-01-01', value: 'ПродажаОблагаетсяНДС' },
    { from: '2021-01-01', value: 'ПродажаНеОблагаетсяНДС' },
  ] as const;
  bridge.changeSettings({ sites: bridge.settings.sites.map((site) => ({ ...site, taxation })) });
  expect((await importOnce(order.id)).kind).toBe('imported');
  expect(bridge.documents()).toMatchObject([{ НалогообложениеНДС: 'ПродажаНеОблагаетсяНДС' }]);
});
