import { describe, expect, it } from 'vitest';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import type { Good } from '../../infra/sandbox/shop/shop.ts';
import type { Product } from '../../lib/goods/product.ts';
import { priceToNumber, quantityToNumber } from '../../lib/money/kopecks.ts';
import { RELEASES } from '../../lib/onec/ut/releases.ts';
import { allSlices, openBase, SHOP, SMALL_SHOP, settingsOf } from './support/open-base.ts';

const LARGE_SHOP = makeShop(undefined, 'large');
const ALL_GOODS = [...SMALL_SHOP.goods, ...SMALL_SHOP.services];
const keysOf = (records: readonly { readonly key: string }[]) => records.map(({ key }) => key);
/** Of an item with characteristics, each of them; else the bare item. */
const offered = ({ item, characteristics }: Product) =>
  (characteristics.length === 0 ? [undefined] : characteristics).map((variant) => ({ item, variant }));
const total = (good: Good, warehouse: string) => good.stock[warehouse] ?? 0;

describe.each(RELEASES)('the goods of a base of UT $name', (release) => {
  it('are read with their characteristics, each once', async () => {
    await using base = await openBase({ release });
    const goods = await base.goods(settingsOf(base.shop));
    const slices = await allSlices(goods.slices(await goods.outline([])));
    const read = slices.flatMap(({ products }) => products);
    expect(read.map(({ item }) => item.Code)).toEqual(
      [...SMALL_SHOP.goods, ...SMALL_SHOP.services].map(({ code }) => code).toSorted(),
    );
    for (const { key, characteristics } of SMALL_SHOP.goods) {
      const product = read.find(({ item }) => item.Ref_Key === key);
      expect(product?.keepsCharacteristics).toBe(characteristics.length > 0);
      expect(product?.characteristics.map(({ Ref_Key }) => Ref_Key)).toEqual(
        characteristics.map((variant) => variant.key),
      );
    }
  });

  it('D-23: are free as the register of the release says, in fractions of a kilogram too', async () => {
    await using base = await openBase({ release });
    const goods = await base.goods(settingsOf(base.shop));
    const warehouses = base.shop.warehouses.map(({ key }) => key);
    for (const slice of await allSlices(goods.slices(await goods.outline([])))) {
      const stock = await goods.freeStock(slice, warehouses);
      for (const good of SMALL_SHOP.goods) {
        for (const warehouse of warehouses) {
          const whole = stock.of(good.key, undefined, warehouse);
          expect(quantityToNumber(whole), good.name).toBe(total(good, warehouse));
          const parts = good.characteristics.map(({ key }) => stock.of(good.key, key, warehouse));
          expect(parts.length === 0 ? whole : parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
        }
      }
    }
    expect(goods.stockRegister).toMatchObject({ isPhysical: false });
  });

  it('cost what the register in force says, each characteristic of an item too', async () => {
    await using base = await openBase({ release });
    const goods = await base.goods(settingsOf(base.shop));
    const kinds = base.shop.priceKinds;
    const asked: string[] = [];
    for (const slice of await allSlices(goods.slices(await goods.outline([])))) {
      const prices = await goods.prices(slice, keysOf(kinds), base.shop.currency.key);
      for (const { item, variant } of slice.products.flatMap(offered)) {
        const good = ALL_GOODS.find(({ key }) => key === item.Ref_Key);
        for (const { key, percent } of kinds) {
          const found = prices.of(key, item, variant);
          const wanted = (Number(good?.price) * percent) / 100;
          expect(found?.price && priceToNumber(found.price), item.Description).toBeCloseTo(wanted, 1);
          asked.push(key);
        }
      }
    }
    const offers = ALL_GOODS.reduce((sum, good) => sum + Math.max(1, good.characteristics.length), 0);
    expect(asked).toHaveLength(offers * kinds.length);
  });
});

describe('slices', () => {
  it('of a large base: more than one, every good once, and an interrupted run goes on behind the last', async () => {
    await using base = await openBase({ shop: LARGE_SHOP });
    const goods = await base.goods(settingsOf(base.shop));
    const outline = await goods.outline([]);
    const slices = await allSlices(goods.slices(outline));
    expect(slices.length).toBeGreaterThan(2);
    const codes = slices.flatMap(({ products }) => products.map(({ item }) => item.Code));
    expect(codes).toEqual([...LARGE_SHOP.goods, ...LARGE_SHOP.services].map(({ code }) => code).toSorted());

    const rest = await allSlices(goods.slices(outline, JSON.parse(JSON.stringify(slices[0]?.next))));
    expect(rest).toEqual(slices.slice(1));
  });

  it('E-21, E-29: of a folder with all below it, and of a single item', async () => {
    await using base = await openBase();
    const goods = await base.goods(settingsOf(base.shop));
    const [top] = SHOP.folders;
    const below = SHOP.folders.filter(({ parent }) => parent === top?.key).map(({ key }) => key);
    const inFolder = SMALL_SHOP.goods.filter(({ folder }) => below.includes(folder));
    const elsewhere = SMALL_SHOP.services[1];
    const groups = [top?.key ?? '', inFolder[0]?.key ?? '', elsewhere?.key ?? ''];
    const slices = await allSlices(goods.slices(await goods.outline(groups)));
    expect(slices.flatMap(({ products }) => products.map(({ item }) => item.Code)).toSorted()).toEqual(
      [...inFolder.map(({ code }) => code), elsewhere?.code].toSorted(),
    );
  });

  it('E-30: by kinds of goods', async () => {
    await using base = await openBase();
    const settings = settingsOf(base.shop, {
      offers: {
        crmField: 'xmlId',
        onecField: 'guid',
        characteristics: true,
        organizationPrefix: false,
        hierarchy: 'kinds',
      },
    });
    const goods = await base.goods(settings);
    const [kind] = base.control
      .entities('Catalog_ВидыНоменклатуры')
      .filter(({ Description }) => Description === 'Услуги');
    const slices = await allSlices(goods.slices(await goods.outline([String(kind?.Ref_Key)])));
    expect(slices.flatMap(({ products }) => products.map(({ item }) => item.Ref_Key))).toEqual(
      SMALL_SHOP.services.map(({ key }) => key),
    );
  });
});
