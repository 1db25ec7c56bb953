import { describe, expect, it } from 'vitest';
import type { Release } from '../../../lib/onec/ut/release.ts';
import {
  RELEASES,
  release114,
  release1158,
  release11520,
  release11527,
} from '../../../lib/onec/ut/releases.ts';
import {
  EMPTY_KEY,
  first,
  good,
  ORDERS,
  oldBody,
  oldRow,
  orderBody,
  orderRow,
  shop,
  site,
  startBase,
  type TestBase,
  values,
} from './support.ts';

const SUPPLY = 'AccumulationRegister_ЗапасыИПотребности';
const FREE = 'AccumulationRegister_СвободныеОстатки';
const PHYSICAL = 'AccumulationRegister_ТоварыНаСкладах';
const AVAILABLE = 'InformationRegister_ДоступныеОстаткиТоваров';
const ALLOCATION = 'InformationRegister_РаспределениеЗапасов';
const STATES = 'InformationRegister_СостоянияЗаказовКлиентов';
const SETTLEMENTS = 'Catalog_ОбъектыРасчетов';
const ON_HAND = good.stock[site.warehouse.key] ?? 0;

/** What a register says of the test's good in the site's warehouse, without what is zero. */
async function balanceOf(base: TestBase, register: string): Promise<Record<string, unknown>> {
  const path = `${register}/Balance(Dimensions='Номенклатура,Склад')`;
  const reply = await base.call('GET', path, { query: { $filter: `Номенклатура_Key eq guid'${good.key}'` } });
  const row =
    values(reply).find((entry) => [entry.Склад, entry.Склад_Key].includes(site.warehouse.key)) ?? {};
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => name.endsWith('Balance') && value !== 0),
  );
}

async function postedOrder(base: TestBase, body: Record<string, unknown>): Promise<string> {
  const key = await base.create(ORDERS, body);
  expect(await base.post(key)).toMatchObject({ status: 200 });
  return key;
}

const withOption = (option: string) => ({ Товары: [orderRow(1, { ВариантОбеспечения: option })] });
const withOldOption = (option: string) => ({ Товары: [oldRow(1, { ВариантОбеспечения: option })] });

