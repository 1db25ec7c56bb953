import type { Absence } from '../../state/absences.ts';
import { presentDateTime } from '../onec-dates.ts';
import type { OrderDocument } from '../order/facts.ts';
import type { OrderProgress } from '../order/order-progress.ts';

/** What is left of an order that the CRM does not know: its document in 1C, and why it is gone, if the history said so. */
export interface OrderRemains {
  readonly orderId: number;
  readonly absence: Absence | undefined;
  readonly document: OrderDocument;
}

/** What is said to people about orders that the CRM does not know: what happened, what it means, what to do. */
export const missingText = {
  /** Mostly a number typed for an id, or a shop that the key may not see: neither the CRM nor its history know the order. */
  unknown: (orderId: number): string =>
    `RetailCRM не знает заказа с id ${orderId} (или ключу API не виден его магазин). Проверьте, что это внутренний id из адреса страницы, а не номер заказа.`,

  nothingInOnec: (orderId: number, absence: Absence): string =>
    `Заказа с id ${orderId} в RetailCRM нет: он ${absenceText(absence)}. Загруженного обменом документа в 1С для него нет, делать ничего не нужно.`,

  severalDocuments: (orderId: number, numbers: readonly string[]): string =>
    `Заказа с id ${orderId} в RetailCRM нет, а в 1С для него несколько документов: ${numbers.join(', ')}. Обмен их не изменил. Отмените их в 1С или пометьте на удаление, если они не нужны.`,

  markedForDeletion: (remains: OrderRemains): string =>
    `${opening(remains)}; ${documentName(remains)} уже помечен в 1С на удаление, делать ничего не нужно.`,

  cancelledAlready: (remains: OrderRemains): string =>
    `${opening(remains)}; ${documentName(remains)} в 1С уже отменён.`,

  outOfSight: (remains: OrderRemains): string =>
    `RetailCRM не отвечает о заказе ${numberOf(remains)}, но в её истории нет записи о его удалении; ${documentName(remains)} в 1С не изменён. Проверьте, есть ли заказ в CRM и виден ли ключу API его магазин; если заказ удалён, отмените документ в 1С.`,

  tooLate: (remains: OrderRemains, progress: Exclude<OrderProgress, 'open'>): string =>
    `${opening(remains)}, но ${documentName(remains)} в 1С уже ${progress === 'closed' ? 'закрыт' : 'отгружен'}, поэтому обмен его не изменил. Проверьте документ; если товары нужно вернуть, оформите возврат в 1С.`,

  leftToPeople: (remains: OrderRemains): string =>
    `${opening(remains)}, а в 1С остался ${documentName(remains)}. Обмен его не изменил (так задано настройкой deletedOrders). Если документ больше не нужен, отмените его в 1С: строки «Отменено», статус «Закрыт».${twice(remains)}`,

  why: (remains: OrderRemains): string => opening(remains),

  cancelled: (remains: OrderRemains): string =>
    `Отменён: ${documentName(remains)}. ${opening(remains)}.${twice(remains)}`,
} as const;

const opening = (remains: OrderRemains): string =>
  `Заказ ${numberOf(remains)} ${remains.absence === undefined ? 'не найден в RetailCRM' : absenceText(remains.absence)}`;

function absenceText({ kind, into }: Absence): string {
  if (kind === 'deleted') {
    return 'удалён в RetailCRM';
  }
  return `объединён в RetailCRM с ${into === undefined ? 'другим заказом' : `заказом с id ${into}`}`;
}

/** What was merged is in the other order now. */
const twice = ({ absence }: OrderRemains): string =>
  absence?.kind === 'merged'
    ? ` Его товары теперь ${absence.into === undefined ? 'в другом заказе' : `в заказе с id ${absence.into}`}: проверьте, что они не будут отгружены дважды.`
    : '';

const numberOf = ({ orderId, document }: OrderRemains): string =>
  document.НомерПоДаннымКлиента === '' ? `с id ${orderId}` : document.НомерПоДаннымКлиента;

const documentName = ({ document }: OrderRemains): string =>
  `Заказ клиента ${document.Number} от ${presentDateTime(document.Date)}`;
