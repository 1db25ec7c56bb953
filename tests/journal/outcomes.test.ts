import { beforeEach, describe, expect, it } from 'vitest';
import {
  createDocumentOutcomes,
  createOrderOutcomes,
  type DocumentOutcome,
  type OrderOutcome,
  type OrderOutcomes,
} from '../../lib/journal/outcomes.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Table } from '../../lib/state/table.ts';
import { openMemory, type TestTable } from '../state/tables.ts';
import { outcomeAt } from './outcome.ts';

const DAY = 24 * 3600 * 1000;

let opened: TestTable;
let outcomes: OrderOutcomes;
beforeEach(async () => {
  opened = await openMemory();
  outcomes = createOrderOutcomes(opened.table);
});

const outcome = (orderId: number, kind: OrderOutcome['kind'], rest?: Partial<OrderOutcome>) =>
  outcomeAt(opened.clock.time, orderId, kind, rest);

const parkedIds = async (): Promise<number[]> =>
  (await outcomes.listParked()).records.map((one) => one.orderId);

describe('order outcomes', () => {
  it('are read as they were recorded, the last one only', async () => {
    const imported = outcome(138, 'imported', {
      number: '138C',
      document: { key: 'key-1', number: 'ТД00-000001', date: '2026-01-15T12:00:00' },
      details: { writes: 3, order: 'key-1' },
      warnings: [{ code: 'vatRateDiffers', message: 'Ставка НДС взята из 1С' }],
    });
    await outcomes.record(outcome(138, 'failed', { reason: 'onecUnavailable' }));
    await outcomes.record(imported);

    expect(await outcomes.read(138)).toEqual(imported);
    expect(await outcomes.read(139)).toBeUndefined();
  });

  it('are kept for thirty days, parked ones until they are done', async () => {
    await outcomes.record(outcome(138, 'parked', { reason: 'unknownProduct' }));
    const parked = await outcomes.read(138);

    opened.clock.time += 30 * DAY - 1000;
    expect(await outcomes.read(138)).toEqual(parked);
    opened.clock.time += 2000;
    expect(await outcomes.read(138)).toBeUndefined();
    expect((await outcomes.listParked()).records).toEqual([
      { ...parked, since: parked?.at, lastAttempt: parked?.at },
    ]);
  });

  it('list parked orders by id', async () => {
    for (const orderId of [1000, 99, 999_999_999_999_999]) {
      await outcomes.record(outcome(orderId, 'parked'));
    }
    expect(await parkedIds()).toEqual([99, 1000, 999_999_999_999_999]);
  });

  it.each([
    ['imported', []],
    ['unchanged', []],
    ['skipped', []],
    ['failed', [138]],
    ['parked', [138]],
  ] as const)('of a parked order: after %s the list holds %j', async (kind, expected) => {
    await outcomes.record(outcome(138, 'parked'));
    await outcomes.record(outcome(138, kind));

    expect(await parkedIds()).toEqual(expected);
    expect((await outcomes.read(138))?.kind).toBe(kind);
  });

  it('leave a parked order in its list when the import is switched off: nothing was found out', async () => {
    await outcomes.record(outcome(138, 'parked'));
    await outcomes.record(outcome(138, 'skipped', { reason: 'importSwitchedOff' }));
    expect(await parkedIds()).toEqual([138]);
  });

  it.each([
    ['parked', 'imported'],
    ['parked', 'parked'],
    ['imported', 'parked'],
    ['failed', 'skipped'],
  ] as const)(
    'leave a right list under every outcome that covers the message, wherever a crash falls: %s, then %s',
    async (before, after) => {
      const listed = after === 'parked' ? [138] : [];
      for (let writesDone = 0; writesDone < 3; writesDone += 1) {
        opened = await openMemory();
        outcomes = createOrderOutcomes(opened.table);
        await outcomes.record(outcome(138, before, { readAt: 1 }));
        const crashing = createOrderOutcomes(tableThatStopsAfter(opened.table, writesDone));
        await crashing.record(outcome(138, after, { readAt: 2 })).catch(expectUnreachable);

        // An outcome that stands covers the message, so nobody would set the list right any more.
        const isCovered = (await outcomes.read(138))?.readAt === 2;
        expect(await parkedIds()).toEqual(isCovered ? listed : expect.any(Array));

        await outcomes.record(outcome(138, after, { readAt: 2 }));
        expect(await parkedIds()).toEqual(listed);
        expect(await outcomes.read(138)).toMatchObject({ kind: after, readAt: 2 });
      }
    },
  );

  it.each(['89001234567', '8 (900) 123-45-67', '+79001234567', '9001234567@shop'])(
    'R-12: keep what the bridge itself says of order %s',
    async (number) => {
      const message = `Сумма заказа ${number} — 89\u00a0001\u00a0234,56. failed retry 89001234567`;
      const details = { order: number, rows: '89001234567.00' };
      const told = { number, message, details, warnings: [{ code: 'note', message }] };
      await outcomes.record(
        outcome(138, 'parked', { ...told, problems: [{ reason: 'sumsDiffer', details }] }),
      );
      expect(await outcomes.read(138)).toMatchObject(told);
      expect(JSON.stringify(await outcomes.listParked())).toContain(JSON.stringify(message));
    },
  );
});

