import { describe, expect, expectTypeOf, it } from 'vitest';
import { startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import type { Switches } from '../../infra/sandbox/onec/switches.ts';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import type { OnecClient } from '../../lib/onec/client.ts';
import { castKey, eq, guid, or } from '../../lib/onec/filter.ts';
import { курсыВалют, ценыНоменклатуры, ценыНоменклатуры25 } from '../../lib/onec/ut/objects/prices.ts';
import { запасыИПотребности, товарыНаСкладах } from '../../lib/onec/ut/objects/stock.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { EMPTY_KEY } from '../../lib/onec/values.ts';
import { describing } from './support/describing.ts';
import { clientOf, empty, failure, json, odataError, startOnec } from './support/onec-server.ts';
import { speaking } from './support/speaking.ts';

const shop = makeShop();
const goods = shop.goods.slice(0, 60);
const priced = describing(release11520, ценыНоменклатуры, ценыНоменклатуры25, курсыВалют);
const key = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const guids = (count: number) => Array.from({ length: count }, (_, index) => guid(key(index)));

async function startBase(switches: Partial<Switches> = {}) {
  const base = await startSandboxOnec({
    shop: { ...shop, goods },
    release: priced,
    login: { user: 'Обмен', password: 'пароль' },
    clock: { now: () => Date.parse('2026-01-10T09:00:00Z') },
    switches,
  });
  return Object.assign(base, { onec: speaking(clientOf(base.url).onec, priced) });
}

const FORMS = ['doubled', 'plain'] as const;

describe('balances', () => {
  const [warehouse] = shop.warehouses;
  const stocked = goods.filter(({ stock }) => (stock[warehouse?.key ?? ''] ?? 0) > 0);
  const inWarehouse = eq('Склад_Key', guid(warehouse?.key ?? ''));

  const readStock = (onec: OnecClient) =>
    onec.balance(товарыНаСкладах, {
      condition: inWarehouse,
      dimensions: ['Номенклатура', 'Склад'],
      select: ['Номенклатура_Key', 'ВНаличииBalance'],
    });

  it.each(FORMS)('of a warehouse, by a base that takes %s quotes in conditions', async (conditionQuotes) => {
    await using base = await startBase({ conditionQuotes });
    const rows = await readStock(base.onec);
    expectTypeOf(rows).toEqualTypeOf<
      readonly { readonly Номенклатура_Key: string; readonly ВНаличииBalance: number }[]
    >();
    expect(new Map(rows.map((row) => [row.Номенклатура_Key, row.ВНаличииBalance]))).toEqual(
      new Map(stocked.map((good) => [good.key, good.stock[warehouse?.key ?? '']])),
    );
  });

  it('the form of quotes that a base understands is asked for once', async () => {
    await using base = await startBase({ conditionQuotes: 'plain' });
    await readStock(base.onec);
    expect(base.control.requests.list()).toHaveLength(2);
    await readStock(base.onec);
    expect(base.control.requests.list()).toHaveLength(3);
  });

  it('on composite dimensions, with a text in the condition', async () => {
    await using base = await startBase({ conditionQuotes: 'doubled' });
    const [row] = await base.onec.balance(запасыИПотребности, {
      condition: eq('Склад', castKey(warehouse?.key ?? '', 'Catalog_Склады')),
      anyOf: { property: 'Номенклатура_Key', values: [guid(stocked[0]?.key ?? '')] },
      dimensions: ['Номенклатура', 'Склад'],
    });
    expect(row).toMatchObject({
      Склад: warehouse?.key,
      Склад_Type: 'StandardODATA.Catalog_Склады',
      ВНаличииBalance: stocked[0]?.stock[warehouse?.key ?? ''],
    });
  });

  it('of many goods take as many requests as the addresses demand, and the parts are one list', async () => {
    await using base = await startBase({ maxAddressLength: 1500 });
    const rows = await base.onec.balance(товарыНаСкладах, {
      condition: inWarehouse,
      anyOf: { property: 'Номенклатура_Key', values: goods.map((good) => guid(good.key)) },
      dimensions: ['Номенклатура'],
    });
    expect(rows.map((row) => row.Номенклатура_Key).toSorted()).toEqual(
      stocked.map((good) => good.key).toSorted(),
    );
    expect(base.control.requests.list().length).toBeGreaterThan(5);
  });

  it('every address is short enough for IIS, the condition in the query and not in the path', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    await clientOf(server.root).onec.balance(товарыНаСкладах, {
      condition: inWarehouse,
      anyOf: { property: 'Номенклатура_Key', values: [...guids(100), ...guids(100)] },
      dimensions: ['Номенклатура', 'Характеристика'],
    });
    const targets = server.seen.map(({ target }) => target);
    expect(Math.max(...targets.map((target) => target.split('?')[1]?.length ?? 0))).toBeLessThanOrEqual(2000);
    expect(new Set(targets.map((target) => decodeURIComponent(target.split('?')[0] ?? '')))).toEqual(
      new Set([`/ut/odata/standard.odata/${товарыНаСкладах.set}/Balance`]),
    );
    const asked = targets.flatMap(
      (target) => decodeURIComponent(target).match(/eq guid''0{8}[^']+''/g) ?? [],
    );
    expect(asked).toHaveLength(100);
    const [parameters] = targets.map((target) => new URL(target, server.root).searchParams);
    expect(parameters?.get('Dimensions')).toBe("'Номенклатура,Характеристика'");
    expect(parameters?.get('Condition')).toMatch(/^'\(Склад_Key eq guid''[^']+'' and \(.*\)\)'$/);
  });

  it('no values ask for nothing; without a condition there is one request', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    const { onec } = clientOf(server.root);
    await onec.balance(товарыНаСкладах, {
      anyOf: { property: 'Номенклатура_Key', values: [] },
      dimensions: ['Номенклатура'],
    });
    expect(server.seen).toEqual([]);
    await onec.balance(товарыНаСкладах);
    expect(decodeURIComponent(server.seen[0]?.target ?? '')).toMatch(/\/Balance\?\$format=json$/);
  });

  it('a selection that would leave no room is left out', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    const open: Parameters<OnecClient['balance']>[0] = товарыНаСкладах;
    const select = Array.from({ length: 40 }, (_, index) => `ОченьДлинноеИмяСвойства${index}`);
    await clientOf(server.root).onec.balance(open, { condition: inWarehouse, select });
    expect(server.seen[0]?.target).not.toContain('$select');
  });

  it.each([
    ['an unknown name', odataError(400, '10', 'Свойство не найдено'), 1, 'onecRequestFault'],
    [
      'a condition that neither form makes sense of',
      odataError(400, '14', 'Ошибка разбора'),
      2,
      'onecRequestFault',
    ],
    ['a register that is not published', odataError(404, '8', 'Не найден тип'), 1, 'onecSetNotPublished'],
    ['missing rights', empty(403), 1, 'onecRightsMissing'],
  ])('%s is told as it is', async (_, reply, requests, code) => {
    await using server = await startOnec(reply);
    expect(await failure(readStock(clientOf(server.root).onec))).toMatchObject({
      code,
      operation: 'balance',
      set: товарыНаСкладах.set,
    });
    expect(server.seen).toHaveLength(requests);
  });
});

