import { describe, expect, it } from 'vitest';
import { CrmRequestRefused } from '../../lib/crm/errors.ts';
import type { InventoryOffer } from '../../lib/crm/warehouse-records.ts';
import type { Product } from '../../lib/goods/product.ts';
import { type RunPushOptions, runPush } from '../../lib/push/run-push.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { planSites } from '../../lib/stock/plan-sites.ts';
import { stockOfSite } from '../../lib/stock/push-stock.ts';
import { stockRules } from '../../lib/stock/value.ts';
import { SHOP, settingsOf } from '../goods/support/open-base.ts';
import { characteristic, product } from '../goods/support/products.ts';
import { type FakeBase, fakeGoods, runOptions } from '../push/fake-goods.ts';
import { testKey } from '../settings/valid-settings.ts';

const BOLT = testKey(101);
const WAREHOUSE = testKey(301);
const OTHER = testKey(302);
const PURCHASE = testKey(401);

const mapped = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ crm: `store-${index + 1}`, onec: testKey(301 + index) }));

/** A CRM that keeps what it was told, by offer and store. */
function crmOf(refuse: (offers: readonly InventoryOffer[]) => boolean = () => false) {
  const requests: (readonly InventoryOffer[])[] = [];
  const held = new Map<string, object>();
  return {
    requests,
    held,
    uploadInventories: async (_site: string, offers: readonly InventoryOffer[]) => {
      if (refuse(offers)) {
        throw new CrmRequestRefused({ status: 400, request: 'POST /x', errorMsg: 'bad', fieldErrors: [] });
      }
      requests.push(offers);
      for (const { stores, ...name } of offers) {
        for (const { code, ...figures } of stores) {
          held.set(`${Object.values(name)[0]} ${code}`, figures);
        }
      }
      return new Set<string>();
    },
  };
}

const settings = (changes: Partial<Record<keyof Settings, unknown>> = {}) => settingsOf(SHOP, changes);

async function push(
  base: FakeBase,
  {
    crm = crmOf(),
    options = runOptions('stock'),
    warehouses = mapped(1),
    stores = new Set(warehouses.map(({ crm: code }) => code)),
    changes = {},
  }: {
    crm?: ReturnType<typeof crmOf>;
    options?: RunPushOptions;
    warehouses?: ReturnType<typeof mapped>;
    stores?: ReadonlySet<string>;
    changes?: Parameters<typeof settings>[0];
  } = {},
) {
  const all = settings(changes);
  const [site] = all.sites;
  if (site === undefined) {
    throw new TypeError('no site');
  }
  const report = await runPush(
    [stockOfSite(site, { warehouses, stores }, all, { crm, goods: fakeGoods(base) })],
    options,
  );
  return { report, crm };
}

const base = (changes: Partial<FakeBase> = {}): FakeBase => ({
  products: [product()],
  stock: {},
  prices: {},
  ...changes,
});

const many = (count: number): readonly Product[] =>
  Array.from({ length: count }, (_, index) =>
    product({ Ref_Key: testKey(10_000 + index), Code: `c-${index}` }),
  );