describe('ut-filling 5: ЗапасыИПотребности', () => {
  it.each([
    ['Отгрузить', { ВНаличииBalance: ON_HAND - 2 }],
    ['СоСклада', { ВНаличииBalance: ON_HAND, РезервироватьНаСкладеBalance: 2 }],
    [
      'РезервироватьПоМереПоступления',
      { ВНаличииBalance: ON_HAND, РезервироватьПоМереПоступленияBalance: 2 },
    ],
    ['КОбеспечению', { ВНаличииBalance: ON_HAND, КОбеспечениюBalance: 2 }],
    ['НеТребуется', { ВНаличииBalance: ON_HAND, НеОбеспечиватьBalance: 2 }],
  ])('a posted row "%s" moves its resource, un-posting takes it back', async (option, expected) => {
    await using base = await startBase();
    const key = await base.create(ORDERS, orderBody(withOption(option)));
    expect(await balanceOf(base, SUPPLY)).toEqual({ ВНаличииBalance: ON_HAND });
    await base.post(key);
    expect(await balanceOf(base, SUPPLY)).toEqual(expected);
    await base.unpost(key);
    expect(await balanceOf(base, SUPPLY)).toEqual({ ВНаличииBalance: ON_HAND });
  });

  it('an order that is not agreed ships nothing yet and reserves instead', async () => {
    await using base = await startBase();
    await postedOrder(base, orderBody({ ...withOption('Отгрузить'), Статус: 'НеСогласован' }));
    expect(await balanceOf(base, SUPPLY)).toEqual({
      ВНаличииBalance: ON_HAND,
      РезервироватьНаСкладеBalance: 2,
    });
  });

  it('cancelled rows and services move nothing; a mark for deletion takes all back', async () => {
    await using base = await startBase();
    const service = first(shop.services);
    const rows = [
      orderRow(1, { Отменено: true }),
      orderRow(2, { Номенклатура_Key: service.key, ВариантОбеспечения: 'СоСклада' }),
      orderRow(3, { ВариантОбеспечения: 'СоСклада' }),
    ];
    const key = await postedOrder(base, orderBody({ Товары: rows }));
    expect(await balanceOf(base, SUPPLY)).toEqual({
      ВНаличииBalance: ON_HAND,
      РезервироватьНаСкладеBalance: 2,
    });
    const ofService = `${SUPPLY}/Balance(Condition='Номенклатура_Key eq guid''${service.key}''')`;
    expect(values(await base.call('GET', ofService))).toEqual([]);
    await base.patch(ORDERS, key, { DeletionMark: true });
    expect(await balanceOf(base, SUPPLY)).toEqual({ ВНаличииBalance: ON_HAND });
  });

  it('a PATCH of a posted order moves nothing until it is posted again', async () => {
    await using base = await startBase();
    const key = await postedOrder(base, orderBody(withOption('СоСклада')));
    const changed = [orderRow(1, { Количество: 3, ВариантОбеспечения: 'СоСклада' })];
    await base.patch(ORDERS, key, { Товары: changed });
    expect(await balanceOf(base, SUPPLY)).toMatchObject({ РезервироватьНаСкладеBalance: 2 });
    await base.post(key);
    expect(await balanceOf(base, SUPPLY)).toMatchObject({ РезервироватьНаСкладеBalance: 3 });
  });

  it('demand is of its order and date, stock of none; a row without a warehouse takes its order’s', async () => {
    await using base = await startBase();
    const row = orderRow(1, { ВариантОбеспечения: 'СоСклада', Склад_Key: EMPTY_KEY });
    const key = await postedOrder(base, orderBody({ Товары: [row] }));
    const ofOrder = `${SUPPLY}/Balance(Condition='Заказ eq cast(guid''${key}'',''${ORDERS}'')')`;
    const found = values(await base.call('GET', ofOrder));
    expect(found).toEqual([
      expect.objectContaining({
        Номенклатура_Key: good.key,
        Склад: site.warehouse.key,
        Склад_Type: 'StandardODATA.Catalog_Склады',
        Заказ: key,
        Заказ_Type: `StandardODATA.${ORDERS}`,
        ДатаСобытия: '2026-01-12T00:00:00',
        ВНаличииBalance: 0,
        РезервироватьНаСкладеBalance: 2,
      }),
    ]);
  });

  it('goods with characteristics lie by characteristic, together what the shop has', async () => {
    await using base = await startBase({ shop });
    const varied = first(shop.goods.filter(({ characteristics }) => characteristics.length > 1));
    const [warehouse = '', units = 0] = first(Object.entries(varied.stock));
    const path = `${SUPPLY}/Balance(Dimensions='Характеристика',Condition='Номенклатура_Key eq guid''${varied.key}'' and Склад eq cast(guid''${warehouse}'',''Catalog_Склады'')')`;
    const found = values(await base.call('GET', path));
    const keys = varied.characteristics.map(({ key }) => key);
    expect(found.every(({ Характеристика_Key }) => keys.includes(String(Характеристика_Key)))).toBe(true);
    expect(found.reduce((sum, row) => sum + Number(row.ВНаличииBalance), 0)).toBeCloseTo(units, 3);
    const [characteristic = ''] = keys;
    base.control.setStock(varied.key, warehouse, 7.125, characteristic);
    const again = values(await base.call('GET', path));
    expect(again).toContainEqual(
      expect.objectContaining({ Характеристика_Key: characteristic, ВНаличииBalance: 7.125 }),
    );
  });
});

it('ТоварыНаСкладах holds what lies there, whatever is ordered, in every release', async () => {
  for (const release of RELEASES) {
    await using base = await startBase({ release });
    await postedOrder(base, release === release114 ? oldBody() : orderBody());
    expect(await balanceOf(base, PHYSICAL), release.name).toEqual({ ВНаличииBalance: ON_HAND });
  }
});

