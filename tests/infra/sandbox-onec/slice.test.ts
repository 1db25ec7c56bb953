import { describe, expect, it } from 'vitest';
import { курсыВалют, ценыНоменклатуры } from '../../../lib/onec/ut/objects/prices.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { describing } from '../../onec/support/describing.ts';
import { good, shop, startBase, values } from './support.ts';

const priced = describing(release11520, ценыНоменклатуры, курсыВалют);
const PRICES = `${ценыНоменклатуры.set}_RecordType/SliceLast`;
const KIND = '6f1c2b3a-0000-4000-8000-000000000001';
const OTHER_KIND = '6f1c2b3a-0000-4000-8000-000000000002';

async function startPriced() {
  const base = await startBase({
    release: priced,
    shop: { ...shop, goods: [good], services: [], priceKinds: [] },
  });
  const prices = [
    ['2026-01-01T00:00:00', KIND, 100],
    ['2026-01-05T00:00:00', KIND, 110],
    ['2026-02-01T00:00:00', KIND, 120],
    ['2026-01-03T00:00:00', OTHER_KIND, 90],
  ] as const;
  for (const [Period, ВидЦены_Key, Цена] of prices) {
    base.control.record(ценыНоменклатуры.set, { Period, ВидЦены_Key, Номенклатура_Key: good.key, Цена });
  }
  return base;
}

describe('onec-odata A5: the virtual table of last records', () => {
  it.each([
    ['all', '', [120, 90]],
    ['up to a moment', "(Period=datetime'2026-01-31T23:59:59')", [110, 90]],
    ['before the first', "(Period=datetime'2025-12-31T23:59:59')", []],
    ['of one kind', `(Condition='ВидЦены_Key eq guid''${KIND}''')`, [120]],
    [
      'of one kind up to a moment',
      `(Period=datetime'2026-01-04T00:00:00',Condition='ВидЦены_Key eq guid''${KIND}''')`,
      [100],
    ],
  ])('%s', async (_, parameters, expected) => {
    await using base = await startPriced();
    const reply = await base.call('GET', `${PRICES}${parameters}`);
    expect(reply).toMatchObject({ status: 200 });
    expect(values(reply).map(({ Цена }) => Цена)).toEqual(expected);
  });

  it('takes its parameters in the query, and the options of a list for the result', async () => {
    await using base = await startPriced();
    const query = {
      Condition: `'ВидЦены_Key ne guid'${OTHER_KIND}''`,
      Period: "datetime'2026-01-31T00:00:00'",
      $select: 'Цена,Period',
    };
    expect(values(await base.call('GET', PRICES, { query }))).toEqual([
      { Цена: 110, Period: '2026-01-05T00:00:00' },
    ]);
  });

  it('publishes the register, and a record written again replaces what it was', async () => {
    await using base = await startPriced();
    base.control.record(ценыНоменклатуры.set, {
      Period: '2026-02-01T00:00:00',
      ВидЦены_Key: KIND,
      Номенклатура_Key: good.key,
      Цена: 121,
    });
    expect(values(await base.call('GET', PRICES)).map(({ Цена }) => Цена)).toEqual([121, 90]);
    expect(values(await base.call('GET', '')).map(({ name }) => name)).toContain(ценыНоменклатуры.set);
  });

  it.each([
    ['records of documents under the plain name', `${ценыНоменклатуры.set}/SliceLast`, 404, '8'],
    ['others under the name of records', `${курсыВалют.set}_RecordType/SliceLast`, 404, '8'],
    ['a balance', `${курсыВалют.set}/Balance`, 400, '6'],
    ['the records themselves', курсыВалют.set, 400, '6'],
    [
      'a condition on a resource: it would bring up an older record',
      `${PRICES}(Condition='Цена gt 1')`,
      400,
      '10',
    ],
    ['dimensions', `${PRICES}(Dimensions='Номенклатура')`, 400, '0'],
    ['a period that is none', `${PRICES}(Period='2026')`, 400, '14'],
  ])('refuses %s', async (_, path, status, code) => {
    await using base = await startPriced();
    expect(await base.call('GET', path)).toMatchObject({ status, code });
  });
});