describe('the stock of a site', () => {
  it('E-10: a good without any record is sent with an explicit zero for every mapped warehouse', async () => {
    const { crm } = await push(base(), { warehouses: mapped(2) });
    expect(crm.held).toEqual(
      new Map([
        [`${BOLT} store-1`, { available: 0 }],
        [`${BOLT} store-2`, { available: 0 }],
      ]),
    );
  });

  it('E-11, C-16: fractions and kopecks go as they are, without spaces or rounding', async () => {
    const { crm } = await push(
      base({ stock: { [`${BOLT}||${WAREHOUSE}`]: 1234.35 }, prices: { [`${PURCHASE}|${BOLT}|`]: 1050.25 } }),
      { changes: { prices: { ...settings().prices, purchase: PURCHASE } } },
    );
    expect(crm.held.get(`${BOLT} store-1`)).toEqual({ available: 1234.35, purchasePrice: 1050.25 });
  });

  it('E-12, C-17: an absent purchase price is not sent, one of zero is', async () => {
    const changes = { prices: { ...settings().prices, purchase: PURCHASE } };
    const absent = await push(base(), { changes });
    expect(absent.crm.held.get(`${BOLT} store-1`)).toEqual({ available: 0 });
    const zero = await push(base({ prices: { [`${PURCHASE}|${BOLT}|`]: 0 } }), { changes });
    expect(zero.crm.held.get(`${BOLT} store-1`)).toEqual({ available: 0, purchasePrice: 0 });
  });

  it('a purchase price that cannot be told is named, and the stock goes all the same', async () => {
    const { crm, report } = await push(
      base({ prices: { [`${PURCHASE}|${BOLT}|`]: 'currencyRateMissing' } }),
      {
        changes: { prices: { ...settings().prices, purchase: PURCHASE } },
      },
    );
    expect(crm.held.get(`${BOLT} store-1`)).toEqual({ available: 0 });
    expect(report.errors).toMatchObject([
      { id: BOLT, reason: 'currencyRateMissing', message: expect.stringContaining('Болт') },
    ]);
  });

  it('E-13, D-46: services and works have no stock; goods, tare and sets have', async () => {
    const types = ['Товар', 'МногооборотнаяТара', 'Набор', 'Услуга', 'Работа'] as const;
    const products = types.map((ТипНоменклатуры, index) =>
      product({ Ref_Key: testKey(500 + index), ТипНоменклатуры }),
    );
    const { report } = await push(base({ products }));
    expect(report.counts).toMatchObject({ sent: 3, sets: 1 });
  });

  it.each([
    ['E-14', 125, 2],
    ['E-15', 100, 3],
    ['C-16', 250, 1],
    ['C-16', 251, 1],
  ])('%s: %i goods × %i stores arrive whole, in requests of at most 250 offers', async (_, goods, stores) => {
    const { crm, report } = await push(base({ products: many(goods) }), { warehouses: mapped(stores) });
    expect(crm.held.size).toBe(goods * stores);
    expect(crm.requests.every((offers) => offers.length <= 250)).toBe(true);
    expect(report.counts).toMatchObject({ due: goods, sent: goods, requests: Math.ceil(goods / 250) });
  });

  it('E-16, D-45: a good without an identifier is named and costs no other', async () => {
    const products = [...many(149), product({ Ref_Key: testKey(9), Code: ' ' })];
    const { report } = await push(base({ products }), {
      warehouses: mapped(2),
      changes: { offers: { ...settings().offers, characteristics: false, onecField: 'code' } },
    });
    expect(report.counts.sent).toBe(149);
    expect(report.errors).toMatchObject([{ id: testKey(9), reason: 'identifierBlank' }]);
  });

  it('C-16: 120 warehouses are three parts of one offer', async () => {
    const { crm, report } = await push(base({ stock: { [`${BOLT}||${testKey(420)}`]: 3 } }), {
      warehouses: mapped(120),
    });
    expect(crm.requests.map(([offer]) => offer?.stores.length)).toEqual([50, 50, 20]);
    expect(crm.held.get(`${BOLT} store-120`)).toEqual({ available: 3 });
    expect(report.counts).toMatchObject({ due: 1, sent: 1, requests: 3 });
  });

  it('one characteristic is one offer, by the id that the settings choose', async () => {
    const products = [product({}, [characteristic(testKey(201)), characteristic(testKey(202))])];
    const stock = { [`${BOLT}|${testKey(202)}|${WAREHOUSE}`]: 4 };
    const { crm } = await push(base({ products, stock }), {
      changes: { offers: { ...settings().offers, characteristics: true, crmField: 'externalId' } },
    });
    expect(crm.requests[0]).toEqual([
      { externalId: `${BOLT}#${testKey(201)}`, stores: [{ code: 'store-1', available: 0 }] },
      { externalId: `${BOLT}#${testKey(202)}`, stores: [{ code: 'store-1', available: 4 }] },
    ]);
  });

  it('only what changed is sent; another mapping of warehouses sends everything', async () => {
    const options = runOptions('stock');
    const stock: Record<string, number> = { [`${BOLT}||${WAREHOUSE}`]: 5, [`${BOLT}||${OTHER}`]: 1 };
    const now = base({ products: [product(), ...many(3)], stock });
    expect((await push(now, { options })).report.counts).toMatchObject({ due: 4, sent: 4 });
    expect((await push(now, { options })).report.counts).toMatchObject({ due: 0, unchanged: 4, requests: 0 });
    stock[`${BOLT}||${WAREHOUSE}`] = 4;
    expect((await push(now, { options })).report.counts).toMatchObject({ due: 1, unchanged: 3 });
    expect((await push(now, { options, warehouses: mapped(2) })).report.counts).toMatchObject({ due: 4 });
  });

  it('another warehouse of the same store makes everything due again, also where it has just as much', async () => {
    const options = runOptions('stock');
    const now = base({ products: many(3) });
    const [store] = mapped(1);
    const warehouses = [{ crm: store?.crm ?? '', onec: OTHER }];
    await push(now, { options, warehouses: mapped(1) });
    expect((await push(now, { options, warehouses })).report.counts).toMatchObject({ due: 3, sent: 3 });
    expect((await push(now, { options, warehouses })).report.counts).toMatchObject({ due: 0 });
  });

  it('goods that fell to zero go first; a store that always had none makes no good urgent', () => {
    const rules = stockRules(new Set(['a', 'b']));
    expect(rules.isUrgent('a=0,b=3;', 'a=2,b=3;')).toBe(true);
    expect(rules.isUrgent('a=0,b=2;', 'a=0,b=3;')).toBe(false);
    expect(rules.isUrgent('a=0,b=3;', 'b=3;')).toBe(false);
    expect(rules.isUrgent('a=1,b=3;', 'a=2,b=3;')).toBe(false);
    expect(rules.isUrgent('a=0;', undefined)).toBe(false);
  });

  it('C-16: what left the list is zeroed in every store after two full reads', async () => {
    const options = runOptions('stock');
    const crm = crmOf();
    const stock = { [`${BOLT}||${WAREHOUSE}`]: 5, [`${BOLT}||${OTHER}`]: 7 };
    const warehouses = mapped(2);
    await push(base({ products: [product(), ...many(1)], stock }), { options, crm, warehouses });
    await push(base({ products: many(1) }), { options, crm, warehouses });
    expect(crm.held.get(`${BOLT} store-2`)).toEqual({ available: 7 });
    await push(base({ products: many(1) }), { options, crm, warehouses });
    expect(crm.held.get(`${BOLT} store-1`)).toEqual({ available: 0 });
    expect(crm.held.get(`${BOLT} store-2`)).toEqual({ available: 0 });
  });

  it('C-16, E-17: in a store that the CRM does not have any more nothing is zeroed, in the others all the same', async () => {
    const options = runOptions('stock');
    const warehouses = mapped(2);
    const stock = { [`${BOLT}||${WAREHOUSE}`]: 5, [`${BOLT}||${OTHER}`]: 7 };
    const stores = new Set<string>(warehouses.map(({ crm: code }) => code));
    const crm = crmOf((offers) => offers.some((offer) => offer.stores.some(({ code }) => !stores.has(code))));
    await push(base({ products: [product(), ...many(1)], stock }), { options, crm, warehouses, stores });
    stores.delete('store-2');
    const rest = { options, crm, warehouses: mapped(1), stores };
    await push(base({ products: many(1) }), rest);
    const { report } = await push(base({ products: many(1) }), rest);
    expect(report.errors).toEqual([]);
    expect(crm.held.get(`${BOLT} store-1`)).toEqual({ available: 0 });
    expect((await push(base({ products: many(1) }), rest)).report.counts).toMatchObject({ due: 0 });
  });

  it('C-16: a good that left the list with all of its stores gone asks the CRM for nothing and is forgotten', async () => {
    const options = runOptions('stock');
    const warehouses = mapped(2);
    const crm = crmOf();
    const stock = { [`${BOLT}||${WAREHOUSE}`]: 5 };
    await push(base({ products: [product()], stock }), { options, crm, warehouses: mapped(1) });
    const rest = { options, crm, warehouses: warehouses.slice(1), stores: new Set(['store-2']) };
    crm.requests.length = 0;
    for (let run = 0; run < 4; run += 1) {
      await push(base({ products: [] }), rest);
    }
    expect(crm.requests).toEqual([]);
    const { offers } = await options.memories.read('shop1', 's');
    expect(offers.size).toBe(0);
  });

  it('E-22: an offer that the CRM refuses is named, the rest of its batch arrives', async () => {
    const crm = crmOf((offers) => offers.some((offer) => 'xmlId' in offer && offer.xmlId === BOLT));
    const { report } = await push(base({ products: [product(), ...many(20)] }), { crm });
    expect(report.counts).toMatchObject({ due: 21, sent: 20, rejected: 1 });
    expect(report.errors).toMatchObject([{ id: BOLT, reason: 'offerRejected' }]);
  });
});

