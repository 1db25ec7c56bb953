import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOrderOutcomes, type OrderOutcome, type OrderOutcomes } from '../../lib/journal/outcomes.ts';
import { openMemory, type TestTable } from '../state/tables.ts';
import { outcomeAt } from './outcome.ts';

let opened: TestTable;
let outcomes: OrderOutcomes;
beforeEach(async () => {
  opened = await openMemory();
  outcomes = createOrderOutcomes(opened.table);
});

const outcome = (orderId: number, kind: OrderOutcome['kind'], rest?: Partial<OrderOutcome>) =>
  outcomeAt(opened.clock.time, orderId, kind, rest);

describe('a record of any size', () => {
  const line = (index: number) => ({
    reason: 'productUnknown',
    details: {
      offer: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      item: index,
      name: 'Товар',
    },
  });
  const warning = (index: number) => ({
    code: 'vatRateDiffers',
    message: `Ставка НДС строки ${index} взята из 1С`,
  });

  it.each([1, 143, 144, 170, 1000, 5000])(
    'R-1: of %d problems is read back, with their number',
    async (count) => {
      const lines = Array.from({ length: count }, (_, index) => line(index));
      await outcomes.record(
        outcome(138, 'parked', {
          message: lines.map(({ details }) => `Товара ${details.offer} нет в 1С.`).join('\n'),
          problems: lines,
          warnings: Array.from({ length: count }, (_, index) => warning(index)),
        }),
      );
      const { records, unreadable } = await outcomes.listParked();
      expect(unreadable).toEqual([]);
      expect(records).toMatchObject([
        { orderId: 138, problems: lines.slice(0, 100), ...(count > 100 ? { problemsTotal: count } : {}) },
      ]);
      expect(records[0]?.warningsTotal).toBe(count > 100 ? count : undefined);
      expect(await outcomes.read(138)).toMatchObject({ kind: 'parked' });
    },
  );

  it('R-1: whatever is recorded fits into an item and is read back', async () => {
    const text = fc.string({ maxLength: 60, unit: 'binary' });
    const details = fc.dictionary(
      text.filter((name) => name !== ''),
      fc.oneof(text, fc.integer()),
      { maxKeys: 40 },
    );
    const many = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 400, size: 'max' });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          message: fc.string({ maxLength: 60_000, size: 'max' }),
          details,
          problems: many(fc.record({ reason: text, details })),
          warnings: many(fc.record({ code: text, message: text })),
        }),
        async (rest) => {
          await outcomes.record(outcome(138, 'parked', rest));
          const [stored] = await opened.table.query('parked');
          expect(Buffer.byteLength(JSON.stringify(stored))).toBeLessThan(400_000);
          expect(await outcomes.listParked()).toMatchObject({ records: [{ orderId: 138 }], unreadable: [] });
        },
      ),
      { numRuns: 15 },
    );
  });
});
