import { describe, expect, it } from 'vitest';
import { CrmRequestRefused } from '../../lib/crm/errors.ts';
import type { PricedOffer } from '../../lib/crm/warehouse-records.ts';
import { pricesOfSite } from '../../lib/prices/push-prices.ts';
import { type RunPushOptions, runPush } from '../../lib/push/run-push.ts';
import { SHOP, settingsOf } from '../goods/support/open-base.ts';
import { product } from '../goods/support/products.ts';
import { type FakeBase, fakeGoods, runOptions } from '../push/fake-goods.ts';
import { testKey } from '../settings/valid-settings.ts';

const BOLT = testKey(101);
const RETAIL = { crm: 'base', onec: testKey(411) };
const WHOLESALE = { crm: 'opt', onec: testKey(412) };
const BOTH = [RETAIL, WHOLESALE];

/** A CRM that keeps prices by offer and type. @param off types that it has switched off. */
function crmOf(off: readonly string[] = []) {
  const requests: (readonly PricedOffer[])[] = [];
  const held = new Map<string, number>();
  return {
    requests,
    held,
    uploadPrices: async (offers: readonly PricedOffer[]) => {
      if (offers.some(({ prices }) => prices.some(({ code }) => off.includes(code)))) {
        throw new CrmRequestRefused({ status: 400, request: 'POST /x', errorMsg: 'bad', fieldErrors: [] });
      }
      requests.push(offers);
      for (const { site: _, prices, ...name } of offers) {
        for (const entry of prices) {
          const key = `${Object.values(name)[0]} ${entry.code}`;
          if ('price' in entry) {
            held.set(key, entry.price);
          } else {
            held.delete(key);
          }
        }
      }
      return new Set<string>();
    },
  };
}

async function push(
  prices: FakeBase['prices'],
  {
    crm = crmOf(),
    options = runOptions('prices'),
    types = BOTH,
    zero = 'send',
    products = [product()],
    currency,
  }: {
    crm?: ReturnType<typeof crmOf>;
    options?: RunPushOptions;
    types?: readonly (typeof RETAIL)[];
    zero?: 'send' | 'remove' | 'skip';
    products?: FakeBase['products'];
    currency?: string;
  } = {},
) {
  const settings = settingsOf(SHOP);
  const all = { ...settings, prices: { ...settings.prices, types, zero } };
  const [site] = all.sites;
  if (site === undefined) {
    throw new TypeError('no site');
  }
  const goods = fakeGoods({ products, stock: {}, prices });
  const sold = currency === undefined ? site : { ...site, currency };
  const report = await runPush([pricesOfSite(sold, types, all, { crm, goods })], options);
  return { report, crm, site: site.code };
}

const priced = (
  retail: FakeBase['prices'][string],
  wholesale?: FakeBase['prices'][string],
): FakeBase['prices'] => ({
  [`${RETAIL.onec}|${BOLT}|`]: retail,
  ...(wholesale === undefined ? {} : { [`${WHOLESALE.onec}|${BOLT}|`]: wholesale }),
});

