import type { CrmOrder } from '../../crm/order.ts';
import { type Kopecks, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import { sayKopecks } from '../../money/russian.ts';
import type { Warning } from '../problems.ts';
import type { OrderDocument } from './facts.ts';
import type { MergedRow } from './rows/merge-rows.ts';

/**
 * The order's number has changed in the CRM (D-8): the document keeps the one that it was made with.
 *
 * @param before the number of the last import; where that is not known, the document's own, of which 1C holds only the
 *   beginning.
 */
export function numberChanged(
  order: CrmOrder,
  before: string | undefined,
  document: Pick<OrderDocument, 'НомерПоДаннымКлиента'> | undefined,
): readonly Warning[] {
  const held = document?.НомерПоДаннымКлиента.trim() ?? '';
  const isSame =
    before === undefined ? held === '' || order.number.startsWith(held) : before === order.number;
  return document === undefined || isSame
    ? []
    : [
        {
          code: 'numberChanged',
          message: `Номер заказа в RetailCRM теперь ${order.number}, был ${before ?? held}. В документе 1С остаётся «Номер по данным клиента» ${held}.`,
        },
      ];
}

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
