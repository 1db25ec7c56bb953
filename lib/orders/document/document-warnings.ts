import type { CrmOrder } from '../../crm/order.ts';
import { type Kopecks, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import { sayKopecks } from '../../money/russian.ts';
import type { Warning } from '../problems.ts';
import type { MergedRow } from './merge-rows.ts';

/** With VAT on top of the price the document's total is higher than the CRM's (design, principle 5; I-60). */
export function vatOnTop(order: CrmOrder, rows: readonly MergedRow[], total: Kopecks): readonly Warning[] {
  const live = rows.filter((row) => row.fields.Отменено !== true);
  const withoutVat = sumKopecks(live.map((row) => parseKopecks(row.fields.Сумма ?? 0)));
  return total === withoutVat
    ? []
    : [
        {
          code: 'vatOnTop',
          message: `НДС начислен сверх цены: сумма документа ${sayKopecks(total)}, сумма заказа ${order.number} в RetailCRM ${sayKopecks(parseKopecks(order.totalSumm))}.`,
        },
      ];
}
