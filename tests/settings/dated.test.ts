import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOn } from '../../lib/settings/dated.ts';

const rows = [
  { from: '2025-01-01', value: 'ПродажаНеОблагаетсяНДС' },
  { from: '2026-01-01', value: 'ПродажаОблагаетсяНДС' },
] as const;

describe('contract 3: a setting that depends on the date of the document', () => {
  it.each([
    ['2024-12-31', 'ПродажаНеОблагаетсяНДС'],
    ['2025-12-31 23:59:59', 'ПродажаНеОблагаетсяНДС'],
    ['2026-01-01', 'ПродажаОблагаетсяНДС'],
    ['2026-01-01T00:00:00', 'ПродажаОблагаетсяНДС'],
    ['2031-05-05', 'ПродажаОблагаетсяНДС'],
  ])('on %s: %s', (day, value) => {
    expect(valueOn(rows, day)).toBe(value);
  });

  it('is the same on every day if it is one value', () => {
    expect(valueOn(false, '2026-01-01')).toBe(false);
    expect(valueOn('ПродажаПоПатенту', '1999-01-01')).toBe('ПродажаПоПатенту');
  });

  it('is that of the newest row that has begun, whatever the list', async () => {
    const isoDay = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, '2020-01-01'.length));
    const list = fc
      .uniqueArray(isoDay, { minLength: 1, maxLength: 6 })
      .map((days) => days.toSorted().map((from) => ({ from, value: from })));
    await fc.assert(
      fc.asyncProperty(list, isoDay, async (dated, day) => {
        const begun = dated.filter(({ from }) => from <= day).map(({ from }) => from);
        expect(valueOn(dated, day)).toBe(begun.at(-1) ?? dated[0]?.from);
      }),
    );
  });
});
