import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InventoryOffer } from '../../lib/crm/warehouse-records.ts';
import type { Product } from '../../lib/goods/product.ts';
import { runPush } from '../../lib/push/run-push.ts';
import { stockOfSite } from '../../lib/stock/push-stock.ts';
import { SHOP, settingsOf } from '../goods/support/open-base.ts';
import { characteristic, product } from '../goods/support/products.ts';
import { type FakeBase, fakeGoods, runOptions } from '../push/fake-goods.ts';
import { testKey } from '../settings/valid-settings.ts';

const settings = settingsOf(SHOP, { offers: { ...settingsOf(SHOP).offers, characteristics: true } });
const [SITE] = settings.sites;

/** A product, and the ids of the offers that are due of it: none of a service, one of each characteristic. */
interface Described {
  readonly product: Product;
  readonly offers: readonly { readonly id: string; readonly characteristic: string }[];
}

const KINDS: readonly ((index: number) => Described)[] = [
  (index) => {
    const key = testKey(100_000 + index);
    return { product: product({ Ref_Key: key }), offers: [{ id: key, characteristic: '' }] };
  },
  (index) => {
    const key = testKey(100_000 + index);
    const colours = [testKey(200_000 + index), testKey(300_000 + index)];
    return {
      product: product(
        { Ref_Key: key },
        colours.map((colour) => characteristic(colour, { Owner: key })),
      ),
      offers: colours.map((colour) => ({ id: `${key}#${colour}`, characteristic: colour })),
    };
  },
  (index) => ({
    product: product({ Ref_Key: testKey(100_000 + index), ТипНоменклатуры: 'Услуга' }),
    offers: [],
  }),
];

/** Products with so many offers in all, of the kinds that are given in turns. */
function productsWith(offers: number, kinds: readonly number[]): readonly Described[] {
  const all: Described[] = [];
  for (let left = offers, index = 0; left > 0; index += 1) {
    const next = KINDS[kinds[index % kinds.length] ?? 0]?.(index);
    const one = next === undefined || next.offers.length > left ? KINDS[0]?.(index) : next;
    if (one !== undefined) {
      all.push(one);
      left -= one.offers.length;
    }
  }
  return all;
}

interface Warehouse {
  readonly crm: string;
  readonly onec: string;
}

/** What 1C has of each offer in each warehouse, and what the CRM is to be told of it. */
function stocked(described: readonly Described[], warehouses: readonly Warehouse[]) {
  const due = new Map<string, number>();
  const stock: Record<string, number> = {};
  for (const [
    index,
    {
      product: { item },
      offers,
    },
  ] of described.entries()) {
    for (const { id, characteristic: colour } of offers) {
      for (const [place, { crm, onec }] of warehouses.entries()) {
        const units = (index * 7 + place) % 5;
        due.set(`${id} ${crm}`, units);
        // Where there is nothing 1C often has no record either.
        Object.assign(stock, units === 0 ? {} : { [`${item.Ref_Key}|${colour}|${onec}`]: units });
      }
    }
  }
  return { due, stock };
}

/** A CRM that keeps what it was told of each offer in each store, and whom each request named. */
function crmOf() {
  const held = new Map<string, number>();
  const requests: (readonly InventoryOffer[])[] = [];
  return {
    held,
    requests,
    uploadInventories: async (_site: string, offers: readonly InventoryOffer[]) => {
      requests.push(offers);
      for (const offer of offers) {
        for (const { code, available } of offer.stores) {
          held.set(`${idOf(offer)} ${code}`, available);
        }
      }
      return new Set<string>();
    },
  };
}

const idOf = (offer: InventoryOffer): string => ('xmlId' in offer ? offer.xmlId : offer.externalId);

/** A number around a multiple of a limit. */
const around = (limit: number, multiples: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: multiples }), fc.integer({ min: -2, max: 2 }))
    .map(([multiple, more]) => Math.max(1, multiple * limit + more));

const shop = fc
  .record({
    offers: around(250, 3),
    stores: around(50, 2),
    kinds: fc
      .array(fc.nat(KINDS.length - 1), { minLength: 1, maxLength: 5 })
      .filter((kinds) => kinds.some((kind) => kind < 2)),
    changed: fc.array(fc.nat(), { maxLength: 300 }),
  })
  .filter(({ offers, stores }) => offers * stores <= 30_000);

it('C-16: what is sent is what is due, for any numbers of goods and stores around the limits of a request', async () => {
  await fc.assert(
    fc.asyncProperty(shop, async ({ offers: count, stores, kinds, changed }) => {
      const described = productsWith(count, kinds);
      const warehouses = Array.from({ length: stores }, (_, index) => ({
        crm: `store-${index + 1}`,
        onec: testKey(1000 + index),
      }));
      const { due, stock } = stocked(described, warehouses);
      const base: FakeBase = { products: described.map(({ product: one }) => one), stock, prices: {} };
      const options = runOptions('stock');
      const push = async () => {
        const crm = crmOf();
        const places = { warehouses, stores: new Set(warehouses.map(({ crm: code }) => code)) };
        if (SITE === undefined) {
          throw new TypeError('no site');
        }
        const { counts } = await runPush(
          [stockOfSite(SITE, places, settings, { crm, goods: fakeGoods(base) })],
          options,
        );
        return { crm, counts };
      };

      const { crm, counts } = await push();
      expect(crm.held).toEqual(due);
      expect(counts).toMatchObject({ due: count, sent: count });
      expect(counts.requests).toBe(Math.ceil(count / 250) * Math.ceil(stores / 50));
      for (const request of crm.requests) {
        expect(request.length).toBeLessThanOrEqual(250);
        expect(Math.max(...request.map((offer) => offer.stores.length))).toBeLessThanOrEqual(50);
      }

      const flat = described.flatMap(({ product: { item }, offers }) =>
        offers.map((offer) => ({ ...offer, item: item.Ref_Key })),
      );
      const touched = new Set(changed.map((index) => index % flat.length));
      for (const index of touched) {
        const { item, characteristic: colour } = flat[index] ?? { item: '', characteristic: '' };
        stock[`${item}|${colour}|${warehouses.at(-1)?.onec}`] = 1000 + index;
      }
      const second = await push();
      const sent = new Set(second.crm.requests.flat().map(idOf));
      expect(sent).toEqual(new Set([...touched].map((index) => flat[index]?.id)));
      expect(second.counts).toMatchObject({ due: touched.size, unchanged: count - touched.size });
    }),
    { numRuns: 20 },
  );
});