describe('the prices of a site', () => {
  it('E-24: all types of an offer go in one element, with its site', async () => {
    const { crm, site } = await push(priced(1500, 1234.5));
    expect(crm.requests).toEqual([
      [
        {
          xmlId: BOLT,
          site,
          prices: [
            { code: 'base', price: 1500 },
            { code: 'opt', price: 1234.5 },
          ],
        },
      ],
    ]);
  });

  it.each([
    ['send', 0],
    ['remove', undefined],
    ['skip', 7],
  ] as const)('E-25, C-17: a price of 0 under prices.zero = %s', async (zero, expected) => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(7), { options, crm, zero });
    await push(priced(0), { options, crm, zero });
    expect(crm.held.get(`${BOLT} base`)).toBe(expected);
  });

  it('E-26: only the types of the settings are sent', async () => {
    const { crm } = await push(priced(10, 9), { types: [RETAIL] });
    expect([...crm.held.keys()]).toEqual([`${BOLT} base`]);
  });

  it('C-17: an absent price is never sent as 0', async () => {
    const { crm, report } = await push({});
    expect(crm.requests).toEqual([]);
    expect(report.counts).toMatchObject({ due: 0, sent: 0 });
  });

  it('a price that disappeared is removed after two full reads, and not if it is back in between', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10, 9), { options, crm });
    await push(priced(10), { options, crm });
    expect(crm.held.get(`${BOLT} opt`)).toBe(9);
    await push(priced(10, 9), { options, crm });
    await push(priced(10), { options, crm });
    expect(crm.held.get(`${BOLT} opt`)).toBe(9);
    await push(priced(11), { options, crm });
    expect(crm.held).toEqual(new Map([[`${BOLT} base`, 11]]));
    const { report } = await push(priced(11), { options, crm });
    expect(report.counts).toMatchObject({ due: 0, unchanged: 1 });
  });

  it('the prices of an offer that left the list are removed after two full reads', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10, 9), { options, crm });
    await push({}, { options, crm, products: [] });
    expect(crm.held.size).toBe(2);
    await push({}, { options, crm, products: [] });
    expect(crm.held.size).toBe(0);
  });

  it('C-17: a type that is switched off is sent no more, its prices are removed', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10, 9), { options, crm });
    await push(priced(10, 9), { options, crm, types: [RETAIL] });
    expect(crm.held).toEqual(new Map([[`${BOLT} base`, 10]]));
  });

  it('C-17: where the CRM does not let them be removed, it is told and costs nothing else', async () => {
    const options = runOptions('prices');
    await push(priced(10, 9), { options });
    const crm = crmOf(['opt']);
    const { report } = await push(priced(11, 9), { options, crm, types: [RETAIL] });
    expect(crm.held).toEqual(new Map([[`${BOLT} base`, 11]]));
    expect(report.counts).toMatchObject({ sent: 1, rejected: 0 });
    expect(report.errors).toMatchObject([{ reason: 'pricesNotRemoved' }]);
  });

  it('C-17: what was removed with its type is not spoken of again, not by a full run either', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10, 9), { options, crm });
    await push(priced(10, 9), { options, crm, types: [RETAIL] });
    crm.requests.length = 0;
    await push(priced(10, 9), { options: { ...options, isFull: true }, crm, types: [RETAIL] });
    expect(crm.requests.flat().flatMap(({ prices }) => prices)).toEqual([{ code: 'base', price: 10 }]);
    const { report } = await push(priced(10, 9), { options, crm, types: [RETAIL] });
    expect(report.counts).toMatchObject({ due: 0, unchanged: 1 });
  });

  it('C-17: a CRM that lets no price of a type be removed is asked once, and never again', async () => {
    const options = runOptions('prices');
    const products = Array.from({ length: 600 }, (_, index) => product({ Ref_Key: testKey(10_000 + index) }));
    const prices = Object.fromEntries(
      products.flatMap(({ item }) => [RETAIL, WHOLESALE].map(({ onec }) => [`${onec}|${item.Ref_Key}|`, 10])),
    );
    await push(prices, { options, products });
    const crm = crmOf(['opt']);
    let removals = 0;
    const counting = {
      ...crm,
      uploadPrices: (offers: readonly PricedOffer[]) => {
        removals += offers.some((offer) => offer.prices.some(({ code }) => code === 'opt')) ? 1 : 0;
        return crm.uploadPrices(offers);
      },
    };
    const rest = { options, crm: counting, products, types: [RETAIL] };
    expect((await push(prices, rest)).report.errors).toMatchObject([{ reason: 'pricesNotRemoved' }]);
    expect(removals).toBe(1);
    const full = { ...rest, options: { ...options, isFull: true } };
    expect((await push(prices, full)).report.errors).toEqual([]);
    expect(removals).toBe(1);
    expect(crm.held.size).toBe(600);
  });

  it('another currency of the site makes every price due again', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10), { options, crm });
    expect((await push(priced(10), { options, crm })).report.counts).toMatchObject({ due: 0 });
    expect((await push(priced(10), { options, crm, currency: testKey(840) })).report.counts).toMatchObject({
      due: 1,
      sent: 1,
    });
  });

  it('C-17: a price in a currency without a rate is named, and the one that was sent stays', async () => {
    const options = runOptions('prices');
    const crm = crmOf();
    await push(priced(10), { options, crm });
    for (let run = 0; run < 3; run += 1) {
      const { report } = await push(priced('currencyRateMissing'), { options, crm });
      expect(report.errors).toMatchObject([{ id: BOLT, reason: 'currencyRateMissing' }]);
    }
    expect(crm.held.get(`${BOLT} base`)).toBe(10);
  });
});