describe('a record that cannot be read', () => {
  const damaged = keys.parked({ kind: 'order', id: 139 });

  beforeEach(async () => {
    await outcomes.record(outcome(138, 'parked'));
    await outcomes.record(outcome(140, 'parked'));
    await opened.table.put({ ...damaged, at: opened.clock.time - DAY, problems: ['…'] });
  });

  it('R-1: is named by its key and hides none of the others', async () => {
    expect(await outcomes.listParked()).toMatchObject({
      records: [{ orderId: 138 }, { orderId: 140 }],
      unreadable: [damaged],
    });
  });

  it.each(['imported', 'skipped', 'parked'] as const)(
    'D-13: is replaced by the next outcome: %s',
    async (kind) => {
      await outcomes.record(outcome(139, kind));
      expect((await outcomes.listParked()).unreadable).toEqual([]);
      expect(await parkedIds()).toEqual(kind === 'parked' ? [138, 139, 140] : [138, 140]);
      const [, again] = (await outcomes.listParked()).records;
      expect(again?.since).toBe(kind === 'parked' ? opened.clock.time - DAY : opened.clock.time);
    },
  );
});

describe('since when a subject waits', () => {
  it('N-6: stays as it is parked again and tried in vain; the last attempt moves', async () => {
    const start = opened.clock.time;
    await outcomes.record(outcome(138, 'parked'));
    opened.clock.time += DAY;
    await outcomes.record(outcome(138, 'parked'));
    expect((await outcomes.listParked()).records).toMatchObject([{ since: start, lastAttempt: start + DAY }]);
    opened.clock.time += DAY;
    await outcomes.record(outcome(138, 'failed'));
    expect((await outcomes.listParked()).records).toMatchObject([
      { since: start, lastAttempt: start + 2 * DAY },
    ]);
    expect(await outcomes.readParked(138)).toMatchObject({ since: start });
  });

  it('N-6: begins anew once the work was done', async () => {
    await outcomes.record(outcome(138, 'parked'));
    opened.clock.time += DAY;
    await outcomes.record(outcome(138, 'imported'));
    await outcomes.record(outcome(138, 'failed'));
    expect(await parkedIds()).toEqual([]);
    await outcomes.record(outcome(138, 'parked'));
    expect((await outcomes.listParked()).records).toMatchObject([{ since: opened.clock.time }]);
  });

  it('of a record of an earlier version is the time of its parking', async () => {
    await opened.table.put({ ...keys.parked({ kind: 'order', id: 138 }), ...outcome(138, 'parked') });
    expect((await outcomes.listParked()).records).toMatchObject([
      { orderId: 138, since: opened.clock.time, lastAttempt: opened.clock.time },
    ]);
  });
});

describe('outcomes of documents', () => {
  it('are kept beside those of orders: their outcomes, and a list of what is parked', async () => {
    const documents = createDocumentOutcomes(opened.table);
    const exported: DocumentOutcome = {
      key: 'a1b2',
      type: 'Document_ЗаказКлиента',
      at: opened.clock.time,
      kind: 'parked',
      reason: 'stateUnmapped',
      message: 'Состояние не сопоставлено.',
      details: {},
      warnings: [],
    };
    await documents.record(exported);
    await outcomes.record(outcome(138, 'parked'));
    expect((await documents.listParked()).records).toMatchObject([exported]);
    expect(await parkedIds()).toEqual([138]);
    expect(await documents.read('a1b2')).toMatchObject(exported);
    await documents.record({ ...exported, kind: 'imported' });
    expect((await documents.listParked()).records).toEqual([]);
  });
});

/** A table that answers `writes` writes and none after them. */
function tableThatStopsAfter(table: Table, writes: number): Table {
  let left = writes;
  const guard =
    <A extends unknown[]>(write: (...args: A) => Promise<boolean>) =>
    async (...args: A): Promise<boolean> => {
      if (left === 0) {
        throw new StateUnreachable('put', new Error('crash'));
      }
      left -= 1;
      return write(...args);
    };
  return { ...table, put: guard(table.put), delete: guard(table.delete) };
}

function expectUnreachable(error: unknown): void {
  expect(error).toBeInstanceOf(StateUnreachable);
}
