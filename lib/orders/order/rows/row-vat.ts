import { kopecksToNumber } from '../../../money/kopecks.ts';
import { NO_VAT, vatOf, withVat } from '../../../money/vat.ts';
import type { Problem, Warning } from '../../problems.ts';
import { fieldsUnreadable } from '../unreadable-fields.ts';
import type { RowFields } from './row-fields.ts';
import { vatRateUnknown } from './row-problems.ts';
import { chooseRate, type TaxQuestion } from './vat-rates.ts';

/** The row's rate, VAT and sum with VAT, or why it has none. */
export type Taxed =
  | { readonly fields: RowFields; readonly warnings: readonly Warning[] }
  | { readonly problem: Problem };

/** Rate, VAT and sum with VAT of a row (original-import 6.7; cases I-59 to I-63), or the fact that the base lacks the rate. */
export function taxedAmount(question: TaxQuestion): Taxed {
  const { amount, good, crmRate, source, taxation, vatIncluded, order } = question;
  const chosen = chooseRate(question.rates, {
    taxation,
    productRateKey: good.vatRateKey,
    crmRate,
    source,
    date: question.documentDate,
  });
  if (chosen === undefined) {
    return { problem: vatRateUnknown(question) };
  }
  const { fact, ofCrm } = chosen;
  const vat = vatOf(amount, fact.isExempt ? NO_VAT : fact.rate, vatIncluded);
  return {
    fields: {
      СтавкаНДС_Key: fact.key,
      СуммаНДС: kopecksToNumber(vat),
      СуммаСНДС: kopecksToNumber(withVat(amount, vat, vatIncluded)),
    },
    warnings: [
      ...(ofCrm === 'another'
        ? [
            {
              code: 'vatRateDiffers',
              message: `Ставка НДС товара «${good.name}» в 1С — ${fact.name}, в RetailCRM — ${crmRate}. Взята ставка 1С.`,
            } as const,
          ]
        : []),
      ...(ofCrm === 'unreadable' ? fieldsUnreadable(order, [`vatRate («${good.name}»)`]) : []),
    ],
  };
}
