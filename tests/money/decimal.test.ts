import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideRounded,
  formatScaled,
  MalformedFigure,
  parseScaled,
  scaleRounded,
} from '../../lib/money/decimal.ts';

/** The figure, never a negative zero, or that it is refused. */
function outcomeOf(figure: () => number): number | 'refused' {
  try {
    return figure() + 0;
  } catch (error) {
    if (error instanceof MalformedFigure) {
      return 'refused';
    }
    throw error;
  }
}

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

  /** Few digits and many, of every kind, and those that lie next to a half or to a whole. */
  const digits = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 22 }),
    fc
      .tuple(
        fc.constantFrom('', '0', '12', '00', '333'),
        fc.constantFrom('5', '4', '9', '0'),
        fc.constantFrom('0', '9'),
        fc.nat(18),
      )
      .map(([start, digit, filler, times]) => `${start}${digit}${filler.repeat(times)}1`),
  );

  it('rounds every text as whole numbers of any size do', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '-'),
        fc.bigInt(0n, 10n ** 14n),
        digits,
        fc.integer({ min: 0, max: 8 }),
        (sign, whole, fraction, scale) => {
          const text = `${sign}${whole}${fraction && `.${fraction}`}`;
          const exact = (figure: string, behind: number) =>
            divideRounded(BigInt(figure) * 10n ** BigInt(scale), 10n ** BigInt(behind));
          const expected = outcomeOf(() => exact(`${sign}${whole}${fraction}`, fraction.length));
          expect(outcomeOf(() => parseScaled(text, scale))).toBe(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('reads any number as its shortest text', () => {
    const figure = fc.oneof(
      fc.double(),
      fc.double({ min: -1e9, max: 1e9 }),
      fc.constantFrom(-0, 0.005, 1.005),
    );
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 4 }), (number, scale) => {
        const [ofNumber, ofText] = [number, String(number)].map((form) =>
          outcomeOf(() => parseScaled(form, scale)),
        );
        expect(ofNumber).toBe(ofText);
      }),
      { numRuns: 1_000 },
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

describe('scaleRounded', () => {
  const ofAnySize = fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
    fc.maxSafeInteger(),
  );
  const positive = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 10 ** 15 }));

  it('is what counting with numbers of any size gives, whether the product fits into a number or not', () => {
    fc.assert(
      fc.property(ofAnySize, ofAnySize, positive, (value, factor, divisor) => {
        const exact = () => divideRounded(BigInt(value) * BigInt(factor), BigInt(divisor));
        expect(outcomeOf(() => scaleRounded(value, factor, divisor))).toBe(outcomeOf(exact));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [350, 4_999_900, 100_000, 17_500],
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [1, 1, 3, 0],
    [0, -5, 7, 0],
  ])('%d × %d / %d is %d', (value, factor, divisor, expected) => {
    expect(scaleRounded(value, factor, divisor)).toBe(expected);
  });
});
