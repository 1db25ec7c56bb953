import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSettingsPointer } from '../../lib/state/settings-pointer.ts';
import { counter, TABLES, type TestTable } from './tables.ts';

describe.each(TABLES)('settings pointer in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('moves from the version that a change was made on, and only from that', async () => {
    const pointer = createSettingsPointer(opened.table, counter('change'));
    expect(await pointer.current()).toBeUndefined();
    expect(await pointer.advance(1, 2)).toBe(false);
    expect(await pointer.advance(undefined, 1)).toBe(true);
    expect(await pointer.advance(undefined, 1)).toBe(false);
    expect(await pointer.advance(1, 2)).toBe(true);
    expect(await pointer.current()).toBe(2);

    const both = await Promise.all([pointer.advance(2, 3), pointer.advance(2, 3)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await pointer.current()).toBe(3);
  });
});
