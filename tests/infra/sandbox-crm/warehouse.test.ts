import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Harness, shop, startCrm } from './harness.ts';

const captured = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../data/retailcrm/${name}.json`, import.meta.url), 'utf8'));

const [good] = shop.goods.filter(({ characteristics }) => characteristics.length === 0);
const xmlId = good?.key ?? '';
const [warehouse, other] = shop.warehouses.map(({ storeCode }) => storeCode);
const stores = (available: unknown) => [{ code: warehouse, available }];

const upload = ({ post }: Harness, offers: unknown, site = 'shop1') =>
  post('/api/v5/store/inventories/upload', { site, offers });
const stockOf = async ({ get }: Harness) => {
  const { body } = await get(`/api/v5/store/inventories?filter[offerXmlId]=${xmlId}&filter[details]=1`);
  return body.offers;
};

describe('stock of the sandbox CRM', () => {
  it('is set by store; a store that is not named keeps what it has, a purchase price too', async () => {
    const harness = await startCrm();
    const first = await upload(harness, [
      { xmlId, stores: [{ code: warehouse, available: '7.5', purchasePrice: '120.5' }] },
    ]);
    expect(first).toEqual({ status: 200, body: { success: true, processedOffersCount: 1 } });
    await upload(harness, [{ xmlId, stores: [{ code: other, available: 2 }] }]);
    await upload(harness, [{ xmlId, stores: [{ code: warehouse, available: 0 }] }]);
    expect(await stockOf(harness)).toMatchObject([
      {
        xmlId,
        quantity: 2,
        stores: [
          { store: warehouse, quantity: 0, purchasePrice: 120.5 },
          { store: other, quantity: 2 },
        ],
      },
    ]);
  });

  it('tells which offers the account does not know, and takes the others', async () => {
    const harness = await startCrm();
    const { body } = await upload(harness, [
      { xmlId: 'nobody', stores: stores(1) },
      { xmlId, stores: stores(3) },
    ]);
    expect(body).toEqual({ success: true, processedOffersCount: 1, notFoundOffers: [{ xmlId: 'nobody' }] });
    expect(await stockOf(harness)).toMatchObject([{ quantity: 3 }]);
  });

  it.each([
    ['no offers', []],
    ['251 offers', Array.from({ length: 251 }, () => ({ xmlId, stores: stores(1) }))],
    ['51 stores', [{ xmlId, stores: Array.from({ length: 51 }, () => ({ code: warehouse, available: 1 })) }]],
    ['an unknown store', [{ xmlId, stores: [{ code: 'nowhere', available: 1 }] }]],
    ['a negative figure', [{ xmlId, stores: stores(-1) }]],
    ['a text that is no figure', [{ xmlId, stores: stores('many') }]],
    ['an unknown key', [{ xmlId, stores: stores(1), stock: 1 }]],
  ])('refuses %s, and changes nothing', async (_, offers) => {
    const harness = await startCrm();
    await upload(harness, [{ xmlId, stores: stores(5) }]);
    expect((await upload(harness, offers)).status).toBe(400);
    expect(await stockOf(harness)).toMatchObject([{ quantity: 5 }]);
  });

  it('answers in the shapes that were captured', async () => {
    const harness = await startCrm();
    const { body } = await upload(harness, [{ xmlId, stores: stores(5) }]);
    expect(Object.keys(captured('store-inventories-upload-response'))).toEqual(
      expect.arrayContaining(Object.keys(body)),
    );
    const [offer] = (await harness.get('/api/v5/store/inventories')).body.offers as object[];
    const known = captured('store-inventories').offers.flatMap((one: object) => Object.keys(one));
    expect(known).toEqual(expect.arrayContaining(Object.keys(offer ?? {})));
  });

  it('survives a restart and is shown to whoever tests', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crm-'));
    try {
      const storage = join(folder, 'crm.jsonl');
      const first = await startCrm({ storage });
      await upload(first, [{ xmlId, stores: stores(5) }]);
      const second = await startCrm({ storage });
      expect((await second.admin('GET', '/sandbox/inventories')).body).toMatchObject([
        { xmlId, stores: { [warehouse ?? '']: { quantity: 5 } }, prices: {} },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('prices of the sandbox CRM', () => {
  const [type, second] = shop.priceKinds.map(({ crmCode }) => crmCode);
  const uploadPrices = ({ post }: Harness, prices: unknown) =>
    post('/api/v5/store/prices/upload', { prices });
  const pricesOf = async ({ admin }: Harness) =>
    ((await admin('GET', '/sandbox/inventories')).body as unknown as { prices: object }[])[0]?.prices;

  it('are set and removed by type and site', async () => {
    const harness = await startCrm();
    await uploadPrices(harness, [
      {
        xmlId,
        site: 'shop1',
        prices: [
          { code: type, price: 10 },
          { code: second, price: '9.5' },
        ],
      },
    ]);
    expect(await pricesOf(harness)).toEqual({ shop1: { [type ?? '']: 10, [second ?? '']: 9.5 } });
    const { body } = await uploadPrices(harness, [
      { xmlId, site: 'shop1', prices: [{ code: type, remove: true }] },
    ]);
    expect(body).toEqual({ success: true, processedOffersCount: 1, notFoundOffers: [] });
    expect(await pricesOf(harness)).toEqual({ shop1: { [second ?? '']: 9.5 } });
  });

  it.each([
    ['another site', { site: 'nowhere', prices: [{ code: type, price: 1 }] }],
    ['an unknown price type', { site: 'shop1', prices: [{ code: 'nothing', price: 1 }] }],
    ['neither a price nor its removal', { site: 'shop1', prices: [{ code: type }] }],
  ])('are refused for %s', async (_, row) => {
    const harness = await startCrm();
    expect((await uploadPrices(harness, [{ xmlId, ...row }])).status).toBe(400);
  });
});

describe('the catalogue address and modules of the sandbox CRM', () => {
  it('a site says where its catalogue lies and whether it is loaded, and takes another address', async () => {
    const { get, post } = await startCrm();
    const site = async () =>
      ((await get('/api/v5/reference/sites')).body.sites as Record<string, object>).shop1;
    expect(await site()).toMatchObject({ loadFromYml: true, ymlUrl: expect.stringContaining('https://') });
    const ymlUrl = 'https://files.example.ru/token/shop1_catalog_icml.xml';
    await post('/api/v5/reference/sites/shop1/edit', { site: { code: 'shop1', ymlUrl, loadFromYml: false } });
    expect(await site()).toMatchObject({ loadFromYml: false, ymlUrl, name: expect.any(String) });
    expect((await post('/api/v5/reference/sites/nowhere/edit', { site: { code: 'nowhere' } })).status).toBe(
      404,
    );
  });

  it('a module is made by its first edit and read by its code', async () => {
    const { get, post } = await startCrm();
    const address = '/api/v5/integration-modules/retailcrm-1c';
    expect((await get(address)).status).toBe(404);
    const integrationModule = {
      code: 'retailcrm-1c',
      integrationCode: 'retailcrm-1c',
      active: true,
      name: '1С',
      clientId: 'bridge_0.1.0',
      baseUrl: 'https://bridge.example.ru',
      integrations: { store: {} },
    };
    expect((await post(`${address}/edit`, { integrationModule })).body).toEqual({ success: true, info: {} });
    expect((await get(address)).body).toEqual({ success: true, integrationModule });
    expect(
      (await post(`${address}/edit`, { integrationModule: { ...integrationModule, code: 'x' } })).status,
    ).toBe(400);
  });
});
