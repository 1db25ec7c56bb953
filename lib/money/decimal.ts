/** A figure could not be read exactly. `figure` is what came. */
export class MalformedFigure extends Error {
  readonly code = 'malformedFigure';
  readonly figure: string;

  constructor(figure: string, why: string) {
    super(`malformed figure "${figure}": ${why}`);
    this.name = 'MalformedFigure';
    this.figure = figure;
  }
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal as an integer number of 10^-scale parts, exactly; digits beyond the scale are rounded half away from
 * zero, as 1C rounds. A number is read through its shortest decimal form, which is what stood on the wire (up to 15
 * significant digits), so that no binary fraction ever enters the arithmetic.
 *
 * @throws {MalformedFigure} if it is not a plain decimal or does not fit into a safe integer.
 */
export function parseScaled(figure: string | number, scale: number): number {
  if (typeof figure === 'string' && !DECIMAL.test(figure.trim())) {
    throw new MalformedFigure(figure.trim(), 'not a plain decimal');
  }
  return wholeParts(Number(figure), scale) ?? roundDigits(String(figure).trim(), scale);
}

/** Doubles below it, divided by any power of ten, lie less than a quarter of a part apart. */
const FINE_ENOUGH = 10 ** 15;

/**
 * The whole number of parts whose double this is, as of nearly every figure that is met. What was read as that double is less than half
 * a part away from it, so that rounding its digits gives the same, and takes longer.
 */
function wholeParts(figure: number, scale: number): number | undefined {
  const parts = Math.round(figure * 10 ** scale);
  // 0 is added so that no zero is negative.
  return parts / 10 ** scale === figure && Math.abs(parts) < FINE_ENOUGH ? parts + 0 : undefined;
}

function roundDigits(text: string, scale: number): number {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === '') {
    throw new MalformedFigure(text, 'not a plain decimal');
  }
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  const roundUp = (fraction[scale] ?? '0') >= '5' ? 1 : 0;
  const magnitude = Number(whole + kept) + roundUp;
  if (!Number.isSafeInteger(magnitude)) {
    throw new MalformedFigure(text, 'too large');
  }
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** `parts / 10^scale` as a decimal text with exactly `scale` digits after the point: `formatScaled(180050, 2)` is `1800.50`. */
export function formatScaled(parts: number, scale: number): string {
  const digits = String(Math.abs(parts)).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const fraction = scale === 0 ? '' : `.${digits.slice(cut)}`;
  return `${parts < 0 ? '-' : ''}${digits.slice(0, cut)}${fraction}`;
}

/**
 * `numerator / denominator` rounded half away from zero; both are whole numbers, the denominator is positive.
 *
 * @throws {MalformedFigure} if the result does not fit into a safe integer.
 */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  const half = denominator / 2n;
  const rounded = numerator >= 0n ? (numerator + half) / denominator : -((-numerator + half) / denominator);
  const result = Number(rounded);
  if (!Number.isSafeInteger(result)) {
    throw new MalformedFigure(String(rounded), 'too large');
  }
  return result;
}

/**
 * `value × factor / divisor` rounded half away from zero; all three are whole numbers, the divisor is positive. Figures of everyday
 * size stay plain integers, on which `%` is exact; larger ones are counted as BigInt, which takes several times as long.
 *
 * @throws {MalformedFigure} if the result does not fit into a safe integer.
 */
export function scaleRounded(value: number, factor: number, divisor: number): number {
  const product = value * factor;
  if (!Number.isSafeInteger(product)) {
    return divideRounded(BigInt(value) * BigInt(factor), BigInt(divisor));
  }
  const remainder = product % divisor;
  const towardsZero = (product - remainder) / divisor;
  return Math.abs(remainder) * 2 < divisor ? towardsZero : towardsZero + Math.sign(product);
}
