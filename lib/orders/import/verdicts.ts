import type { MalformedOrder } from '../../crm/client.ts';
import type { CrmOrder } from '../../crm/order.ts';
import { MalformedFigure } from '../../money/decimal.ts';
import { isWrite } from '../../onec/answer-fault.ts';
import { OnecRefused, OnecRequestFault } from '../../onec/errors.ts';
import { outsideText } from '../../platform/outside-text.ts';
import type { Settings } from '../../settings/schema.ts';
import { isCompanyOrder, type Person, personOf } from '../customer/person.ts';
import { withoutPeople } from '../customer/without-people.ts';
import type { OrderDocument } from '../document/facts.ts';
import { presentDay } from '../onec-dates.ts';
import type { Problem, Skip } from '../problems.ts';
import { skipOf } from './gate.ts';
import { type ImportOutcome, type ParkedOutcome, parked, skipped } from './outcome.ts';

/** Whether an order is exchanged at all, and then for whom; import and preview begin with this. */
export function admit(
  order: CrmOrder,
  settings: Settings,
): { readonly person: Person } | { readonly outcome: ImportOutcome } {
  const skip = skipOf(order, settings);
  if (skip !== undefined) {
    return { outcome: skipped(skip) };
  }
  if (isCompanyOrder(order)) {
    return { outcome: parked([customerUnsupported(order, companyText(order))]) };
  }
  const person = personOf(order);
  return person === undefined
    ? { outcome: parked([customerUnsupported(order, namelessText(order))]) }
    : { person };
}

const customerUnsupported = (order: CrmOrder, message: string): Problem => ({
  reason: 'customerUnsupported',
  message,
  details: { order: order.number },
});

/** Number and day are what a document of 1C is found by: entered by hand, it will be the order's. */
const companyText = ({ number, createdAt }: CrmOrder): string =>
  `Заказ ${number} оформлен на юридическое лицо. Такие заказы эта версия обмена ещё не загружает: заведите заказ в 1С вручную и заполните в нём ` +
  `«Номер по данным клиента» ${number} и «Дата по данным клиента» ${presentDay(createdAt)} (день создания в RetailCRM): по ним обмен потом найдёт этот документ и не создаст второй.`;

const namelessText = ({ id, number }: CrmOrder): string =>
  `В заказе ${number} нет карточки покупателя: обмен не знает, на кого его записать, и не загрузил его. Выберите в заказе покупателя, ` +
  `затем сохраните заказ или выполните failed retry ${id}.`;

/** 1C holds the order as the CRM does, so nothing was written. */
export const unchanged = (order: CrmOrder): ImportOutcome => ({
  kind: 'unchanged',
  message: `Заказ ${order.number} в 1С уже такой же, как в RetailCRM`,
});

/** People in 1C have closed the order, so the CRM's changes of it are left out (I-24). */
export function orderClosed(order: CrmOrder, document: OrderDocument): ImportOutcome {
  return skipped({
    reason: 'orderClosed',
    message: `Заказ №${document.Number} закрыт в 1С; изменения заказа ${order.number} из RetailCRM не загружены.`,
  });
}

/** The settings switch the import off (contract 3, `exchange`); the history is not read meanwhile and brings the order later. */
export const importSwitchedOff = (orderId: number): Skip => ({
  reason: 'importSwitchedOff',
  message: `Загрузка заказов в 1С выключена в настройках (exchange.importOrders), заказ с id ${orderId} не загружен. Когда её включат, обмен прочтёт историю RetailCRM с того места, где остановился; более ранние заказы загружает команда orders import.`,
});

/** The CRM answered something about the order that the bridge cannot read. */
export const orderMalformed = ({ id, problem }: MalformedOrder): Problem => ({
  reason: 'orderMalformed',
  message: `Ответ RetailCRM о заказе с id ${id} не удалось разобрать (${problem}), заказ не загружен. Сохраните заказ ещё раз или выполните failed retry ${id}; если не поможет, передайте сообщение разработчику.`,
  details: { problem },
});

/** An order as far as the CRM still knows it. */
type NumberedOrder = Pick<CrmOrder, 'number'> & Partial<CrmOrder>;

/**
 * Runs `work` on an order and parks the order where something is wrong with the order itself: a figure of it cannot be read,
 * or 1C said no to a write of this very order; only a person can change that.
 *
 * @returns what `work` gives, or the parked order.
 * @throws whatever else `work` throws, to be tried again; a read that 1C refuses says nothing about the order.
 */
export async function parkedIfRefused<Result>(
  order: NumberedOrder,
  work: () => Promise<Result>,
): Promise<Result | ParkedOutcome> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(order, error);
    if (refusal === undefined) {
      throw error;
    }
    return parked([refusal]);
  }
}

function refusalOf(order: NumberedOrder, error: unknown): Problem | undefined {
  if (error instanceof MalformedFigure) {
    const figure = outsideText(error.figure);
    return {
      reason: 'orderMalformed',
      message: `В заказе ${order.number} число «${figure}», которое нельзя прочесть точно, заказ не загружен. Исправьте цену, количество или ставку НДС в RetailCRM.`,
      details: { order: order.number, figure },
    };
  }
  if (!(error instanceof OnecRefused || error instanceof OnecRequestFault) || !isWrite(error)) {
    return undefined;
  }
  return {
    reason: error.operation === 'post' ? 'postingRefused' : 'onecRefused',
    message: `Заказ ${order.number}: ${withoutPeople(error.advice, order)}`,
    details: { order: order.number, set: error.set, operation: error.operation },
  };
}
