import { describe, expect, it } from 'vitest';
import { StateUnreadable } from '../../lib/state/errors.ts';
import type { Key } from '../../lib/state/table.ts';
import { createUnreadableRecords, notingUnreadable } from '../../lib/state/unreadable-records.ts';
import { createMemoryTable } from './memory-table.ts';

const LINK: Key = { pk: 'order#138', sk: 'link' };
const OTHER: Key = { pk: 'order#139', sk: 'link' };

/** Notes over records of which `damaged` cannot be read; those of a run cannot be looked at again. */
function setUp(damaged: readonly Key[] = [LINK, OTHER]) {
  const table = createMemoryTable({ now: () => 0 });
  const bad = new Set(damaged.map(({ pk }) => pk));
  const reread = async (key: Key) => {
    if (bad.has(key.pk)) {
      throw new StateUnreadable(key, 'wrong key');
    }
  };
  const records = createUnreadableRecords(table, ({ sk }) => (sk === 'link' ? reread : undefined));
  return { table, bad, records };
}

describe('records that cannot be read', () => {
  it('are noted once each, however often they are met', async () => {
    const { records } = setUp();
    await records.note(LINK);
    await records.note(OTHER);
    await records.note(LINK);
    expect(await records.list()).toEqual([LINK, OTHER]);
  });

  it('are forgotten when they can be read again, and only then', async () => {
    const { records, bad } = setUp();
    await records.note(LINK);
    await records.note(OTHER);
    expect(await records.recheck()).toEqual([LINK, OTHER]);
    bad.delete(LINK.pk);
    expect(await records.recheck()).toEqual([OTHER]);
    expect(await records.list()).toEqual([OTHER]);
  });

  it('stay noted while the table is away', async () => {
    const { table } = setUp();
    const away = new Error('table is away');
    const records = createUnreadableRecords(table, () => () => Promise.reject(away));
    await records.note(LINK);
    await expect(records.recheck()).rejects.toBe(away);
    expect(await records.list()).toEqual([LINK]);
  });

  it('of a kind that nobody can look at again are not noted: they would be for ever', async () => {
    const { records } = setUp();
    await records.note({ pk: 'runs#order-poll', sk: '2026' });
    expect(await records.list()).toEqual([]);
  });
});

describe('a store whose records are noted', () => {
  const failing = (error: unknown) => ({ read: async () => Promise.reject(error), list: async () => [1] });

  it('notes the record and lets the error go on', async () => {
    const { records } = setUp();
    const fault = new StateUnreadable(LINK, 'wrong key');
    await expect(notingUnreadable(failing(fault), records).read()).rejects.toBe(fault);
    expect(await records.list()).toEqual([LINK]);
  });

  it('notes no other error, and changes no answer', async () => {
    const { records } = setUp();
    const store = notingUnreadable(failing(new Error('away')), records);
    await expect(store.read()).rejects.toThrow('away');
    expect(await store.list()).toEqual([1]);
    expect(await records.list()).toEqual([]);
  });

  it('tells of the record also where the note cannot be written', async () => {
    const fault = new StateUnreadable(LINK, 'wrong key');
    const store = notingUnreadable(failing(fault), { note: () => Promise.reject(new Error('away')) });
    await expect(store.read()).rejects.toBe(fault);
  });
});
