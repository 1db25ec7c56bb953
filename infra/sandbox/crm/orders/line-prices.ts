import { divideRounded } from '../../../../lib/money/decimal.ts';
import {
  type Kopecks,
  NO_MONEY,
  ONE_UNIT,
  type Quantity,
  sumKopecks,
} from '../../../../lib/money/kopecks.ts';

/** A line before the discount of the order. */
export interface UnpricedLine {
  readonly initialPrice: Kopecks;
  /** The line's own discount, a unit; at most the price. */
  readonly unitDiscount: Kopecks;
  readonly quantity: Quantity;
  /** A cancelled line keeps its price, but takes no part in the order's sums and discount. */
  readonly cancelled: boolean;
}

export interface PricedLine {
  /** One price, or two neighbouring ones when the line's amount does not divide by its units. */
  readonly prices: readonly { readonly price: Kopecks; readonly quantity: Quantity }[];
  /** All discounts, a unit, rounded to a kopeck. */
  readonly discountTotal: Kopecks;
  /** Σ price × quantity, exactly. */
  readonly amount: Kopecks;
}

/**
 * Final prices as the CRM writes them (retailcrm-api 3.4): the discount of the order is spread over the live lines in
 * proportion to their amounts; 3 × 100.00 with 10.00 off gives 2 × 96.67 + 1 × 96.66 and `discountTotal` 3.33.
 *
 * A line with a fractional quantity has one price only, so its amount follows from that price; what its discount
 * falls short by that goes to the largest line of whole units; without one it is not given.
 *
 * @param orderDiscount roubles off the whole order; what exceeds the live lines' amount is not given.
 */
export function priceLines(lines: readonly UnpricedLine[], orderDiscount: Kopecks): PricedLine[] {
  const amounts = lines.map((line) => (line.cancelled ? NO_MONEY : multiply(priceOf(line), line.quantity)));
  const discount = Math.min(orderDiscount, sumKopecks(amounts)) as Kopecks;
  const shares = [...allocate(discount, amounts)];
  const fractional = lines.map((line, index) =>
    line.quantity % ONE_UNIT === 0 ? undefined : priceFractional(line, shares[index] ?? NO_MONEY),
  );
  moveRemainder(shares, amounts, fractional);
  return lines.map((line, index) => fractional[index] ?? priceWhole(line, shares[index] ?? NO_MONEY));
}

/** Σ of unit prices × quantities, rounded half away from zero to a kopeck. */
export function multiply(price: Kopecks, quantity: Quantity): Kopecks {
  return divideRounded(BigInt(price) * BigInt(quantity), BigInt(ONE_UNIT)) as Kopecks;
}

/** `percent` hundredths of a percent of an amount, rounded to a kopeck. */
export function percentOf(amount: Kopecks, percent: number): Kopecks {
  return divideRounded(BigInt(amount) * BigInt(percent), 10_000n) as Kopecks;
}

function priceOf(line: UnpricedLine): Kopecks {
  return (line.initialPrice - line.unitDiscount) as Kopecks;
}

function priceFractional(line: UnpricedLine, share: Kopecks): PricedLine {
  // Rounded down: a line never takes more than its share, since no other line could give it back.
  const unitShare = Number((BigInt(share) * BigInt(ONE_UNIT)) / BigInt(line.quantity));
  const price = Math.max(0, priceOf(line) - unitShare) as Kopecks;
  return {
    prices: [{ price, quantity: line.quantity }],
    discountTotal: (line.initialPrice - price) as Kopecks,
    amount: multiply(price, line.quantity),
  };
}

function priceWhole(line: UnpricedLine, share: Kopecks): PricedLine {
  const amount = (multiply(priceOf(line), line.quantity) - share) as Kopecks;
  const units = line.quantity / ONE_UNIT;
  const lower = Math.floor(amount / units);
  const dearer = amount - lower * units;
  const entry = (price: number, count: number) => ({
    price: price as Kopecks,
    quantity: (count * ONE_UNIT) as Quantity,
  });
  return {
    prices: dearer === 0 ? [entry(lower, units)] : [entry(lower + 1, dearer), entry(lower, units - dearer)],
    discountTotal: (line.initialPrice - divideRounded(BigInt(amount), BigInt(units))) as Kopecks,
    amount,
  };
}

/** Largest remainders: whole kopecks, in proportion to `weights`, together exactly `total`. */
function allocate(total: Kopecks, weights: readonly Kopecks[]): Kopecks[] {
  const sum = BigInt(sumKopecks(weights));
  if (sum === 0n) {
    return weights.map(() => NO_MONEY);
  }
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const shares = exact.map((part) => Number(part / sum));
  let left = total - shares.reduce((given, share) => given + share, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0) {
      break;
    }
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares as Kopecks[];
}

/** Gives the largest whole-unit line what the fractional lines left of their shares. */
function moveRemainder(
  shares: Kopecks[],
  amounts: readonly Kopecks[],
  fractional: readonly (PricedLine | undefined)[],
): void {
  let missed = 0;
  let largest = -1;
  for (const [index, amount] of amounts.entries()) {
    const priced = fractional[index];
    if (priced !== undefined) {
      missed += amount === 0 ? 0 : (shares[index] ?? 0) - (amount - priced.amount);
    } else if (amount > (amounts[largest] ?? 0)) {
      largest = index;
    }
  }
  if (largest >= 0) {
    const share = (shares[largest] ?? 0) + missed;
    shares[largest] = Math.min(Math.max(share, 0), amounts[largest] ?? 0) as Kopecks;
  }
}
