import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absent, anyOf, atMost, equals } from '../../lib/state/condition.ts';
import { StateRefused } from '../../lib/state/errors.ts';
import type { Item } from '../../lib/state/table.ts';
import { TABLES, type TestTable } from './tables.ts';

describe.each(TABLES)('state table in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('has nothing under an unknown key', async () => {
    expect(await opened.table.get({ pk: 'nobody', sk: 'x' })).toBeUndefined();
    expect(await opened.table.query('nobody')).toEqual([]);
    expect(await opened.table.queryLast('nobody', 3)).toEqual([]);
    expect(await opened.table.getMany([])).toEqual([]);
  });

  it('gives back JSON values as they were put, without the undefined ones', async () => {
    const item = { pk: 'json', sk: 'x', text: 'Заказ', empty: '', zero: 0, no: false, none: null, list: [] };
    const nested = { deep: { list: [{ a: 1 }, 'b', null], big: 9_007_199_254_740_991, sum: 0.1 } };
    await opened.table.put({ ...item, ...nested, left: undefined });

    expect(await opened.table.get({ pk: 'json', sk: 'x' })).toStrictEqual({ ...item, ...nested });
  });

  it('lets one of many writers create an item', async () => {
    const writers = Array.from({ length: 20 }, (_, writer) =>
      opened.table.put({ pk: 'race', sk: 'x', writer }, absent('pk')),
    );
    const won = await Promise.all(writers);

    expect(won.filter((isWritten) => isWritten)).toHaveLength(1);
    expect(await opened.table.get({ pk: 'race', sk: 'x' })).toMatchObject({ writer: won.indexOf(true) });
  });

  it('writes only while the condition holds, whatever the attribute is called', async () => {
    const key = { pk: 'condition', sk: 'x' };
    await opened.table.put({ ...key, owner: 'a', date: 10 });

    expect(await opened.table.put({ ...key, owner: 'b' }, equals('owner', 'b'))).toBe(false);
    expect(await opened.table.update(key, { set: { owner: 'b' } }, atMost('date', 9))).toBe(false);
    expect(await opened.table.delete(key, anyOf(absent('owner'), equals('date', 11)))).toBe(false);
    expect(await opened.table.get(key)).toEqual({ ...key, owner: 'a', date: 10 });

    expect(await opened.table.update(key, { set: { owner: 'b' } }, atMost('date', 10))).toBe(true);
    expect(await opened.table.delete(key, anyOf(absent('owner'), equals('owner', 'b')))).toBe(true);
    expect(await opened.table.get(key)).toBeUndefined();
  });

  it('holds no comparison for an attribute that is absent or no number', async () => {
    const key = { pk: 'comparison', sk: 'x' };

    expect(await opened.table.put({ ...key, n: '5' }, atMost('n', 9))).toBe(false);
    expect(await opened.table.put({ ...key, n: '5' }, equals('n', 5))).toBe(false);
    await opened.table.put({ ...key, n: '5' });
    expect(await opened.table.put(key, atMost('n', 9))).toBe(false);
    expect(await opened.table.put(key, equals('n', 5))).toBe(false);
  });

  it('updates the named attributes, keeps the others, and creates what is absent', async () => {
    const key = { pk: 'update', sk: 'x' };

    expect(await opened.table.update(key, { set: { a: 1 }, setIfAbsent: { first: 'one' } })).toBe(true);
    expect(await opened.table.update(key, { set: { b: [2] }, setIfAbsent: { first: 'two' } })).toBe(true);
    expect(await opened.table.get(key)).toEqual({ ...key, a: 1, b: [2], first: 'one' });
  });

  it('deletes an absent item without complaint', async () => {
    expect(await opened.table.delete({ pk: 'nobody', sk: 'x' })).toBe(true);
    expect(await opened.table.delete({ pk: 'nobody', sk: 'x' }, equals('owner', 'me'))).toBe(false);
  });

  it('lists one pk in the order of sk, also when it does not fit one answer', async () => {
    const body = 'x'.repeat(300_000);
    const order = ['0', '00', '1', 'a', 'я', 'яя'];
    for (const sk of [...order].reverse()) {
      await opened.table.put({ pk: 'list', sk, body });
    }
    await opened.table.put({ pk: 'list#2', sk: '0' });

    const items = await opened.table.query('list');
    expect(items.map((item) => item.sk)).toEqual(order);
    expect(items.every((item) => item.body === body)).toBe(true);
  });

  it('lists the last ones of one pk backwards, also when they do not fit one answer', async () => {
    const body = 'x'.repeat(300_000);
    const order = ['0', '00', '1', 'a', 'я', 'яя'];
    for (const sk of order) {
      await opened.table.put({ pk: 'tail', sk, body });
    }

    for (const most of [1, 4, 6, 9]) {
      const items = await opened.table.queryLast('tail', most);
      expect(items.map((item) => item.sk)).toEqual(order.toReversed().slice(0, most));
    }
  });

  it('counts no expired item among the last ones', async () => {
    const expiresAt = Math.ceil(opened.clock.time / 1000) - 1;
    await opened.table.put({ pk: 'living', sk: '1' });
    await opened.table.put({ pk: 'living', sk: '2' });
    await opened.table.put({ pk: 'living', sk: '3', expiresAt });

    expect((await opened.table.queryLast('living', 2)).map(({ sk }) => sk)).toEqual(['2', '1']);
  });

  it('reads more keys than one batch takes, each once', async () => {
    const all = Array.from({ length: 230 }, (_, n) => ({ pk: `many#${n}`, sk: 'x' }));
    await Promise.all(all.filter((_, n) => n % 2 === 0).map((key) => opened.table.put(key)));

    const found = await opened.table.getMany([...all, ...all.slice(0, 10)]);
    expect(found.map((item) => item.pk).sort()).toEqual(
      all
        .filter((_, n) => n % 2 === 0)
        .map((key) => key.pk)
        .sort(),
    );
  });

  it('hides an expired item from readers, but not from conditions', async () => {
    const key = { pk: 'expired', sk: 'x' };
    const expiresAt = Math.ceil(opened.clock.time / 1000) + 60;
    await opened.table.put({ ...key, expiresAt });

    opened.clock.time = expiresAt * 1000 - 1;
    expect(await opened.table.get(key)).toEqual({ ...key, expiresAt });
    opened.clock.time += 1;
    expect(await opened.table.get(key)).toBeUndefined();
    expect(await opened.table.getMany([key])).toEqual([]);
    expect(await opened.table.query('expired')).toEqual([]);
    expect(await opened.table.put(key, absent('pk'))).toBe(false);
  });

  it.each([
    ['a value over 400 KB', 'x'.repeat(410_000)],
    ['a number that is none', Number.NaN],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a hole in a list', [1, undefined]],
    ['a big integer', 1n],
    ['a number too large', 1e16],
    ['a number too small', 1e-200],
  ])('refuses %s and keeps what was there', async (_what, value) => {
    const key = { pk: 'refused', sk: 'x' };
    await opened.table.put({ ...key, value: 1 });

    await expect(opened.table.put({ ...key, value })).rejects.toBeInstanceOf(StateRefused);
    await expect(opened.table.update(key, { set: { value } })).rejects.toBeInstanceOf(StateRefused);
    expect(await opened.table.get(key)).toEqual({ ...key, value: 1 });
  });

  it('gives out copies', async () => {
    const memory = { rows: [1] };
    await opened.table.put({ pk: 'copy', sk: 'x', memory });
    memory.rows.push(2);
    const read = await opened.table.get({ pk: 'copy', sk: 'x' });
    Object.assign(read ?? {}, { memory: 'gone' });

    expect(await opened.table.get({ pk: 'copy', sk: 'x' })).toMatchObject({ memory: { rows: [1] } });
  });
});

