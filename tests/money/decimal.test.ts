import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRounded, formatScaled, MalformedFigure, parseScaled } from '../../lib/money/decimal.ts';

describe('parseScaled', () => {
  it.each([
    ['1800.5', 2, 180050],
    ['1800.50', 2, 180050],
    [0.1, 2, 10],
    [499.99, 4, 4999900],
    ['0.005', 2, 1],
    ['-0.005', 2, -1],
    ['0.0049', 2, 0],
    ['-0', 2, 0],
    [' 12 ', 0, 12],
  ])('reads %s with %i digits as %i', (figure, scale, parts) => {
    expect(parseScaled(figure, scale)).toBe(parts);
  });

  it.each(['', 'abc', '1e5', '1,5', '--1', '0x10', 'NaN', 'Infinity', '.5', '5.', '99999999999999.99'])(
    'refuses %j instead of guessing',
    (figure) => {
      expect(() => parseScaled(figure, 2)).toThrow(MalformedFigure);
    },
  );

  it('never loses a kopeck: what is formatted reads back the same', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (parts, scale) => {
        expect(parseScaled(formatScaled(parts, scale), scale)).toBe(parts === 0 ? 0 : parts);
      }),
    );
  });

  it.each([
    [-1, 2, '-0.01'],
    [1, 2, '0.01'],
    [-100, 2, '-1.00'],
    [0, 2, '0.00'],
    [-7, 0, '-7'],
  ])('%d with %i digits is written as %s', (parts, scale, text) => {
    expect(formatScaled(parts, scale)).toBe(text);
  });

  it('reads a JSON number as the decimal that stood on the wire', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (kopecks) => {
        const onTheWire = JSON.parse(formatScaled(kopecks, 2)) as number;
        expect(parseScaled(onTheWire, 2)).toBe(kopecks);
      }),
    );
  });
});

describe('divideRounded', () => {
  it.each([
    [5n, 10n, 1],
    [-5n, 10n, -1],
    [4n, 10n, 0],
    [15n, 10n, 2],
    [-14n, 10n, -1],
  ])('%s / %s rounds half away from zero to %i', (numerator, denominator, expected) => {
    expect(divideRounded(numerator, denominator)).toBe(expected);
  });

  it('is never further than half a part from the exact quotient', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.bigInt(1n, 10n ** 6n),
        (numerator, denominator) => {
          const twice = 2n * (BigInt(divideRounded(numerator, denominator)) * denominator - numerator);
          expect(twice <= denominator && -twice <= denominator).toBe(true);
        },
      ),
    );
  });
});
