import { describe, expect, it } from 'vitest';
import type { Switches } from '../../infra/sandbox/onec/switches.ts';
import { createAskAbout } from '../../lib/goods/ask-about.ts';
import { itemIn } from '../../lib/goods/item-path.ts';
import type { GoodsSlice } from '../../lib/goods/slice.ts';
import { OnecAddressTooLong, OnecRefused, OnecRequestFault, OnecUnavailable } from '../../lib/onec/errors.ts';
import { RELEASES } from '../../lib/onec/ut/releases.ts';
import { openCatalog } from '../catalog/support/open-catalog.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { testKey } from '../settings/valid-settings.ts';
import { allSlices, openBase, SMALL_SHOP, settingsOf } from './support/open-base.ts';
import { product } from './support/products.ts';

/** All that a run reads of a base, in the order of the goods. */
async function goodsOf(base: Awaited<ReturnType<typeof openBase>>) {
  const goods = await base.goods(settingsOf(base.shop));
  const warehouses = base.shop.warehouses.map(({ key }) => key);
  const kinds = base.shop.priceKinds.map(({ key }) => key);
  const [top] = base.shop.folders;
  const groups = [base.shop.folders.find(({ parent }) => parent === top?.key)?.key ?? ''];
  const found: unknown[] = [];
  for (const chosen of [[], groups]) {
    for (const slice of await allSlices(goods.slices(await goods.outline(chosen)))) {
      const stock = await goods.freeStock(slice, warehouses);
      const prices = await goods.prices(slice, kinds, base.shop.currency.key);
      for (const { item, characteristics } of slice.products) {
        for (const variant of [undefined, ...characteristics]) {
          found.push([
            item.Code,
            variant?.Ref_Key,
            warehouses.map((warehouse) => stock.of(item.Ref_Key, variant?.Ref_Key, warehouse)),
            kinds.map((kind) => prices.of(kind, item, variant)?.price),
          ]);
        }
      }
    }
  }
  return found;
}

const refusals = (base: Awaited<ReturnType<typeof openBase>>): number =>
  base.control.requests.list().filter(({ status }) => status === 400).length;

describe.each(RELEASES)('UT $name', (release) => {
  it.each(['filtersOnly', 'nowhere'] as const)(
    'a base that takes references in conditions: %s, gives the same goods by keys, and is remembered',
    async (referencePaths) => {
      await using usual = await openBase({ release });
      // So short that the keys of a slice take several requests.
      await using base = await openBase({ release, switches: { referencePaths, maxAddressLength: 1500 } });
      expect(await goodsOf(base)).toEqual(await goodsOf(usual));
      expect(base.refused.size).toBeGreaterThan(0);
      base.control.requests.clear();
      await goodsOf(base);
      expect(refusals(base)).toBe(0);
      expect(usual.refused.size).toBe(0);
    },
  );
});

it('the catalogue of such a base is the same, to the byte', async () => {
  const published = async (switches: Partial<Switches>) => {
    await using catalog = await openCatalog({ switches });
    await catalog.publish();
    return [...catalog.files.published.entries()];
  };
  expect(await published({ referencePaths: 'nowhere' })).toEqual(await published({}));
});

const REQUEST = { operation: 'balance', set: 'AccumulationRegister_X' } as const;
const slice: GoodsSlice = {
  scope: { of: 'all' },
  codes: { first: '1', last: '2' },
  products: [product({ Ref_Key: testKey(1) }), product({ Ref_Key: testKey(2) })],
  next: undefined,
};

/** Asks twice; the condition, and if wanted the keys too, meet an error. */
async function asked(byCondition: Error | undefined, byKeys?: Error) {
  const places = new Set<string>();
  const about = createAskAbout(
    {
      has: async (place) => places.has(place),
      add: async (place) => {
        places.add(place);
      },
    },
    recordingLog().log,
  );
  const ways: string[] = [];
  const ask = () =>
    about({ place: 'X balance', slice, path: itemIn('Номенклатура') }, async ({ anyOf }) => {
      ways.push(anyOf === undefined ? 'condition' : `${anyOf.property} ${anyOf.values.length}`);
      const error = anyOf === undefined ? byCondition : byKeys;
      if (error !== undefined) {
        throw error;
      }
      return ['row'];
    }).catch((error: unknown) => error);
  return { answers: [await ask(), await ask()], ways, places: [...places] };
}

describe('a condition through a reference', () => {
  it('that is understood is asked again', async () => {
    expect(await asked(undefined)).toEqual({
      answers: [['row'], ['row']],
      ways: ['condition', 'condition'],
      places: [],
    });
  });

  it.each([
    ['not understood', new OnecRequestFault(REQUEST, 'no', { status: 400, onecCode: 14 })],
    ['an unknown property', new OnecRequestFault(REQUEST, 'no', { status: 400, onecCode: 10 })],
    ['what 1C breaks on', new OnecRefused(REQUEST, 'no', 'no')],
    ['longer than its web server takes', new OnecAddressTooLong(REQUEST)],
  ])('that is %s gives way to keys, at once the next time', async (_, error) => {
    expect(await asked(error)).toEqual({
      answers: [['row'], ['row']],
      ways: ['condition', 'Номенклатура_Key 2', 'Номенклатура_Key 2'],
      places: ['X balance'],
    });
  });

  it('is not taken for refused while 1C is away', async () => {
    const error = new OnecUnavailable(REQUEST, 'HTTP 503');
    expect(await asked(error)).toEqual({
      answers: [error, error],
      ways: ['condition', 'condition'],
      places: [],
    });
  });

  it('was not at fault if keys are refused too: the first refusal is told, and nothing is remembered', async () => {
    const error = new OnecRequestFault(REQUEST, 'no register', { status: 400 });
    const again = new OnecRequestFault(REQUEST, 'no', { status: 400 });
    expect(await asked(error, again)).toMatchObject({ answers: [error, error], places: [] });
  });
});

it('of goods none of which is meant asks nothing by keys', async () => {
  await using base = await openBase({ shop: SMALL_SHOP, switches: { referencePaths: 'nowhere' } });
  const goods = await base.goods(settingsOf(base.shop));
  const empty = { ...slice, products: [] };
  await goods.freeStock(empty, [testKey(1)]);
  expect(base.refused.size).toBe(0);
});
