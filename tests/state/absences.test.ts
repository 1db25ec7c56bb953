import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Absences, createAbsences } from '../../lib/state/absences.ts';
import { TABLES, type TestTable } from './tables.ts';

describe.each(TABLES)('absences in $name', ({ open }) => {
  let opened: TestTable;
  let absences: Absences;
  beforeAll(async () => {
    opened = await open();
    absences = createAbsences(opened.table);
  });
  afterAll(() => opened.close());

  it('keep what the history said of each order', async () => {
    expect(await absences.read(10)).toBeUndefined();
    await absences.note({ orderId: 10, kind: 'deleted', at: 1 });
    await absences.note({ orderId: 11, kind: 'merged', into: 12, at: 2 });
    expect(await absences.read(10)).toEqual({ orderId: 10, kind: 'deleted', at: 1 });
    expect(await absences.read(11)).toEqual({ orderId: 11, kind: 'merged', into: 12, at: 2 });
  });

  it('are noted again without harm, after a crash say', async () => {
    await absences.note({ orderId: 20, kind: 'deleted', at: 1 });
    await absences.note({ orderId: 20, kind: 'deleted', at: 5 });
    expect(await absences.read(20)).toEqual({ orderId: 20, kind: 'deleted', at: 5 });
  });

  it('remember into which order one was merged, in whatever order the two records come', async () => {
    await absences.note({ orderId: 30, kind: 'merged', into: 31, at: 1 });
    await absences.note({ orderId: 30, kind: 'deleted', at: 2 });
    await absences.note({ orderId: 32, kind: 'deleted', at: 3 });
    await absences.note({ orderId: 32, kind: 'merged', into: 31, at: 4 });
    expect(await absences.read(30)).toMatchObject({ kind: 'merged', into: 31 });
    expect(await absences.read(32)).toMatchObject({ kind: 'merged', into: 31 });
  });
});
