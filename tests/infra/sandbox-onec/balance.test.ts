import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { good, ORDERS, orderBody, orderRow, site, startBase, values } from './support.ts';

const SUPPLY = 'AccumulationRegister_ЗапасыИПотребности';
const PHYSICAL = 'AccumulationRegister_ТоварыНаСкладах';
const ON_HAND = good.stock[site.warehouse.key] ?? 0;
const OF_GOOD = {
  doubled: `Номенклатура_Key eq guid''${good.key}''`,
  plain: `Номенклатура_Key eq guid'${good.key}'`,
};
const IN_WAREHOUSE = {
  doubled: `Склад eq cast(guid''${site.warehouse.key}'',''Catalog_Склады'')`,
  plain: `Склад eq cast(guid'${site.warehouse.key}','Catalog_Склады')`,
};
const condition = (form: 'doubled' | 'plain') => `Condition='${OF_GOOD[form]} and ${IN_WAREHOUSE[form]}'`;

describe('onec-odata A5: the virtual table of balances', () => {
  it.each(['doubled', 'plain'] as const)('takes a condition with %s quotes, casts included', async (form) => {
    await using base = await startBase();
    const path = `${SUPPLY}/Balance(Dimensions='Номенклатура,Характеристика,Склад',${condition(form)})`;
    const reply = await base.call('GET', path);
    expect(reply).toMatchObject({ status: 200 });
    expect(values(reply)).toEqual([
      expect.objectContaining({
        Номенклатура_Key: good.key,
        Склад: site.warehouse.key,
        ВНаличииBalance: ON_HAND,
        РезервироватьНаСкладеBalance: 0,
      }),
    ]);
    expect(values(reply)[0]).not.toHaveProperty('Назначение_Key');
  });

  it.each(['doubled', 'plain'] as const)('a base may know %s quotes only', async (form) => {
    await using base = await startBase({ switches: { conditionQuotes: form } });
    const other = form === 'plain' ? 'doubled' : 'plain';
    expect(await base.call('GET', `${SUPPLY}/Balance(${condition(form)})`)).toMatchObject({ status: 200 });
    expect(await base.call('GET', `${SUPPLY}/Balance(${condition(other)})`)).toMatchObject({
      status: 400,
      code: '14',
    });
  });

  it.each([
    ['everywhere', 200, 200],
    ['filtersOnly', 400, 200],
    ['nowhere', 400, 400],
  ] as const)('a base may take ways through references %s', async (referencePaths, inTable, inFilter) => {
    await using base = await startBase({ switches: { referencePaths } });
    const way = "Номенклатура/Code eq '1'";
    const table = await base.call('GET', `${SUPPLY}/Balance`, {
      query: { Condition: `'${way.replaceAll("'", "''")}'` },
    });
    const list = await base.call('GET', 'Catalog_ХарактеристикиНоменклатуры', {
      query: { $filter: "cast(Owner,'Catalog_Номенклатура')/Code eq '1'" },
    });
    expect([table.status, list.status]).toEqual([inTable, inFilter]);
  });

  it.each(['Balance', 'Balance()'])('takes its parameters in the query of %s too', async (table) => {
    await using base = await startBase();
    const query = { Condition: `'${OF_GOOD.plain}'`, Dimensions: "'Склад'" };
    const found = values(await base.call('GET', `${PHYSICAL}/${table}`, { query }));
    expect(found).toContainEqual({
      Склад_Key: site.warehouse.key,
      ВНаличииBalance: ON_HAND,
      КОтгрузкеBalance: 0,
    });
  });

  it('applies $filter, $select, $orderby and $top to the result', async () => {
    await using base = await startBase();
    const query = {
      $filter: 'ВНаличииBalance gt 3 and Номенклатура/ТипНоменклатуры eq Номенклатура/ТипНоменклатуры',
      $select: 'ВНаличииBalance',
      $orderby: 'ВНаличииBalance desc',
      $top: '3',
    };
    const found = values(await base.call('GET', `${PHYSICAL}/Balance(Dimensions='Номенклатура')`, { query }));
    const amounts = found.map(({ ВНаличииBalance }) => Number(ВНаличииBalance));
    expect(found.every((row) => Object.keys(row).length === 1)).toBe(true);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(amounts).toHaveLength(3);
  });

  it('what comes to nothing is absent', async () => {
    await using base = await startBase();
    base.control.setStock(good.key, site.warehouse.key, 2);
    const key = await base.create(ORDERS, orderBody());
    const path = `${SUPPLY}/Balance(Dimensions='Номенклатура,Склад',${condition('doubled')})`;
    expect(values(await base.call('GET', path))).toHaveLength(1);
    await base.post(key);
    expect(values(await base.call('GET', path))).toEqual([]);
  });

  it('A6: a composite dimension compared with a bare guid finds nothing', async () => {
    await using base = await startBase();
    const path = `${SUPPLY}/Balance(Condition='Склад eq guid''${site.warehouse.key}''')`;
    expect(await base.call('GET', path)).toMatchObject({ status: 200, json: { value: [] } });
  });

  it.each<[string, string, string, Record<string, string>?]>([
    ['a dimension under its property name', `${SUPPLY}/Balance(Dimensions='Номенклатура_Key')`, '10'],
    ['an unknown dimension', `${PHYSICAL}/Balance(Dimensions='Заказ')`, '10'],
    ['a condition on a resource', `${SUPPLY}/Balance(Condition='ВНаличии gt 1')`, '10'],
    ['a condition on a dimension without _Key', `${PHYSICAL}/Balance(Condition='Склад eq 1')`, '10'],
    [
      'a filter on a dimension that is summed up',
      `${PHYSICAL}/Balance(Dimensions='Склад')`,
      '10',
      { $filter: 'Номенклатура_Key ne Номенклатура_Key' },
    ],
    ['a filter on the resource itself', `${PHYSICAL}/Balance`, '10', { $filter: 'ВНаличии gt 1' }],
    ['an unknown parameter', `${SUPPLY}/Balance(Измерения='Склад')`, '0'],
    ['an unknown parameter after a known one', `${SUPPLY}/Balance(Dimensions='Склад',Top='1')`, '0'],
    ['a period', `${SUPPLY}/Balance(Period=datetime'2026-01-01T00:00:00')`, '0'],
    ['a literal without quotes', `${SUPPLY}/Balance(Dimensions=Склад)`, '14'],
    ['a condition that is none', `${SUPPLY}/Balance(Condition='Номенклатура_Key eq')`, '14'],
    ['parameters in both places', `${SUPPLY}/Balance(Dimensions='Склад')`, '2', { Dimensions: "'Склад'" }],
    ['another virtual table', `${SUPPLY}/Turnovers`, '6'],
    ['the records of the register', SUPPLY, '6'],
    ['a count', `${SUPPLY}/Balance/$count`, '6'],
    ['a balance of a catalog', 'Catalog_Номенклатура/Balance', '11'],
  ])('refuses %s', async (_, path, code, query) => {
    await using base = await startBase();
    expect(await base.call('GET', path, query === undefined ? {} : { query })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('is read only, and counted apart from its register', async () => {
    await using base = await startBase();
    expect(await base.call('POST', `${SUPPLY}/Balance`, { body: {} })).toMatchObject({
      status: 405,
      code: '19',
    });
    await base.call('GET', `${SUPPLY}/Balance`);
    expect(base.control.requests.counts()).toMatchObject({ [`GET ${SUPPLY}/Balance`]: 1 });
  });

  it('comes back with the journal', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-onec-'));
    const storage = join(folder, 'journal');
    try {
      const row = orderRow(1, { ВариантОбеспечения: 'СоСклада' });
      {
        await using base = await startBase({ storage });
        await base.post(await base.create(ORDERS, orderBody({ Товары: [row] })));
      }
      await using base = await startBase({ storage });
      const found = values(
        await base.call('GET', `${SUPPLY}/Balance(Dimensions='Номенклатура',${condition('plain')})`),
      );
      expect(found).toEqual([
        expect.objectContaining({ ВНаличииBalance: ON_HAND, РезервироватьНаСкладеBalance: 2 }),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
