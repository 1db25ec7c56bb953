import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cursors, createCursors } from '../../lib/state/cursors.ts';
import { StateUnreadable } from '../../lib/state/errors.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Table } from '../../lib/state/table.ts';
import { createMemoryTable } from './memory-table.ts';
import { TABLES, type TestTable, testClock } from './tables.ts';

const ACCOUNT = 'demo.example.ru';
const NAME = 'order-history';
const START = '2026-01-14 12:00:00';

describe.each(TABLES)('cursors in $name', ({ open }) => {
  let opened: TestTable;
  let cursors: Cursors;
  beforeAll(async () => {
    opened = await open();
    cursors = createCursors(opened.table, ACCOUNT);
  });
  afterAll(() => opened.close());

  it('are nowhere at first, then begin at a date, once', async () => {
    expect(await cursors.read(NAME)).toBeUndefined();
    expect(await cursors.begin(NAME, START)).toEqual({ startDate: START });
    expect(await cursors.begin(NAME, '2026-01-15 12:00:00')).toEqual({ startDate: START });
    expect(await cursors.read(NAME)).toEqual({ position: { startDate: START }, account: ACCOUNT });
  });

  it('advance from a date to the first record, and on', async () => {
    expect(await cursors.advance(NAME, { startDate: START }, 500)).toBe(true);
    expect(await cursors.advance(NAME, { sinceId: 500 }, 502)).toBe(true);
    expect(await cursors.read(NAME)).toEqual({ position: { sinceId: 502 }, account: ACCOUNT });
    expect(await cursors.begin(NAME, START)).toEqual({ sinceId: 502 });
  });

  it('do not advance for somebody who found them elsewhere', async () => {
    await cursors.set(NAME, { sinceId: 502 });
    expect(await cursors.advance(NAME, { sinceId: 500 }, 600)).toBe(false);
    expect(await cursors.advance(NAME, { startDate: START }, 600)).toBe(false);
    expect(await cursors.read(NAME)).toEqual({ position: { sinceId: 502 }, account: ACCOUNT });
  });

  it('never go back by advancing', async () => {
    await cursors.set(NAME, { sinceId: 502 });
    await expect(cursors.advance(NAME, { sinceId: 502 }, 502)).rejects.toBeInstanceOf(RangeError);
    await expect(cursors.advance(NAME, { sinceId: 502 }, 501)).rejects.toBeInstanceOf(RangeError);
  });

  it('go wherever a person puts them', async () => {
    await cursors.set(NAME, { sinceId: 900 });
    await cursors.set(NAME, { sinceId: 100 });
    expect(await cursors.read(NAME)).toEqual({ position: { sinceId: 100 }, account: ACCOUNT });
    await cursors.set(NAME, { startDate: START });
    expect(await cursors.read(NAME)).toEqual({ position: { startDate: START }, account: ACCOUNT });
  });
});

describe('a cursor', () => {
  it('whose first advance was carried out although its answer was lost advances at the second try', async () => {
    const table = createMemoryTable(testClock());
    const cursors = createCursors(twice(table), ACCOUNT);
    await createCursors(table, ACCOUNT).set(NAME, { sinceId: 500 });
    expect(await cursors.advance(NAME, { sinceId: 500 }, 600)).toBe(true);
  });

  it('that another version has written is not taken for the beginning', async () => {
    const table = createMemoryTable(testClock());
    await table.put({ ...keys.cursor(NAME), place: 'elsewhere' });
    await expect(createCursors(table, ACCOUNT).read(NAME)).rejects.toBeInstanceOf(StateUnreadable);
  });
});

/** A table that does every put twice, as the SDK does when the first answer is lost. */
const twice = (table: Table): Table => ({
  ...table,
  put: async (item, condition) => {
    await table.put(item, condition);
    return table.put(item, condition);
  },
});
