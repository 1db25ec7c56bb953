import type { CrmItem, CrmOrder } from '../../../crm/order.ts';
import { formatKopecks, type Kopecks } from '../../../money/kopecks.ts';
import { sayKopecks } from '../../../money/russian.ts';
import type { Problem, Warning } from '../../problems.ts';

/**
 * Rows and delivery do not meet the CRM's total.
 *
 * @param bySettings lines that only the table of item statuses cancels: the CRM counts them, the document would not (B-3).
 */
export function sumsDiffer(
  order: CrmOrder,
  rows: Kopecks,
  total: Kopecks,
  bySettings: readonly { readonly item: CrmItem }[],
): Problem {
  const statuses = [...new Set(bySettings.map(({ item }) => item.status ?? ''))].join(', ');
  return {
    reason: 'sumsDiffer',
    message:
      `Сумма строк и доставки заказа ${order.number} — ${sayKopecks(rows)}, а сумма заказа в RetailCRM — ${sayKopecks(total)}. ` +
      `В 1С ничего не записано. ${statuses === '' ? 'Проверьте цены, скидки и стоимость доставки в RetailCRM' : settingsAdvice(statuses)}, ` +
      `затем сохраните заказ ещё раз или выполните failed retry ${order.id}.`,
    details: {
      order: order.number,
      rows: formatKopecks(rows),
      total: formatKopecks(total),
      ...(statuses === '' ? {} : { statuses }),
    },
  };
}

const settingsAdvice = (statuses: string): string =>
  `Строки в статусе ${statuses} отменяет таблица itemStatuses (cancel), но RetailCRM их не отменила и считает в сумме заказа. ` +
  'Сделайте этот статус отменяющим в RetailCRM или уберите cancel в itemStatuses';

/** The gap that fractional quantities leave is greater than the largest row (B-4): a row would be worth less than nothing. */
export function adjustmentImpossible(order: CrmOrder, rows: Kopecks, total: Kopecks): Problem {
  return {
    reason: 'rowImpossible',
    message:
      `Сумма строк и доставки заказа ${order.number} — ${sayKopecks(rows)}, а сумма заказа в RetailCRM — ${sayKopecks(total)}; ` +
      `отнести разницу на строку нельзя, её сумма стала бы отрицательной. В 1С ничего не записано. Исправьте цены и количества в RetailCRM, ` +
      `затем сохраните заказ ещё раз или выполните failed retry ${order.id}.`,
    details: { order: order.number, rows: formatKopecks(rows), total: formatKopecks(total) },
  };
}

/** The largest row was changed by a few kopecks that fractional quantities leave. */
export function sumAdjusted(order: CrmOrder, gap: Kopecks): Warning {
  return {
    code: 'sumAdjusted',
    message: `Из-за дробного количества сумма строк заказа ${order.number} отличалась от суммы в RetailCRM на ${sayKopecks(gap)}; разница отнесена на самую большую строку.`,
  };
}

/** The CRM counts cancelled lines in its total. */
export function canceledCounted(order: CrmOrder, live: Kopecks, total: Kopecks): Warning {
  return {
    code: 'canceledItemsCounted',
    message: `Сумма заказа ${order.number} в RetailCRM (${sayKopecks(total)}) включает отменённые товары; в 1С они отменены, и товаров в заказе на ${sayKopecks(live)}.`,
  };
}
