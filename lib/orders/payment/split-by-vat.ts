import { allocate } from '../../money/allocate.ts';
import { type Kopecks, parseKopecks } from '../../money/kopecks.ts';
import { NO_VAT, vatOf } from '../../money/vat.ts';
import { isEmptyKey } from '../../onec/values.ts';
import type { VatRateFact } from '../dictionary-facts.ts';
import type { OrderDocument } from '../order/facts.ts';

/** A part of a payment under one VAT rate. */
export interface PaymentPart {
  /** Empty key for an order whose rows have no rate. */
  readonly rate: string;
  readonly amount: Kopecks;
  /** Inside the amount. */
  readonly vat: Kopecks;
}

/**
 * A payment by the VAT rates of what it pays for, in proportion to what the order's live rows come to under each, to the
 * kopeck (ut-filling 1.2). Parts of nothing are left out.
 *
 * @returns at least one part; Σ of the amounts is `amount`.
 */
export function splitByVat(
  amount: Kopecks,
  rows: OrderDocument['Товары'],
  rates: readonly VatRateFact[],
): readonly PaymentPart[] {
  const totals = new Map<string, number>();
  for (const row of rows.filter(({ Отменено }) => !Отменено)) {
    const rate = row.СтавкаНДС_Key;
    totals.set(rate, (totals.get(rate) ?? 0) + parseKopecks(row.СуммаСНДС));
  }
  const shares = [...totals].filter(([, total]) => total > 0);
  const parts =
    shares.length === 0
      ? [amount]
      : allocate(
          amount,
          shares.map(([, total]) => total),
        );
  return parts
    .map((part, index) => ({ rate: shares[index]?.[0] ?? '', amount: part }))
    .filter((part, _, all) => part.amount !== 0 || all.length === 1)
    .map((part) => ({ ...part, vat: vatOf(part.amount, rateOf(part.rate, rates), true) }));
}

const rateOf = (key: string, rates: readonly VatRateFact[]) =>
  isEmptyKey(key) ? NO_VAT : (rates.find((rate) => rate.key === key)?.rate ?? NO_VAT);
