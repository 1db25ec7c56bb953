import { formatRatio, ratioOf } from '../money/ratio.ts';
import type { EntityOf } from '../onec/ut/describe.ts';
import type { ставкиНДС } from '../onec/ut/objects/goods.ts';
import { EMPTY_DATE } from '../onec/values.ts';

/** An element of Catalog_СтавкиНДС. */
export type VatRateRecord = Pick<
  EntityOf<typeof ставкиНДС>,
  | 'Ref_Key'
  | 'DeletionMark'
  | 'ПеречислениеСтавкаНДС'
  | 'Ставка'
  | 'РасчетнаяСтавка'
  | 'НачалоПериода'
  | 'КонецПериода'
  | 'Основная'
>;

/** What the CRM reads as «Без НДС», which is not the same as 0 %. */
const EXEMPT = 'none';
const EXEMPT_IN_1C = 'БезНДС';
/** Taxation under which nothing is taxed (cases I-61 and I-67). */
const UNTAXED: ReadonlySet<string> = new Set([
  'ПродажаНеОблагаетсяНДС',
  'ПродажаПоПатенту',
  'ПродажаОблагаетсяЕНВД',
]);

export interface VatQuestion {
  /** Of the site on this day. */
  readonly taxation: string;
  /** `2026-01-10`. */
  readonly today: string;
}

/**
 * The rate of an item as it stands in the file: percent, or `none`. A rate that has ended gives way to the one that is in
 * force instead: the standard one (20 % until 2025, 22 % since) is marked `Основная`.
 *
 * @returns undefined where 1C does not say, or has nothing in the place of a rate that has ended.
 */
export function vatRateOf(
  rateKey: string,
  rates: readonly VatRateRecord[],
  { taxation, today }: VatQuestion,
): string | undefined {
  if (UNTAXED.has(taxation)) {
    return EXEMPT;
  }
  const own = rates.find(({ Ref_Key }) => Ref_Key === rateKey);
  const rate = own === undefined || isInForce(own, today) ? own : successor(own, rates, today);
  if (rate === undefined) {
    return undefined;
  }
  if (rate.ПеречислениеСтавкаНДС === EXEMPT_IN_1C) {
    return EXEMPT;
  }
  const percent = ratioOf(rate.Ставка, 1);
  return percent === undefined ? '0' : formatRatio(percent, 2);
}

function successor(
  ended: VatRateRecord,
  rates: readonly VatRateRecord[],
  today: string,
): VatRateRecord | undefined {
  return rates.find(
    (rate) =>
      ended.Основная &&
      rate.Основная &&
      !rate.РасчетнаяСтавка &&
      !rate.DeletionMark &&
      isInForce(rate, today),
  );
}

function isInForce({ НачалоПериода, КонецПериода }: VatRateRecord, today: string): boolean {
  const has = (date: string) => date !== '' && date !== EMPTY_DATE;
  const day = (date: string) => date.slice(0, today.length);
  return !(
    (has(НачалоПериода) && day(НачалоПериода) > today) ||
    (has(КонецПериода) && day(КонецПериода) < today)
  );
}
