import { expect, it } from 'vitest';
import { quantityToNumber } from '../../lib/money/kopecks.ts';
import { release1158 } from '../../lib/onec/ut/releases.ts';
import { EMPTY_KEY, typeOfSet } from '../../lib/onec/values.ts';
import { testKey } from '../settings/valid-settings.ts';
import { allSlices, openBase, settingsOf } from './support/open-base.ts';

/** A record of the register as UT 11.5.8 keeps it; what is left out is empty. */
interface Allocation {
  readonly Состояние: string;
  readonly Назначение_Key?: string;
  readonly Запас: number;
  readonly Резерв: number;
  readonly Свободно: number;
}

/** Free stock of a new good in the first warehouse, where the register holds these records of it. */
async function freeWith(records: readonly Allocation[]): Promise<number> {
  await using base = await openBase({ release: release1158 });
  const [warehouse] = base.shop.warehouses;
  const good = base.shop.goods.find(
    ({ stock, characteristics }) => characteristics.length === 0 && (stock[warehouse?.key ?? ''] ?? 0) === 0,
  );
  const address = `${base.url}/odata/standard.odata/InformationRegister_РаспределениеЗапасов?$format=json`;
  for (const allocation of records) {
    const answer = await fetch(encodeURI(address), {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${base.login.user}:${base.login.password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        Номенклатура_Key: good?.key,
        Характеристика_Key: EMPTY_KEY,
        Склад: warehouse?.key,
        Склад_Type: typeOfSet('Catalog_Склады'),
        Назначение_Key: EMPTY_KEY,
        ...allocation,
      }),
    });
    expect(answer.status, await answer.text()).toBeLessThan(300);
  }
  const goods = await base.goods(settingsOf(base.shop));
  for (const slice of await allSlices(goods.slices(await goods.outline([])))) {
    if (slice.products.some(({ item }) => item.Ref_Key === good?.key)) {
      const free = await goods.freeStock(slice, [warehouse?.key ?? '']);
      return quantityToNumber(free.of(good?.key ?? '', undefined, warehouse?.key ?? ''));
    }
  }
  throw new Error('the good was not read');
}

const ON_HAND: Allocation = { Состояние: 'ОстатокНаСкладе', Запас: 10, Резерв: 3, Свободно: 7 };
const FOR_AN_ORDER: Allocation = {
  ...ON_HAND,
  Назначение_Key: testKey(77),
  Запас: 5,
  Резерв: 2,
  Свободно: 3,
};
const EXPECTED: Allocation = { Состояние: 'ОжидаемоеПоступление', Запас: 20, Резерв: 4, Свободно: 16 };

it.each([
  ['E-6: what lies there less what is reserved of it', [ON_HAND]],
  ['E-7: stock that is kept for an order adds nothing', [ON_HAND, FOR_AN_ORDER]],
  ['E-8: an expected receipt and its reservations change nothing', [ON_HAND, FOR_AN_ORDER, EXPECTED]],
])('%s', async (_, records) => {
  expect(await freeWith(records)).toBe(7);
});