describe('which sites send their stock', () => {
  const catalogs = settings().sites.map(({ code }) => ({
    site: code,
    url: 'https://files.example.ru/c.xml',
    isLoaded: true,
  }));
  const stores = new Set(settings().sites.flatMap(({ warehouses }) => warehouses.map(({ crm }) => crm)));

  it('E-19: those that want it; one that is switched off is not even named', () => {
    const [first, ...others] = settings().sites;
    const sites = [first, ...others.map((site) => ({ ...site, stock: false }))];
    const plan = planSites(settings({ sites }), catalogs, stores);
    expect(plan.sites.map(({ site }) => site.code)).toEqual([first?.code]);
    expect(plan.issues).toEqual([]);
  });

  it.each([
    ['does not load a catalogue', { isLoaded: false }],
    ['has no address of one', { url: undefined }],
  ])('a site that %s is named as catalogNotLoaded', (_, change) => {
    const [first] = catalogs;
    const plan = planSites(
      settings(),
      [{ ...first, site: first?.site ?? '', url: 'x', isLoaded: true, ...change }, ...catalogs.slice(1)],
      stores,
    );
    expect(plan.sites.map(({ site }) => site.code)).not.toContain(first?.site);
    expect(plan.issues).toMatchObject([
      {
        id: first?.site,
        reason: 'catalogNotLoaded',
        message: expect.stringContaining('адрес файла каталога'),
      },
    ]);
  });

  it('E-17, C-16: a store that the CRM does not have is told and left out, the others are sent', () => {
    const [known = '', ...rest] = stores;
    const plan = planSites(settings(), catalogs, new Set(rest));
    expect(plan.unmapped).toEqual([{ id: known, reason: 'storeUnknown' }]);
    expect(plan.sites.flatMap(({ warehouses }) => warehouses.map(({ crm }) => crm))).not.toContain(known);
    expect(plan.sites.length).toBeGreaterThan(0);
  });
});
