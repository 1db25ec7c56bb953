import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, retryDelay } from '../../lib/platform/retry-delay.ts';

const timings = fc
  .tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 900_000 }))
  .map(([baseMs, capMs]) => ({ baseMs, capMs }));
const attempts = fc.integer({ min: 1, max: 2000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** The largest wait before try `attempt` + 1. */
const ceiling = (timing: { baseMs: number; capMs: number }, attempt: number) =>
  retryDelay(timing, attempt, 1 - Number.EPSILON);

describe('the wait before the next try', () => {
  it('is a whole number from 0 to the cap, whatever the attempt', () => {
    fc.assert(
      fc.property(timings, attempts, randoms, (timing, attempt, random) => {
        const wait = retryDelay(timing, attempt, random);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(timing.capMs);
      }),
    );
  });

  it('has a ceiling that starts at the base, doubles, and never falls', () => {
    fc.assert(
      fc.property(timings, attempts, (timing, attempt) => {
        const next = ceiling(timing, attempt + 1);
        expect(ceiling(timing, 1)).toBe(Math.min(timing.baseMs, timing.capMs));
        expect(next).toBe(Math.min(timing.capMs, ceiling(timing, attempt) * 2));
      }),
    );
  });

  it('is spread over the whole range below the ceiling', () => {
    const timing = { baseMs: 1000, capMs: 60_000 };
    expect([0, 0.25, 0.5, 0.999].map((random) => retryDelay(timing, 3, random))).toEqual([
      0, 1000, 2000, 3996,
    ]);
  });

  it('is what the server asks for, at most the cap', () => {
    const timing = { baseMs: 1000, capMs: 5000 };
    expect([-5, 0, 4999, 5000, 600_000].map((asked) => retryDelay(timing, 1, 0.5, asked))).toEqual([
      0, 0, 4999, 5000, 5000,
    ]);
  });
});

describe('Retry-After', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['0', 0],
    ['7', 7000],
    [' 120 ', 120_000],
    ['Sun, 01 Mar 2026 12:00:09 GMT', 9000],
    ['Sunday, 01-Mar-26 12:00:09 GMT', 9000],
    ['Sun Mar  1 12:00:09 2026', 9000],
    ['Sun, 01 Mar 2026 11:59:00 GMT', 0],
  ])('%j means %d ms', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it.each([null, '', ' ', '-1', '1.5', '1e3', 'soon', '10 s', '2026-03-01', 'Sun, 99 Mar 2026 12:00:09 GMT'])(
    '%j means nothing',
    (header) => {
      expect(parseRetryAfter(header, NOW)).toBeUndefined();
    },
  );

  it('any seconds and any second of the century are read exactly', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 2_000_000_000 }), (seconds, at) => {
        expect(parseRetryAfter(String(seconds), NOW)).toBe(seconds * 1000);
        expect(parseRetryAfter(new Date(at * 1000).toUTCString(), 0)).toBe(at * 1000);
      }),
    );
  });

  it('any other text never breaks it and never asks for less than nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(parseRetryAfter(header, NOW) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