describe('ut-filling 5: СвободныеОстатки of 11.4', () => {
  it.each([
    ['Отгрузить', { ВНаличииBalance: ON_HAND - 2 }],
    ['СоСклада', { ВНаличииBalance: ON_HAND, ВРезервеСоСкладаBalance: 2 }],
    ['Требуется', { ВНаличииBalance: ON_HAND }],
    ['НеТребуется', { ВНаличииBalance: ON_HAND }],
  ])('a posted row "%s" takes from the free stock or leaves it alone', async (option, expected) => {
    await using base = await startBase({ release: release114 });
    const key = await postedOrder(base, oldBody(withOldOption(option)));
    expect(await balanceOf(base, FREE)).toEqual(expected);
    await base.unpost(key);
    expect(await balanceOf(base, FREE)).toEqual({ ВНаличииBalance: ON_HAND });
    expect(base.control.damage).toEqual([]);
  });
});

describe('ut-filling 5: ДоступныеОстаткиТоваров of 11.5.27', () => {
  const filter = `Номенклатура_Key eq guid'${good.key}' and Склад_Key eq guid'${site.warehouse.key}' and Назначение_Key eq guid'${EMPTY_KEY}' and КонтролируемаяПартия_Key eq guid'${EMPTY_KEY}'`;
  const available = async (base: TestBase) =>
    values(await base.call('GET', AVAILABLE, { query: { $filter: filter, $select: 'ВНаличии,Доступно' } }));

  it.each([
    ['Отгрузить', ON_HAND - 2, ON_HAND - 2],
    ['СоСклада', ON_HAND, ON_HAND - 2],
    ['РезервироватьПоМереПоступления', ON_HAND, ON_HAND - 2],
    ['КОбеспечению', ON_HAND, ON_HAND],
  ])('a posted row "%s" leaves on hand and available', async (option, onHand, free) => {
    await using base = await startBase({ release: release11527 });
    expect(await available(base)).toEqual([{ ВНаличии: ON_HAND, Доступно: ON_HAND }]);
    const key = await postedOrder(base, orderBody(withOption(option)));
    expect(await available(base)).toEqual([{ ВНаличии: onHand, Доступно: free }]);
    await base.unpost(key);
    expect(await available(base)).toEqual([{ ВНаличии: ON_HAND, Доступно: ON_HAND }]);
  });

  it('reserves may go below zero, reserves on arrival may not; zeroes are absent', async () => {
    await using base = await startBase({ release: release11527 });
    base.control.setStock(good.key, site.warehouse.key, 1);
    const late = await postedOrder(base, orderBody(withOption('РезервироватьПоМереПоступления')));
    expect(await available(base)).toEqual([{ ВНаличии: 1, Доступно: 0 }]);
    await postedOrder(base, orderBody(withOption('СоСклада')));
    expect(await available(base)).toEqual([{ ВНаличии: 1, Доступно: -1 }]);
    base.control.setStock(good.key, site.warehouse.key, 2);
    await base.unpost(late);
    expect(await available(base)).toEqual([{ ВНаличии: 2, Доступно: 0 }]);
    base.control.setStock(good.key, site.warehouse.key, 0);
    expect(await available(base)).toEqual([{ ВНаличии: 0, Доступно: -2 }]);
  });

  it('an empty place has no record; lagging jobs show the old figures until they run', async () => {
    await using base = await startBase({ release: release11527 });
    base.control.switches.lazyStates = true;
    await postedOrder(base, orderBody(withOption('СоСклада')));
    expect(await available(base)).toEqual([{ ВНаличии: ON_HAND, Доступно: ON_HAND }]);
    base.control.refreshStates();
    expect(await available(base)).toEqual([{ ВНаличии: ON_HAND, Доступно: ON_HAND - 2 }]);
    base.control.setStock(good.key, site.warehouse.key, 2);
    expect(await available(base)).toEqual([{ ВНаличии: 2, Доступно: 0 }]);
    const isOther = ({ key }: { key: string }) => key !== good.key;
    const other = first(
      shop.goods
        .slice(0, 40)
        .filter(isOther)
        .filter(({ stock }) => (stock[site.warehouse.key] ?? 0) > 0),
    );
    const ofOther = `Номенклатура_Key eq guid'${other.key}' and Склад_Key eq guid'${site.warehouse.key}'`;
    const count = async () =>
      values(await base.call('GET', AVAILABLE, { query: { $filter: ofOther } })).length;
    expect(await count()).toBeGreaterThan(0);
    for (const { key } of other.characteristics.length === 0 ? [{ key: EMPTY_KEY }] : other.characteristics) {
      base.control.setStock(other.key, site.warehouse.key, 0, key);
    }
    expect(await count()).toBe(0);
  });
});

