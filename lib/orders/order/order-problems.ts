import type { CrmOrder } from '../../crm/order.ts';
import { presentDateTime, presentDay } from '../onec-dates.ts';
import type { Problem, Skip } from '../problems.ts';
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

/** What names a document to people. */
type NamedDocument = Pick<OrderDocument, 'Number' | 'Date'>;

const nameOf = ({ Number: number, Date: date }: NamedDocument): string =>
  `Заказ клиента ${number} от ${presentDateTime(date)}`;

/** People in 1C have closed the order, so the CRM's changes of it are left out (I-24). */
export const orderClosed = (order: CrmOrder, document: NamedDocument): Skip => ({
  reason: 'orderClosed',
  message: `Заказ №${document.Number} закрыт в 1С; изменения заказа ${order.number} из RetailCRM не загружены.`,
});

/** An order that the bridge closed as cancelled is wanted again, and somebody has touched its document since (D-7). */
export const orderReopened = (order: CrmOrder, document: NamedDocument): Problem => ({
  reason: 'orderReopened',
  message:
    `Заказ ${order.number} снова открыт в RetailCRM (статус ${order.status}). Обмен закрыл его документ как отменённый, но потом документ изменили в 1С: ` +
    `${nameOf(document)}. Обмен его не изменил. Откройте документ в 1С (статус, строки «Отменено») или верните отмену в RetailCRM, затем выполните failed retry ${order.id}.`,
  details: { order: order.number, document: document.Number, status: order.status },
});

/** Nothing is left of an order that is not cancelled (D-9). */
export const itemsGone = (order: CrmOrder, document: NamedDocument): Problem => ({
  reason: 'itemsGone',
  message:
    `Из заказа ${order.number} в RetailCRM удалены все товары, но он не отменён (статус ${order.status}); в 1С по нему есть ${nameOf(document)}, обмен его не изменил. ` +
    `Верните товары или отмените заказ в RetailCRM, тогда он загрузится сам.`,
  details: { order: order.number, document: document.Number, status: order.status },
});

/**
 * The CRM's id belongs to another order by now (D-3): the account was exchanged or restored.
 *
 * @param before number and 1C day that the link remembers.
 */
export const orderIdReused = (
  order: CrmOrder,
  before: { readonly number: string; readonly date: string },
): Problem => ({
  reason: 'orderIdReused',
  message:
    `Под id ${order.id} обмен знает заказ ${before.number} от ${presentDay(before.date)}, а RetailCRM отвечает заказом ${order.number} от ${presentDay(order.createdAt)}: ` +
    `похоже, аккаунт заменён или восстановлен из копии. В 1С ничего не изменено. Проверьте CRM_URL; новому аккаунту нужна своя таблица состояния.`,
  details: { order: order.number, before: before.number },
});
