import type { CrmOrder, CrmPayment } from '../../crm/order.ts';
import { presentDateTime } from '../onec-dates.ts';
import type { Problem, Skip, Warning } from '../problems.ts';
import type { PaymentDocument } from './facts.ts';
import { PAYMENT_KINDS, type PaymentKind } from './payment-kinds.ts';

const detailsOf = (order: CrmOrder, payment: CrmPayment) => ({
  order: order.number,
  payment: payment.id,
  type: payment.type ?? '',
});

/** The payment's type is not in the settings (I-82): it waits, the order does not. */
export const paymentUnmapped = (order: CrmOrder, payment: CrmPayment): Problem => ({
  reason: 'paymentUnmapped',
  message: `Оплата ${payment.id} заказа ${order.number}: тип «${payment.type ?? ''}» не указан в таблице оплат (payments), документ в 1С не создан. Добавьте тип в настройки — оплата загрузится сама.`,
  details: detailsOf(order, payment),
});

/** Nowhere to put the money (contract 3): neither the row nor the site names a place of the order's organisation. */
export const moneyPlaceMissing = (order: CrmOrder, payment: CrmPayment, kind: PaymentKind): Problem => {
  const { place, title } = PAYMENT_KINDS[kind];
  return {
    reason: 'moneyPlaceMissing',
    message:
      `Оплата ${payment.id} заказа ${order.number} («${payment.type ?? ''}», ${title}) не загружена: ни в строке таблицы оплат, ни у магазина «${order.site}» не указано, куда поступают деньги (${place}), ` +
      `или это место другой организации либо валюты. Укажите ${place} организации заказа в настройках — оплата загрузится сама.`,
    details: { ...detailsOf(order, payment), place },
  };
};

/** The amount of a payment cannot be read, or is negative. */
export const paymentMalformed = (order: CrmOrder, payment: CrmPayment): Problem => ({
  reason: 'orderMalformed',
  message: `Оплата ${payment.id} заказа ${order.number}: сумма не читается или отрицательна, документ в 1С не создан. Исправьте её в RetailCRM.`,
  details: detailsOf(order, payment),
});

/** What is settled by the order is not known: the payment would be an advance of nobody's (ut-filling 1.2). */
export const settlementMissing = (order: CrmOrder, payment: CrmPayment, document: string): Problem => ({
  reason: 'settlementMissing',
  message: `Оплата ${payment.id} заказа ${order.number} не загружена: у документа «Заказ клиента ${document}» в 1С нет объекта расчётов, и оплата повисла бы нераспределённой. Проверьте, что заказ проведён и порядок расчётов в нём указан; обмен повторит через час.`,
  details: detailsOf(order, payment),
});

const nameOf = (kind: PaymentKind, { Number: number, Date: date }: PaymentDocument): string =>
  `${PAYMENT_KINDS[kind].title} ${number} от ${presentDateTime(date)}`;

/** People have marked the document for deletion, and the CRM says that it is paid. */
export const paymentMarked = (
  order: CrmOrder,
  payment: CrmPayment,
  kind: PaymentKind,
  document: PaymentDocument,
): Problem => ({
  reason: 'documentMarkedForDeletion',
  message: `${nameOf(kind, document)} (оплата ${payment.id} заказа ${order.number}) помечен в 1С на удаление и не изменён. Снимите пометку, если деньги получены, или отмените оплату в RetailCRM.`,
  details: { ...detailsOf(order, payment), document: document.Number },
});

/** A refund in 1C refers to the payment: it is left as it is (I-81). */
export const paymentRefunded = (
  order: CrmOrder,
  id: number,
  kind: PaymentKind,
  document: PaymentDocument,
): Skip => ({
  reason: 'paymentRefunded',
  message: `${nameOf(kind, document)} (оплата ${id} заказа ${order.number}) не изменён: в 1С по нему оформлен возврат денег. Если изменение нужно, сделайте его в 1С вместе с возвратом.`,
});

/** Payments by card are switched off in the base (D-17). */
export const cardPaymentsOff = (order: CrmOrder, payment: CrmPayment): Warning => ({
  code: 'cardPaymentsOff',
  message: `Оплата ${payment.id} заказа ${order.number} картой не загружена: оплата картами в 1С выключена (ut.cardPayments: false).`,
});
