import { parseScaled } from '../../../money/decimal.ts';
import type { VatRate } from '../../../money/vat.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { VatRateFact } from '../../dictionary-facts.ts';

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

/** What decides which VAT rate a row gets. */
export interface RateQuestion {
  readonly taxation: string;
  /** Key of the rate of 1C's product. */
  readonly productRateKey: string;
  /** `"20.00"`, `"none"`; undefined if the CRM does not say. */
  readonly crmRate: string | undefined;
  readonly source: Settings['vatRate'];
}

/**
 * The VAT rate of a row (design, principle 5): untaxed sales have «Без НДС», otherwise 1C's product decides unless the
 * settings give the word to the CRM.
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
    const ofCrm = rateOfCrm(rates, question.crmRate);
    return ofCrm && { fact: ofCrm, ofCrm: 'same' };
  }
  const ofProduct = rates.find((rate) => rate.key === question.productRateKey);
  return ofProduct && { fact: ofProduct, ofCrm: comparedTo(ofProduct, question.crmRate) };
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

function rateOfCrm(rates: readonly VatRateFact[], crmRate: string): VatRateFact | undefined {
  return rates.find((rate) => rate.isChoosable && sameRate(rate, crmRate));
}

/** Whether a rate of 1C is the one that the CRM names: `"20.00"` or `none`. */
export function sameRate(fact: VatRateFact, crmRate: string): boolean {
  return crmRate === EXEMPT ? fact.isExempt : !fact.isExempt && fact.rate === percentOf(crmRate);
}

function percentOf(crmRate: string): VatRate {
  return parseScaled(crmRate, PERCENT_SCALE) as VatRate;
}
