import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../lib/settings/schema.ts';
import { testKey } from '../../settings/valid-settings.ts';
import { newOrder, plainGoods, startBridge, type TestBridge } from '../support/bridge.ts';
import { outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const importOnce = async (id: number) => {
  bridge.pass(6 * 60_000);
  return outcomeOf(await bridge.importOrders(id), id);
};

const withFirstSite = (changes: Partial<Settings['sites'][number]>): Partial<Settings> => ({
  sites: bridge.settings.sites.map((site, index) => (index === 0 ? { ...site, ...changes } : site)),
});

/** Whatever 1C got to write. */
const writesInOnec = () => bridge.takeRequests().filter((request) => !request.startsWith('GET'));

const INVENTED = testKey(987_654);

it.each(['organization', 'warehouse', 'currency', 'priority', 'agreement', 'bankAccount', 'cashDesk'])(
  'N-1: an invented GUID of sites[0].%s parks the order with that path, nothing is written',
  async (key) => {
    const order = newOrder(bridge);
    bridge.changeSettings(withFirstSite({ [key]: INVENTED }));
    bridge.takeRequests();
    const outcome = await importOnce(order.id);
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'settingsIncomplete' });
    expect(outcome).toMatchObject({ message: expect.stringContaining(`sites[0].${key} в настройках`) });
    expect(writesInOnec()).toEqual([]);
  },
);

it.each([
  ['accessGroup', { accessGroup: INVENTED }],
  ['defaultUser', { defaultUser: INVENTED }],
  ['managers[0].onec', { managers: [{ crm: 8, onec: INVENTED }] }],
  [
    'deliveries[0].carrier',
    { deliveries: [{ crm: 'courier', method: 'СиламиПеревозчика', carrier: INVENTED }] },
  ],
  ['deliveryItem', { deliveryItem: INVENTED }],
] as const)('N-1: an invented GUID of %s parks the order that needs it', async (path, settings) => {
  const order = newOrder(bridge, {
    ...(path.startsWith('managers') ? { managerId: 8 } : {}),
    delivery: { code: 'courier', cost: 300 },
  });
  bridge.changeSettings(settings);
  bridge.takeRequests();
  expect(await importOnce(order.id)).toMatchObject({
    kind: 'parked',
    reason: 'settingsIncomplete',
    details: { path },
  });
  expect(writesInOnec()).toEqual([]);
});

describe('N-1: an order that does not need the faulty reference goes on', () => {
  it.each([
    ['another manager', { managers: [{ crm: 77, onec: INVENTED }] }],
    ['the delivery service of an order without delivery', { deliveryItem: INVENTED }],
    ['the reason of a cancellation', { cancelReason: INVENTED }],
    ['a payment', { payments: [{ crm: 'cash', document: 'cashReceipt', cashDesk: INVENTED, export: true }] }],
  ] as const)('%s', async (_, settings) => {
    const order = newOrder(bridge);
    bridge.changeSettings(settings);
    expect((await importOnce(order.id)).kind).toBe('imported');
  });

  it("another site's own", async () => {
    const order = newOrder(bridge);
    const sites = bridge.settings.sites.map((site, index) =>
      index === 1 ? { ...site, warehouse: INVENTED, agreement: INVENTED } : site,
    );
    bridge.changeSettings({ sites });
    expect((await importOnce(order.id)).kind).toBe('imported');
  });
});

it('N-1: with several faults all are named at once', async () => {
  const order = newOrder(bridge);
  bridge.changeSettings(withFirstSite({ warehouse: testKey(987_655), currency: testKey(987_656) }));
  const outcome = await importOnce(order.id);
  const paths = outcome.kind === 'parked' ? outcome.problems.map(({ details }) => details.path) : [];
  expect(paths).toEqual(['sites[0].warehouse', 'sites[0].currency']);
});

describe('N-1: a deliveryItem that is a folder or no service', () => {
  const spoil = (changes: object) =>
    bridge.onec.control.patch('Catalog_Номенклатура', bridge.settings.deliveryItem, { ...changes });

  it.each([
    ['a folder', { IsFolder: true }],
    ['goods', { ТипНоменклатуры: 'Товар' }],
    ['marked', { DeletionMark: true }],
  ])('parks orders with delivery only (%s), until it is mended', async (_, changes) => {
    const delivered = newOrder(bridge, { delivery: { code: 'courier', cost: 300 } });
    const collected = newOrder(bridge);
    spoil(changes);
    expect(await importOnce(delivered.id)).toMatchObject({ kind: 'parked', reason: 'settingsIncomplete' });
    expect((await importOnce(collected.id)).kind).toBe('imported');
    spoil({ IsFolder: false, ТипНоменклатуры: 'Услуга', DeletionMark: false });
    expect((await importOnce(delivered.id)).kind).toBe('imported');
  });

  it('does not park an order without delivery that sells this very product', async () => {
    const [good] = plainGoods;
    const order = newOrder(bridge);
    bridge.changeSettings({ deliveryItem: good?.key ?? '' });
    expect((await importOnce(order.id)).kind).toBe('imported');
  });
});

it('N-1: a preview names the same path', async () => {
  const order = newOrder(bridge);
  bridge.changeSettings(withFirstSite({ warehouse: INVENTED }));
  const [preview] = await bridge.preview(order.id);
  expect(preview?.outcome).toMatchObject({
    kind: 'parked',
    reason: 'settingsIncomplete',
    details: { path: 'sites[0].warehouse' },
  });
});

it('N-1: after the first order the references cost nothing', async () => {
  const [first, second] = [newOrder(bridge), newOrder(bridge)];
  bridge.takeRequests();
  await importOnce(first.id);
  const before = bridge.takeRequests().length;
  await importOnce(second.id);
  const requests = bridge.takeRequests();
  expect(requests.length).toBeLessThan(before);
  expect(requests).not.toContain('GET /ut/odata/standard.odata/Catalog_Кассы');
});
