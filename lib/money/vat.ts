import { scaleRounded } from './decimal.ts';
import type { Kopecks } from './kopecks.ts';

declare const rateBrand: unique symbol;

/** A VAT rate in hundredths of a percent: 20 % is 2000. 1C keeps `Ставка` with two decimals. */
export type VatRate = number & { readonly [rateBrand]: true };

export const NO_VAT = 0 as VatRate;

const WHOLE = 10_000;

/**
 * VAT of an amount, rounded half away from zero to a kopeck: inside the amount `amount × r / (100 + r)`, on top of it
 * `amount × r / 100` (original-import 6.7; cases I-59 and I-60).
 */
export function vatOf(amount: Kopecks, rate: VatRate, included: boolean): Kopecks {
  return scaleRounded(amount, rate, included ? WHOLE + rate : WHOLE) as Kopecks;
}

/** The amount that the customer pays: the amount itself if it includes the VAT, else amount + VAT. */
export function withVat(amount: Kopecks, vat: Kopecks, included: boolean): Kopecks {
  return (included ? amount : amount + vat) as Kopecks;
}