describe('РаспределениеЗапасов of UT 11.5.8', () => {
  const allocated = async (base: TestBase) => {
    const $filter = `Номенклатура_Key eq guid'${good.key}' and Склад eq cast(guid'${site.warehouse.key}','Catalog_Склады') and Состояние eq 'ОстатокНаСкладе'`;
    return values(await base.call('GET', ALLOCATION, { query: { $filter } })).map(
      ({ Запас, Резерв, Свободно, ВНаличии }) => [Запас, Резерв, Свободно, ВНаличии],
    );
  };

  it.each([
    ['Отгрузить', [ON_HAND - 2, 0, ON_HAND - 2, ON_HAND]],
    ['СоСклада', [ON_HAND, 2, ON_HAND - 2, ON_HAND]],
    ['РезервироватьПоМереПоступления', [ON_HAND, 0, ON_HAND - 2, ON_HAND]],
    ['КОбеспечению', [ON_HAND, 0, ON_HAND, ON_HAND]],
  ])('a posted row "%s" leaves what is free of it', async (option, figures) => {
    await using base = await startBase({ release: release1158 });
    expect(await allocated(base)).toEqual([[ON_HAND, 0, ON_HAND, ON_HAND]]);
    const key = await postedOrder(base, orderBody(withOption(option)));
    expect(await allocated(base)).toEqual([figures]);
    await base.unpost(key);
    expect(await allocated(base)).toEqual([[ON_HAND, 0, ON_HAND, ON_HAND]]);
  });
});

describe('each release has the registers of its own', () => {
  it.each<[Release, string[]]>([
    [release114, [FREE, PHYSICAL]],
    [release1158, [PHYSICAL, ALLOCATION]],
    [release11520, [PHYSICAL, SUPPLY, ALLOCATION]],
    [release11527, [PHYSICAL, SUPPLY, AVAILABLE]],
  ])('$name', async (release, expected) => {
    await using base = await startBase({ release });
    const { json } = await base.call('GET', '');
    const published = (json.value as { name: string }[]).map(({ name }) => name);
    expect(
      [FREE, PHYSICAL, SUPPLY, ALLOCATION, AVAILABLE].filter((name) => published.includes(name)),
    ).toEqual(expected);
    const missing = [FREE, SUPPLY].find((name) => !expected.includes(name));
    expect(await base.call('GET', `${missing}/Balance`)).toMatchObject({ status: 404, code: '8' });
  });
});

describe.each(RELEASES)('UT $name: what follows a posting', (release) => {
  it('the state appears with the posting and goes with it; the settlement object stays', async () => {
    await using base = await startBase({ release });
    const hasSettlements = release !== release114;
    const state = async () => values(await base.call('GET', STATES)).map(({ Состояние }) => Состояние);
    const settlement = () => base.control.entities(SETTLEMENTS).map(({ Состояние }) => Состояние);
    const key = await base.create(ORDERS, hasSettlements ? orderBody() : oldBody());
    expect([await state(), settlement()]).toEqual([[], hasSettlements ? [0] : []]);
    await base.post(key);
    expect([await state(), settlement()]).toEqual([['ВПроцессеОтгрузки'], hasSettlements ? [1] : []]);
    await base.unpost(key);
    expect([await state(), settlement()]).toEqual([[], hasSettlements ? [0] : []]);
    await base.post(key);
    await base.patch(ORDERS, key, { DeletionMark: true });
    expect([await state(), settlement()]).toEqual([[], hasSettlements ? [2] : []]);
  });
});