describe('both state tables', () => {
  const opened: TestTable[] = [];
  beforeAll(async () => {
    opened.push(...(await Promise.all(TABLES.map(({ open }) => open()))));
  });
  afterAll(() => Promise.all(opened.map((table) => table.close())));

  const attribute = fc.constantFrom('owner', 'n');
  const number = fc.integer({ min: 0, max: 3 });
  const condition = fc.option(
    fc.oneof(
      attribute.map(absent),
      fc.tuple(attribute, fc.oneof(number, fc.constantFrom('a', 'b'))).map((args) => equals(...args)),
      fc.tuple(attribute, number).map((args) => atMost(...args)),
      fc
        .tuple(number, fc.constantFrom('a', 'b'))
        .map(([n, owner]) => anyOf(atMost('n', n), equals('owner', owner))),
    ),
    { nil: undefined },
  );
  const value = fc.oneof(number, fc.constantFrom('a', 'b'), fc.string({ unit: 'grapheme' }), fc.constant([]));
  const attributes = fc.record({ owner: value, n: value }, { requiredKeys: [] });
  const write = fc.record({
    kind: fc.constantFrom('put', 'update', 'delete'),
    sk: fc.constantFrom('1', '2'),
    attributes,
    more: attributes,
    condition,
  });

  it('answer the same to any sequence of writes', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
        run += 1;
        const pk = `run#${run}`;
        const traces = await Promise.all(opened.map(({ table }) => trace(table, pk, writes)));
        expect(traces[1]).toEqual(traces[0]);
      }),
      { numRuns: 60 },
    );
  });

  async function trace(
    table: TestTable['table'],
    pk: string,
    writes: readonly {
      kind: string;
      sk: string;
      attributes: Record<string, unknown>;
      more: Record<string, unknown>;
      condition: ReturnType<typeof absent> | undefined;
    }[],
  ): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const { kind, sk, attributes: set, more, condition: when } of writes) {
      const key = { pk, sk };
      const setIfAbsent = Object.fromEntries(Object.entries(more).filter(([name]) => !(name in set)));
      const calls: Record<string, () => Promise<boolean>> = {
        put: () => table.put({ ...key, ...set } as Item, when),
        update: () => table.update(key, { set: { ...set, touched: 1 }, setIfAbsent }, when),
        delete: () => table.delete(key, when),
      };
      answers.push(await calls[kind]?.(), await table.query(pk));
    }
    return answers;
  }
});
