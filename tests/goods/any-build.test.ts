import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GoodsFlow, openGoods } from '../../lib/goods/goods-source.ts';
import { ITEM_SELECT } from '../../lib/goods/product.ts';
import { withUnseen } from '../../lib/onec/ut/base-facts.ts';
import { BaseLacks } from '../../lib/onec/ut/demand.ts';
import type { Release } from '../../lib/onec/ut/release.ts';
import { RELEASES, release11520, releaseWith } from '../../lib/onec/ut/releases.ts';
import { REQUIREMENTS } from '../../lib/onec/ut/requirements.ts';
import { TRAITS } from '../../lib/onec/ut/traits/all.ts';
import { looking } from '../onec/support/speaking.ts';
import { allSlices, NOON, openBase, SHOP, settingsOf } from './support/open-base.ts';

const TINY_SHOP = { ...SHOP, goods: SHOP.goods.filter((_, index) => index % 80 === 0) };
const FLOWS = ['catalogPublish', 'stockPush', 'pricePush'] as const;
const STOCK = [
  'InformationRegister_ДоступныеОстаткиТоваров',
  'AccumulationRegister_ЗапасыИПотребности',
  'InformationRegister_РаспределениеЗапасов',
  'AccumulationRegister_СвободныеОстатки',
  'AccumulationRegister_ТоварыНаСкладах',
];
const PRICES = 'InformationRegister_ЦеныНоменклатуры';
const PRICES_25 = 'InformationRegister_ЦеныНоменклатуры25';
const OTHERS = ['Catalog_Номенклатура', 'Catalog_ХарактеристикиНоменклатуры', 'Catalog_СтавкиНДС'];
/** What the goods can do without: whoever needs more of them finds less, and no flow stands. */
const DETAILS = [
  'Catalog_УпаковкиЕдиницыИзмерения',
  'Catalog_Производители',
  'Catalog_Организации',
  'InformationRegister_ШтрихкодыНоменклатуры',
  'InformationRegister_ОтносительныеКурсыВалют',
  'InformationRegister_КурсыВалют',
];

/** A named release, or one with any traits at all. */
const releases = fc.oneof(
  fc.constantFrom(...RELEASES),
  fc
    .subarray(TRAITS.filter(({ sign }) => !('traits' in sign)).map(({ name }) => name))
    .map((names) => releaseWith(withUnseen(new Set(names)))),
);

const withoutSets = (release: Release, sets: readonly string[]): Release => ({
  ...release,
  objects: new Map([...release.objects].filter(([set]) => !sets.includes(set))),
});

/** What a flow cannot do without, said once more: in words of what a base publishes. */
function wanting(flow: GoodsFlow, { objects, traits }: Release): readonly string[] {
  const lacks = (set: string): boolean => !objects.has(set);
  // What would show that rates are an enumeration is hidden with the goods.
  const hasRates = traits.has('vatRateCatalog') || lacks('Catalog_Номенклатура');
  const register = objects.has(PRICES_25) ? PRICES_25 : PRICES;
  return [
    ...['Catalog_Номенклатура', 'Catalog_ХарактеристикиНоменклатуры'].filter(lacks),
    ...(flow === 'catalogPublish' && hasRates ? ['Catalog_СтавкиНДС'].filter(lacks) : []),
    ...(flow !== 'pricePush' && STOCK.every(lacks) ? ['AccumulationRegister_ЗапасыИПотребности'] : []),
    ...(flow !== 'stockPush' ? [register].filter(lacks) : []),
  ];
}

async function openFlow(flow: GoodsFlow, base: Awaited<ReturnType<typeof openBase>>) {
  const onec = looking(base.raw, { now: () => NOON });
  return openGoods(flow, settingsOf(base.shop), NOON, { onec, about: base.about, inSlot: base.inSlot });
}

it('every property of a good that all flows read is demanded by each of them', () => {
  const standard = ['Ref_Key', 'Code', 'Description', 'Parent_Key'];
  for (const flow of FLOWS) {
    const demanded = REQUIREMENTS[flow].needs
      .filter(({ object }) => object.set === 'Catalog_Номенклатура')
      .flatMap(({ properties = [] }) => properties);
    expect(ITEM_SELECT.filter((name) => !standard.includes(name) && !demanded.includes(name))).toEqual([]);
  }
});

