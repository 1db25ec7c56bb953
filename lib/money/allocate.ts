import { divideRounded } from './decimal.ts';
import type { Kopecks } from './kopecks.ts';

/**
 * An amount divided among shares to the kopeck: the parts make up the whole, each is within a kopeck of its exact part and
 * none is negative. Each part is the difference of two rounded running totals, so that no remainder piles up at the end.
 *
 * @param shares whole numbers that are not negative, such as hundredths of a percent.
 * @throws {RangeError} if there is nothing to divide among.
 */
export function allocate(total: Kopecks, shares: readonly number[]): readonly Kopecks[] {
  const whole = shares.reduce((sum, share) => sum + BigInt(share), 0n);
  if (whole <= 0n) {
    throw new RangeError('an amount cannot be divided among no shares');
  }
  let counted = 0n;
  let given = 0;
  return shares.map((share) => {
    counted += BigInt(share);
    const upToHere = divideRounded(BigInt(total) * counted, whole);
    const part = upToHere - given;
    given = upToHere;
    return part as Kopecks;
  });
}
