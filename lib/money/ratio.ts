import { divideRounded, parseScaled } from './decimal.ts';
import type { Price } from './kopecks.ts';

/** An exact quotient of two whole numbers; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ONE: Ratio = { numerator: 1n, denominator: 1n };

/** Digits behind the point that 1C's rates and coefficients never exceed. */
const SCALE = 8;

/**
 * `numerator / denominator` of two decimals, as 1C keeps coefficients and rates.
 *
 * @returns undefined unless both are positive: then it says nothing.
 * @throws {MalformedFigure} if one of them is no plain decimal.
 */
export function ratioOf(numerator: number | string, denominator: number | string): Ratio | undefined {
  const above = parseScaled(numerator, SCALE);
  const below = parseScaled(denominator, SCALE);
  return above > 0 && below > 0 ? { numerator: BigInt(above), denominator: BigInt(below) } : undefined;
}

export const multiply = (left: Ratio, right: Ratio): Ratio => ({
  numerator: left.numerator * right.numerator,
  denominator: left.denominator * right.denominator,
});

/** `left / right`; a ratio is never zero. */
export const divide = (left: Ratio, right: Ratio): Ratio => ({
  numerator: left.numerator * right.denominator,
  denominator: left.denominator * right.numerator,
});

/** The price times the ratio, rounded half away from zero. @throws {MalformedFigure} if it is too large. */
export const priceTimes = (price: Price, { numerator, denominator }: Ratio): Price =>
  divideRounded(BigInt(price) * numerator, denominator) as Price;

/** The ratio with `scale` digits behind the point, rounded, without zeroes at its end: `0.35`. */
export function formatRatio({ numerator, denominator }: Ratio, scale: number): string {
  const parts = divideRounded(numerator * 10n ** BigInt(scale), denominator);
  return String(parts / 10 ** scale);
}
