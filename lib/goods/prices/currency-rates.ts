import { divide, ONE, type Ratio, ratioOf } from '../../money/ratio.ts';

/** A rate of 1C: one unit of `currency` is `numerator / denominator` of `base`. */
export interface CurrencyRate {
  readonly currency: string;
  readonly base: string;
  readonly numerator: number | string;
  readonly denominator: number | string;
}

/**
 * How many units of `to` one unit of `from` is worth by 1C's rates of the day: directly, the other way round, or through a
 * currency that both have a rate to.
 *
 * @returns undefined where no rates lead there.
 */
export function exchangeRate(rates: readonly CurrencyRate[], from: string, to: string): Ratio | undefined {
  if (from === to) {
    return ONE;
  }
  const known = rates.flatMap((rate) => {
    const worth = ratioOf(rate.numerator, rate.denominator);
    return worth === undefined ? [] : [{ ...rate, worth }];
  });
  const worthIn = (currency: string, base: string): Ratio | undefined =>
    currency === base ? ONE : known.find((rate) => rate.currency === currency && rate.base === base)?.worth;
  for (const base of new Set([to, from, ...known.map((rate) => rate.base)])) {
    const [above, below] = [worthIn(from, base), worthIn(to, base)];
    if (above !== undefined && below !== undefined) {
      return divide(above, below);
    }
  }
  return undefined;
}
