import type { CrmOrder } from '../../../crm/order.ts';
import { parseScaled } from '../../../money/decimal.ts';
import type { Kopecks } from '../../../money/kopecks.ts';
import type { VatRate } from '../../../money/vat.ts';
import type { OrderTraits } from '../../../onec/ut/order-traits.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { VatRateFact } from '../../dictionary-facts.ts';
import { dayOf } from '../../onec-dates.ts';
import type { Good } from '../facts.ts';

/** Taxation under which nothing is taxed: every row is «Без НДС» (original-import 6.7 and 6.9, cases I-61 and I-67). */
const UNTAXED = new Set(['ПродажаНеОблагаетсяНДС', 'ПродажаПоПатенту', 'ПродажаОблагаетсяЕНВД']);

/** Whether sales under this taxation bear no VAT. */
export const isUntaxed = (taxation: string): boolean => UNTAXED.has(taxation);

const PERCENT_SCALE = 2;
/** What the CRM writes for «Без НДС». */
export const EXEMPT = 'none';

/** Which rate a row gets, and what the CRM names beside it: the same, another one, or nothing that can be read (D-1). */
export interface ChosenRate {
  readonly fact: VatRateFact;
  readonly ofCrm: 'same' | 'another' | 'unreadable';
}

/** A row's amount and what decides how it is taxed. */
export interface TaxQuestion {
  readonly order: CrmOrder;
  readonly amount: Kopecks;
  readonly good: Good;
  /** `"20.00"`, `"none"`; undefined if the CRM does not say. */
  readonly crmRate: string | undefined;
  readonly rates: readonly VatRateFact[];
  readonly source: Settings['vatRate'];
  readonly taxation: string;
  readonly vatIncluded: boolean;
  /** Of the document, 1C date-time. */
  readonly documentDate: string;
  /** How the base gets a rate that it lacks. */
  readonly newVatRates: OrderTraits['newVatRates'];
}

/** What decides which VAT rate a row gets. */
export interface RateQuestion {
  readonly taxation: string;
  /** Key of the rate of 1C's product. */
  readonly productRateKey: string;
  /** `"20.00"`, `"none"`; undefined if the CRM does not say. */
  readonly crmRate: string | undefined;
  readonly source: Settings['vatRate'];
  /** The document's, `YYYY-MM-DD`; whatever follows the day is not looked at. */
  readonly date: string;
}

/**
 * The VAT rate of a row, valid on the document's date (design, principle 5; contract 3): untaxed sales have «Без НДС», otherwise
 * 1C's product decides unless the settings give the word to the CRM. A product whose rate is not in force that day, since its
 * card knows the rate of another year only, has the standard rate of that day if its own is a standard one.
 *
 * @returns undefined if the base lacks the rate.
 * @throws {MalformedFigure} if the CRM decides and its rate is none.
 */
export function chooseRate(rates: readonly VatRateFact[], question: RateQuestion): ChosenRate | undefined {
  if (isUntaxed(question.taxation)) {
    const exempt = rates.find((rate) => rate.isExempt && rate.isChoosable);
    return exempt && { fact: exempt, ofCrm: 'same' };
  }
  if (question.source === 'crm' && question.crmRate !== undefined) {
    const ofCrm = rateOfCrm(rates, question.crmRate, question);
    return ofCrm && { fact: ofCrm, ofCrm: 'same' };
  }
  const ofProduct = rateOfProduct(rates, question);
  return ofProduct && { fact: ofProduct, ofCrm: comparedTo(ofProduct, question.crmRate) };
}

function rateOfProduct(
  rates: readonly VatRateFact[],
  { productRateKey, date }: RateQuestion,
): VatRateFact | undefined {
  const own = rates.find((rate) => rate.key === productRateKey);
  return own === undefined || isInForce(own, date)
    ? own
    : rates.find((rate) => own.isMain && rate.isMain && rate.isChoosable && isInForce(rate, date));
}

/** Whether a rate holds on a day. @param date `YYYY-MM-DD…`. */
export function isInForce({ validFrom = '', validTo }: VatRateFact, date: string): boolean {
  const day = dayOf(date);
  return validFrom <= day && (validTo === undefined || day <= validTo);
}

function comparedTo(ofProduct: VatRateFact, crmRate: string | undefined): ChosenRate['ofCrm'] {
  if (crmRate === undefined) {
    return 'same';
  }
  if (crmRate !== EXEMPT && !/^\d{1,3}(\.\d+)?$/.test(crmRate.trim())) {
    return 'unreadable';
  }
  return sameRate(ofProduct, crmRate) ? 'same' : 'another';
}

/** A rate that a product of 1C carries exists, even if nothing else says so (11.4: added to the enumeration by hand). */
function rateOfCrm(
  rates: readonly VatRateFact[],
  crmRate: string,
  { productRateKey, date }: RateQuestion,
): VatRateFact | undefined {
  return rates.find(
    (rate) =>
      (rate.isChoosable || rate.key === productRateKey) && sameRate(rate, crmRate) && isInForce(rate, date),
  );
}

/** Whether a rate of 1C is the one that the CRM names: `"20.00"` or `none`. */
export function sameRate(fact: VatRateFact, crmRate: string): boolean {
  return crmRate === EXEMPT ? fact.isExempt : !fact.isExempt && fact.rate === percentOf(crmRate);
}

function percentOf(crmRate: string): VatRate {
  return parseScaled(crmRate, PERCENT_SCALE) as VatRate;
}