describe('a base of any build', () => {
  it('gives the goods of a flow whole, or what it lacks is named and that flow stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        releases,
        fc.subarray([...STOCK, PRICES, PRICES_25, ...OTHERS, ...DETAILS], { maxLength: 9 }),
        async (release, sets) => {
          const poor = withoutSets(release, sets);
          await using base = await openBase({ shop: TINY_SHOP, release: poor });
          for (const flow of FLOWS) {
            const missing = wanting(flow, poor);
            const opened = await openFlow(flow, base).catch((error: unknown) => error);
            if (missing.length > 0) {
              expect(opened, flow).toBeInstanceOf(BaseLacks);
              const { gaps, advice } = opened as BaseLacks;
              expect(gaps.map(({ set }) => set).toSorted(), flow).toEqual([...missing].sort());
              expect(missing.filter((set) => !advice.includes(set))).toEqual([]);
            } else {
              const goods = opened as Awaited<ReturnType<typeof openGoods>>;
              const [slice] = await allSlices(goods.slices(await goods.outline([])));
              expect(slice?.products, flow).toHaveLength(TINY_SHOP.goods.length + TINY_SHOP.services.length);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('without a register of prices stops prices and the catalogue, and not the stock', async () => {
    await using base = await openBase({
      shop: TINY_SHOP,
      release: withoutSets(release11520, [PRICES, PRICES_25]),
    });
    await expect(openFlow('pricePush', base)).rejects.toMatchObject({
      code: 'onecBaseLacks',
      flow: 'pricePush',
      advice: expect.stringMatching(
        /не работает передача цен\..*ЦеныНоменклатуры.*publish-onec\.md, раздел 4/s,
      ),
    });
    await expect(openFlow('catalogPublish', base)).rejects.toBeInstanceOf(BaseLacks);
    const goods = await openFlow('stockPush', base);
    expect(goods.priceRegister.isPublished).toBe(false);
    const [slice] = await allSlices(goods.slices(await goods.outline([])));
    const item = slice?.products[0]?.item;
    if (slice === undefined || item === undefined) {
      throw new TypeError('no goods');
    }
    const prices = await goods.prices(
      slice,
      SHOP.priceKinds.map(({ key }) => key),
      SHOP.currency.key,
    );
    expect(prices.of(SHOP.priceKinds[0]?.key ?? '', item, undefined)).toBeUndefined();
  });

  it('D-24: whose constants say 2.5 and which keeps those prices to itself sends no stale ones', async () => {
    await using base = await openBase({ shop: TINY_SHOP, release: withoutSets(release11520, [PRICES_25]) });
    const settings = settingsOf(base.shop, { ut: { pricing: '2.5' } });
    const onec = looking(base.raw, { now: () => NOON });
    await expect(
      openGoods('pricePush', settings, NOON, { onec, about: base.about, inSlot: base.inSlot }),
    ).rejects.toMatchObject({
      gaps: [{ set: PRICES_25 }],
    });
  });

  it('with no register of stock at all names those of which one will do', async () => {
    await using base = await openBase({ shop: TINY_SHOP, release: withoutSets(release11520, STOCK) });
    const error = await openFlow('stockPush', base).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BaseLacks);
    expect(STOCK.filter((set) => !(error as BaseLacks).advice.includes(set))).toEqual([]);
    await expect(openFlow('pricePush', base)).resolves.toBeDefined();
  });

  it('is not asked for characteristics where they are no offers of their own', async () => {
    const release = withoutSets(release11520, ['Catalog_ХарактеристикиНоменклатуры']);
    await using base = await openBase({ shop: SHOP, release });
    const offers = {
      crmField: 'xmlId',
      onecField: 'guid',
      characteristics: false,
      organizationPrefix: false,
      hierarchy: 'groups',
    };
    const onec = looking(base.raw, { now: () => NOON });
    const settings = settingsOf(base.shop, { offers });
    const goods = await openGoods('stockPush', settings, NOON, {
      onec,
      about: base.about,
      inSlot: base.inSlot,
    });
    const slices = await allSlices(goods.slices(await goods.outline([])));
    const products = slices.flatMap((slice) => slice.products);
    expect(products).toHaveLength(SHOP.goods.length + SHOP.services.length);
    expect(products.some(({ keepsCharacteristics }) => keepsCharacteristics)).toBe(true);
  });
});
