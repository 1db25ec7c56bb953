import { describe, expect, it } from 'vitest';
import { priceToNumber, quantityToNumber } from '../../lib/money/kopecks.ts';
import { release11520, release11527 } from '../../lib/onec/ut/releases.ts';
import { EMPTY_KEY } from '../../lib/onec/values.ts';
import { testKey } from '../settings/valid-settings.ts';
import { allSlices, openBase, SMALL_SHOP, settingsOf } from './support/open-base.ts';

type Base = Awaited<ReturnType<typeof openBase>>;

const [good] = SMALL_SHOP.goods.filter(({ characteristics }) => characteristics.length === 0);
const GOOD = good?.key ?? '';
const WAREHOUSES = SMALL_SHOP.warehouses.map(({ key }) => key);
const [STORE = ''] = WAREHOUSES;
const [KIND = ''] = SMALL_SHOP.priceKinds.map(({ key }) => key);

async function freeIn(base: Base, warehouses: readonly string[]): Promise<number> {
  const goods = await base.goods(settingsOf(base.shop));
  for (const slice of await allSlices(goods.slices(await goods.outline([])))) {
    if (slice.products.some(({ item }) => item.Ref_Key === GOOD)) {
      return quantityToNumber((await goods.freeStock(slice, warehouses)).of(GOOD, undefined, STORE));
    }
  }
  throw new TypeError('the good was not read');
}

async function priceOf(base: Base): Promise<number | undefined> {
  const goods = await base.goods(settingsOf(base.shop));
  for (const slice of await allSlices(goods.slices(await goods.outline([])))) {
    const item = slice.products.find((product) => product.item.Ref_Key === GOOD)?.item;
    if (item !== undefined) {
      const found = (await goods.prices(slice, [KIND], base.shop.currency.key)).of(KIND, item, undefined);
      return found?.price === undefined ? undefined : priceToNumber(found.price);
    }
  }
  return undefined;
}

describe('free stock of 11.5.27', () => {
  it('is asked of the records without a controlled batch: those of batches are parts of them', async () => {
    await using base = await openBase({ release: release11527 });
    await freeIn(base, [STORE]);
    const requests = base.control.requests
      .list()
      .map(({ path }) => path)
      .filter((address) => address.includes('ДоступныеОстатки'));
    expect(requests.length).toBeGreaterThan(0);
    for (const address of requests) {
      expect(address).toContain(`КонтролируемаяПартия_Key eq guid'${EMPTY_KEY}'`);
    }
  });

  it('is asked of the warehouses that are wanted, and of all where their names would make the address too long', async () => {
    await using base = await openBase({ release: release11527 });
    const asked = async (warehouses: readonly string[]): Promise<boolean> => {
      base.control.requests.clear();
      await freeIn(base, warehouses);
      const requests = base.control.requests
        .list()
        .map(({ path }) => path)
        .filter((address) => address.includes('ДоступныеОстатки'));
      expect(requests.length).toBeGreaterThan(0);
      return requests.every((address) => address.includes(STORE));
    };
    expect(await asked([STORE])).toBe(true);
    expect(await asked([STORE, testKey(1), testKey(2)])).toBe(true);
    expect(await asked([STORE, testKey(1), testKey(2), testKey(3)])).toBe(false);
  });
});

describe('prices of the second generation', () => {
  const record = (base: Base, changes: Readonly<Record<string, string | number>>): void => {
    base.control.record('InformationRegister_ЦеныНоменклатуры25', {
      Period: '2026-01-10T08:00:00',
      ВидЦены_Key: KIND,
      Номенклатура_Key: GOOD,
      Валюта_Key: base.shop.currency.key,
      Цена: 1,
      ...changes,
    });
  };

  it('of a package for pricing are not those of the shop', async () => {
    await using base = await openBase({ release: release11520 });
    const before = await priceOf(base);
    expect(before).toBeGreaterThan(1);
    record(base, { УпаковкаЦО_Key: testKey(778), Цена: 1 });
    expect(await priceOf(base)).toBe(before);
  });

  it('D-47: of any hour of today count, those of tomorrow do not', async () => {
    await using base = await openBase({ release: release11520 });
    record(base, { Period: '2026-01-10T18:00:00', Цена: 77 });
    record(base, { Period: '2026-01-11T00:00:00', Цена: 88 });
    expect(await priceOf(base)).toBe(77);
  });
});
