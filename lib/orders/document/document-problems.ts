import type { CrmOrder } from '../../crm/order.ts';
import type { Problem } from '../problems.ts';
import type { OrderDocument } from './facts.ts';

/** The order's site is in no element of `sites` (I-45): nobody can say whose order it is. */
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

/** Several documents of 1C answer to the order, and nothing tells which is its own. @param numbers of the documents. */
export function documentAmbiguous(order: CrmOrder, numbers: readonly string[]): Problem {
  return {
    reason: 'documentAmbiguous',
    message: `В 1С несколько заказов с номером по данным клиента ${order.number}: ${numbers.join(', ')}. Обмен не знает, какой из них изменять. Пометьте лишние на удаление, затем сохраните заказ в RetailCRM ещё раз или выполните failed retry ${order.id}.`,
    details: { order: order.number, documents: numbers.join(', ') },
  };
}

/** The order's document is marked for deletion: whether it is still wanted, only a person knows. */
export function documentMarked(order: CrmOrder, document: OrderDocument): Problem {
  return {
    reason: 'documentMarkedForDeletion',
    message: `Заказ клиента ${document.Number} (заказ ${order.number} в RetailCRM) помечен в 1С на удаление и не изменен. Снимите пометку, если заказ нужен, или отмените его в RetailCRM.`,
    details: { order: order.number, document: document.Number },
  };
}
