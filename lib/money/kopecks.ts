import { formatScaled, parseScaled, scaleRounded } from './decimal.ts';

declare const kopecksBrand: unique symbol;
declare const priceBrand: unique symbol;
declare const quantityBrand: unique symbol;

/** An amount of money: a whole number of kopecks. Addition and subtraction are plain; the type marks the unit. */
export type Kopecks = number & { readonly [kopecksBrand]: true };

/** A price of one unit in ten-thousandths of a rouble: prices may be finer than a kopeck, amounts may not. */
export type Price = number & { readonly [priceBrand]: true };

/** A quantity in thousandths of a unit, the precision of 1C's `Количество` (15,3). */
export type Quantity = number & { readonly [quantityBrand]: true };

const AMOUNT_SCALE = 2;
const PRICE_SCALE = 4;
const QUANTITY_SCALE = 3;
const PRICE_AND_QUANTITY_PER_KOPECK = 10 ** (PRICE_SCALE + QUANTITY_SCALE - AMOUNT_SCALE);
const PRICE_PER_KOPECK = 10 ** (PRICE_SCALE - AMOUNT_SCALE);

export const NO_MONEY = 0 as Kopecks;
export const ONE_UNIT = 1000 as Quantity;

/** Reads roubles (`1800.5`, `"1800.50"`). @throws {MalformedFigure} */
export const parseKopecks = (roubles: string | number): Kopecks =>
  parseScaled(roubles, AMOUNT_SCALE) as Kopecks;

/** Reads a price in roubles. @throws {MalformedFigure} */
export const parsePrice = (roubles: string | number): Price => parseScaled(roubles, PRICE_SCALE) as Price;

/** Reads a quantity in units. @throws {MalformedFigure} */
export const parseQuantity = (units: string | number): Quantity =>
  parseScaled(units, QUANTITY_SCALE) as Quantity;

/** `180050` → `"1800.50"`. */
export const formatKopecks = (amount: Kopecks): string => formatScaled(amount, AMOUNT_SCALE);

/**
 * Roubles as the number that JSON writes with at most two decimals: the quotient of two whole numbers is the double that is
 * nearest to the exact figure, the same that reading its decimal text gives, so the shortest decimal form is exact.
 */
export const kopecksToNumber = (amount: Kopecks): number => amount / 10 ** AMOUNT_SCALE;

/**
 * Roubles a unit as the number that JSON writes with at most two decimals, the precision of 1C's `Цена` (15,2); rounded
 * half away from zero. Amounts are always computed from the finer price.
 */
export const priceToNumber = (price: Price): number =>
  kopecksToNumber(scaleRounded(price, 1, PRICE_PER_KOPECK) as Kopecks);

/** Units as the number that JSON writes with at most three decimals. */
export const quantityToNumber = (quantity: Quantity): number => quantity / 10 ** QUANTITY_SCALE;

/** The exact sum, in kopecks; of no amounts, 0. */
export const sumKopecks = (amounts: readonly Kopecks[]): Kopecks =>
  amounts.reduce<number>((sum, amount) => sum + amount, 0) as Kopecks;

/** Whether the quantity is not a whole number of units. */
export const isFractional = (quantity: Quantity): boolean => quantity % ONE_UNIT !== 0;

/**
 * Price × quantity, rounded half away from zero to a kopeck (I-63: 0.350 × 499.99 → 175.00).
 */
export function lineAmount(price: Price, quantity: Quantity): Kopecks {
  return scaleRounded(price, quantity, PRICE_AND_QUANTITY_PER_KOPECK) as Kopecks;
}
