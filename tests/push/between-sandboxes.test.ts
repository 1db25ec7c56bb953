import { describe, expect, it } from 'vitest';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import type { Release } from '../../lib/onec/ut/release.ts';
import { RELEASES, release11520 } from '../../lib/onec/ut/releases.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { runPricePush } from '../../lib/prices/run-price-push.ts';
import { runStockPush } from '../../lib/stock/run-stock-push.ts';
import { NOON, settingsOf } from '../goods/support/open-base.ts';
import { runOptions } from './fake-goods.ts';
import { openShop } from './open-shop.ts';

describe.each(RELEASES)('between both sandboxes, UT $name', (release) => {
  it('the CRM ends with what is free in 1C; a second run sends nothing', async () => {
    await using shop = await openShop(release);
    const settings = settingsOf(shop.shop);
    const options = { ...runOptions('stock'), now: () => NOON };
    const first = await runStockPush(settings, options, shop);
    expect(first.errors).toEqual([]);
    expect(first.counts.sent).toBe(first.counts.due);
    const told = await shop.told();
    for (const good of shop.shop.goods.filter(({ characteristics }) => characteristics.length === 0)) {
      for (const { crm, onec } of settings.sites[0]?.warehouses ?? []) {
        expect(told.get(good.key)?.stores[crm]?.quantity, `${good.name} ${crm}`).toBe(good.stock[onec] ?? 0);
      }
    }
    const second = await runStockPush(settings, options, shop);
    expect(second.counts).toMatchObject({ due: 0, sent: 0, requests: 0, unchanged: first.counts.due });
  });

  it('and with the prices of the mapped types', async () => {
    await using shop = await openShop(release);
    const settings = settingsOf(shop.shop);
    const [site] = settings.sites;
    const report = await runPricePush(settings, { ...runOptions('prices'), now: () => NOON }, shop);
    expect(report.errors).toEqual([]);
    expect(report.counts.sent).toBeGreaterThan(0);
    const told = await shop.told();
    for (const good of shop.shop.goods.filter(({ characteristics }) => characteristics.length === 0)) {
      for (const { crm, onec } of settings.prices.types) {
        const kind = shop.shop.priceKinds.find(({ key }) => key === onec);
        const price = told.get(good.key)?.prices[site?.code ?? '']?.[crm];
        expect(price, `${good.name} ${crm}`).toBeCloseTo(
          (Number(good.price) * (kind?.percent ?? 0)) / 100,
          1,
        );
      }
    }
  });
});

/** A base of 11.5.20 that keeps some of its objects to itself. */
const withoutSets = (...sets: readonly string[]): Release => ({
  ...release11520,
  objects: new Map([...release11520.objects].filter(([set]) => !sets.includes(set))),
});

describe('a base that does not publish all', () => {
  it('has its stock sent without purchase prices where it keeps their register, which is named; then all with them', async () => {
    const set = 'InformationRegister_ЦеныНоменклатуры25';
    await using poor = await openShop(withoutSets(set));
    const settings = settingsOf(poor.shop, { ut: { pricing: '2.5' } });
    const options = { ...runOptions('stock'), now: () => NOON };
    const report = await runStockPush(settings, options, poor);
    expect(report.counts.sent).toBeGreaterThan(0);
    expect(report.counts.sent).toBe(report.counts.due);
    expect(report.errors).toEqual([
      { id: set, reason: 'purchasePricesNotPublished', message: expect.stringContaining(set) },
    ]);
    const prices = [...(await poor.told()).values()].flatMap(({ stores }) =>
      Object.values(stores).flatMap(({ purchasePrice }) => purchasePrice ?? []),
    );
    expect(prices).toEqual([]);
    await expect(
      runPricePush(settings, { ...runOptions('prices'), now: () => NOON }, poor),
    ).rejects.toMatchObject({ code: 'onecBaseLacks', flow: 'pricePush' });

    await using rich = await openShop(release11520);
    const whole = await runStockPush(settings, options, rich);
    expect(whole.errors).toEqual([]);
    expect(whole.counts.sent).toBe(report.counts.due);
  });

  it('D-23: and only the physical register has what lies there sent, and the run says so', async () => {
    await using shop = await openShop(
      withoutSets('AccumulationRegister_ЗапасыИПотребности', 'InformationRegister_РаспределениеЗапасов'),
    );
    const options = { ...runOptions('stock'), now: () => NOON };
    const report = await runStockPush(settingsOf(shop.shop), options, shop);
    expect(report.counts.sent).toBeGreaterThan(0);
    expect(report).toMatchObject({
      errors: [],
      skipped: [{ id: 'AccumulationRegister_ТоварыНаСкладах', reason: 'reservesUnknown' }],
    });
  });
});

it.each([
  ['stock-push', runStockPush],
  ['price-push', runPricePush],
])(
  'E-93: a wrong key stops %s with one clear error, before 1C is read and with nothing sent',
  async (job, push) => {
    await using shop = await openShop(release11520);
    const http = createHttp({
      fetch,
      clock: { now: () => NOON },
      sleep: () => Promise.resolve(),
      random: () => 0.5,
    });
    const crm = createCrmClient({ url: shop.url, apiKey: 'wrong', http });
    shop.control.requests.clear();
    const run = push(settingsOf(shop.shop), { ...runOptions(job), now: () => NOON }, { ...shop, crm });
    await expect(run).rejects.toMatchObject({
      code: 'crmKeyRefused',
      advice: expect.stringContaining('Ключ'),
    });
    expect(shop.control.requests.list()).toEqual([]);
    expect((await shop.told()).size).toBe(0);
  },
);

it('E-20: each site sends the stock of its own warehouses', async () => {
  await using shop = await openShop(release11520);
  const settings = settingsOf(shop.shop);
  const [first, second] = settings.sites;
  const [one, other] = first?.warehouses ?? [];
  if (first === undefined || second === undefined || one === undefined || other === undefined) {
    throw new TypeError('two sites and two warehouses are needed');
  }
  const sites = [
    { ...first, stock: true, warehouses: [one] },
    { ...second, stock: true, warehouses: [other] },
  ];
  await runStockPush({ ...settings, sites }, { ...runOptions('stock'), now: () => NOON }, shop);
  const told = await shop.told();
  expect(told.size).toBeGreaterThan(0);
  for (const { stores } of told.values()) {
    expect(Object.keys(stores).toSorted()).toEqual([one.crm, other.crm].toSorted());
  }
});
