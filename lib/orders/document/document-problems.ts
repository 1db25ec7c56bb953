import type { CrmOrder } from '../../crm/order.ts';
import type { Problem } from '../problems.ts';

/** The order's site is in no element of `sites` (case I-45): nobody can say whose order it is. */
export function siteUnmapped(order: CrmOrder): Problem {
  return {
    reason: 'siteUnmapped',
    message: `Магазин «${order.site}» не указан в настройках обмена (sites), заказ ${order.number} не загружен. Добавьте магазин и его организацию в настройки.`,
    details: { order: order.number, site: order.site },
  };
}

/** A status outside the table is skipped before planning; a plan that is asked for one all the same refuses. */
export function statusMissing(order: CrmOrder): Problem {
  return {
    reason: 'settingsIncomplete',
    message: `Статус «${order.status}» заказа ${order.number} не указан в таблице статусов. Добавьте его в настройки обмена.`,
    details: { order: order.number, status: order.status },
  };
}