describe('last records', () => {
  // Of their own: the shop's kinds have prices already.
  const [retail, wholesale] = [key(1), key(2)];

  function record(index: number, kind: string, Period: string, Цена: number) {
    return { Номенклатура_Key: goods[index]?.key ?? '', ВидЦены_Key: kind, Period, Цена };
  }

  async function startPriced(switches: Partial<Switches> = {}) {
    const base = await startBase(switches);
    for (const price of [
      record(0, retail, '2026-01-01T00:00:00', 100),
      record(0, retail, '2026-01-09T00:00:00', 120),
      record(0, wholesale, '2026-01-02T00:00:00', 80),
      record(1, retail, '2026-01-05T10:00:00', 50),
      record(0, retail, '2026-02-01T00:00:00', 150),
    ]) {
      base.control.record(ценыНоменклатуры.set, price);
    }
    base.control.record(курсыВалют.set, {
      Period: '2026-01-09T00:00:00',
      Валюта_Key: key(9),
      Курс: 92.5,
      Кратность: 1,
    });
    return base;
  }

  it.each(FORMS)('of one kind of price, by a base that takes %s quotes', async (conditionQuotes) => {
    await using base = await startPriced({ conditionQuotes });
    const prices = await base.onec.sliceLast(ценыНоменклатуры, {
      period: '2026-01-10T23:59:59',
      condition: eq('ВидЦены_Key', guid(retail)),
      select: ['Номенклатура_Key', 'Характеристика_Key', 'Цена'],
    });
    expectTypeOf(prices).toEqualTypeOf<
      readonly {
        readonly Номенклатура_Key: string;
        readonly Характеристика_Key: string;
        readonly Цена: number;
      }[]
    >();
    expect(prices).toEqual([
      { Номенклатура_Key: goods[0]?.key, Характеристика_Key: EMPTY_KEY, Цена: 120 },
      { Номенклатура_Key: goods[1]?.key, Характеристика_Key: EMPTY_KEY, Цена: 50 },
    ]);
  });

  it('of many kinds and goods, each in as many requests as needed; without a period the future counts', async () => {
    await using base = await startPriced();
    const prices = await base.onec.sliceLast(ценыНоменклатуры, {
      condition: or(eq('ВидЦены_Key', guid(retail)), eq('ВидЦены_Key', guid(wholesale))),
      anyOf: { property: 'Номенклатура_Key', values: goods.map((good) => guid(good.key)) },
    });
    expect(prices.map(({ Цена }) => Цена).toSorted((a, b) => a - b)).toEqual([50, 80, 150]);
    expect(prices[0]).toHaveProperty('Period');
  });

  it('of records that documents make are a set of their own, of others are not', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    const { onec } = clientOf(server.root);
    await onec.sliceLast(ценыНоменклатуры, { period: '2026-01-10T00:00:00' });
    await onec.sliceLast(курсыВалют);
    expect(server.seen.map(({ target }) => decodeURIComponent(target).split('/').slice(4).join('/'))).toEqual(
      [
        "InformationRegister_ЦеныНоменклатуры_RecordType/SliceLast?$format=json&Period=datetime'2026-01-10T00:00:00'",
        'InformationRegister_КурсыВалют/SliceLast?$format=json',
      ],
    );
    await expect(onec.sliceLast(курсыВалют, { period: '10.01.2026' })).rejects.toThrow(TypeError);
  });

  it('rates of currencies are read without recorders', async () => {
    await using base = await startPriced();
    expect(await base.onec.sliceLast(курсыВалют, { select: ['Валюта_Key', 'Курс', 'Кратность'] })).toEqual([
      { Валюта_Key: key(9), Курс: 92.5, Кратность: 1 },
    ]);
  });
});
