import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRefusedPaths } from '../../lib/state/refused-paths.ts';
import { TABLES, type TestTable } from './tables.ts';

const BASE = 'https://1c.example.ru/ut';
const WEEK_MS = 7 * 24 * 60 * 60_000;

describe.each(TABLES)('what a base does not understand, in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('is remembered for a week, of this base only, and together with what it refused before', async () => {
    let now = 1_000_000;
    const fresh = (base = BASE) => createRefusedPaths(opened.table, base, { now: () => now });
    const paths = fresh();
    expect(await paths.has('A balance')).toBe(false);
    await paths.add('A balance');
    await paths.add('B list');
    expect(await paths.has('A balance')).toBe(true);
    expect([await fresh().has('A balance'), await fresh().has('B list')]).toEqual([true, true]);
    expect(await fresh(`${BASE}-test`).has('A balance')).toBe(false);
    now += WEEK_MS;
    expect(await fresh().has('A balance')).toBe(false);
  });
});

it('a table that does not answer is asked again by the next', async () => {
  let isAway = true;
  const table = {
    get: async () => {
      if (isAway) {
        throw new Error('away');
      }
      return undefined;
    },
  };
  const paths = createRefusedPaths(table as never, BASE, { now: () => 0 });
  await expect(paths.has('A')).rejects.toThrow('away');
  isAway = false;
  expect(await paths.has('A')).toBe(false);
});
