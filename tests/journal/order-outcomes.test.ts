import { beforeEach, describe, expect, it } from 'vitest';
import {
  createOrderOutcomes,
  type OrderOutcome,
  type OrderOutcomes,
} from '../../lib/journal/order-outcomes.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Table } from '../../lib/state/table.ts';
import { openMemory, type TestTable } from '../state/tables.ts';

const DAY = 24 * 3600 * 1000;

let opened: TestTable;
let outcomes: OrderOutcomes;
beforeEach(async () => {
  opened = await openMemory();
  outcomes = createOrderOutcomes(opened.table);
});

function outcome(
  orderId: number,
  kind: OrderOutcome['kind'],
  rest: Partial<OrderOutcome> = {},
): OrderOutcome {
  return {
    orderId,
    at: opened.clock.time,
    kind,
    message: 'Заказ загружен',
    details: {},
    warnings: [],
    ...rest,
  };
}

const parkedIds = async (): Promise<number[]> => (await outcomes.listParked()).map((one) => one.orderId);

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
    expect(await outcomes.listParked()).toEqual([parked]);
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

  it('keep no contacts and secrets that a message brought in from outside', async () => {
    const message = 'Ошибка 1С: anna@example.ru, +7 (900) 000-00-01, Basic YWJjZDplZg==';
    await outcomes.record(
      outcome(138, 'parked', {
        number: '89000000002',
        message,
        details: { answer: message, phone: '1', figures: 5 },
        warnings: [{ code: 'note', message }],
      }),
    );

    const stored = JSON.stringify(await opened.table.get(keys.parked(138)));
    expect(stored).not.toMatch(/anna|900\) 000|YWJj/);
    expect(await outcomes.read(138)).toMatchObject({
      number: '89000000002',
      details: { phone: '***', figures: 5 },
    });
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
