import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '../../lib/onec/cut-text.ts';
import { EMPTY_KEY, fromInt64, isEmptyKey, toOnecDate } from '../../lib/onec/values.ts';

const seconds = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19));

describe('dates', () => {
  it('go from the CRM to 1C unchanged', () => {
    fc.assert(
      fc.property(seconds, (date) => {
        expect(toOnecDate(date.replace('T', ' '))).toBe(date);
      }),
    );
  });

  it('without a time are midnight', () => {
    expect(toOnecDate('2026-02-28')).toBe('2026-02-28T00:00:00');
  });

  it.each([
    '2026-02-30 10:00:00',
    '2026-01-01 24:00:00',
    '01.02.2026',
    '2026-01-01T10:00:00Z',
    '',
    '2026-01-01 10:00',
  ])('refuses %j', (date) => {
    expect(() => toOnecDate(date)).toThrow(TypeError);
  });
});

describe('whole numbers', () => {
  it('are read from texts and numbers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(fromInt64(String(value))).toBe(value);
        expect(fromInt64(value)).toBe(value);
      }),
    );
  });

  it.each(['', ' 1', '1.5', '1e3', '99999999999999999999', 1.5])('are not read from %j', (value) => {
    expect(() => fromInt64(value)).toThrow(TypeError);
  });
});

describe('keys', () => {
  it.each([undefined, null, '', EMPTY_KEY])('%j points nowhere', (key) => {
    expect(isEmptyKey(key)).toBe(true);
  });

  it('any other key points somewhere', () => {
    expect(isEmptyKey('6f1c2b3a-0000-4000-8000-000000000001')).toBe(false);
  });
});

describe('cutting a text', () => {
  it('keeps a beginning that fits, whole in characters, as much as possible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const kept = cutText(text, length);
        expect(text.startsWith(kept)).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(length);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept === text || text.length > length).toBe(true);
      }),
    );
  });

  it.each([
    ['Иван', 4, 'Иван'],
    ['Иванов', 4, 'Иван'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['ab👩‍👩‍👧', 9, 'ab'],
    ['кафе\u0301', 4, 'каф'],
    ['👩‍👩‍👧', 4, '👩‍\uD83D\uDC69'.slice(0, 3)],
    ['😀', 1, ''],
  ])('%s to %i units is %s', (text, length, kept) => {
    expect(cutText(text, length)).toBe(kept);
  });
});
