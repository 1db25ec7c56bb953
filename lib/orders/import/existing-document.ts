import type { CrmOrder } from '../../crm/order.ts';
import type { OnecClient } from '../../onec/client.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Link } from '../../state/links.ts';
import type { Refusal } from '../flow.ts';
import { onecDay, presentDateTime, presentDay } from '../onec-dates.ts';
import { itemsGone, orderIdReused } from '../order/order-problems.ts';
import type { DocumentName } from '../plan.ts';
import type { Problem } from '../problems.ts';

/** The shortest number that a release cuts (onec-odata C): a shorter one is known whole. */
const SHORTEST_CUT = 30;

/**
 * Whether the CRM's id means another order than the link remembers: another number and another day of creation (D-3). A
 * number alone may be changed in the CRM (D-8).
 *
 * @returns undefined also where the link remembers nothing that was sent.
 */
export function idReused(order: CrmOrder, link: Link | undefined): Problem | undefined {
  const { НомерПоДаннымКлиента: number, ДатаПоДаннымКлиента: date } = link?.intent.sent ?? {};
  if (number === undefined || date === undefined || date === onecDay(order.createdAt)) {
    return undefined;
  }
  const isSameNumber =
    number === order.number || (number.length >= SHORTEST_CUT && order.number.startsWith(number));
  return isSameNumber ? undefined : orderIdReused(order, { number, date });
}

/** The document that the order has in 1C already, by its names; one that is marked for deletion is none any more. */
export async function readExistingDocument(
  link: Link | undefined,
  onec: OnecClient,
): Promise<DocumentName | undefined> {
  if (link?.key === undefined) {
    return undefined;
  }
  const document = await onec.read(заказКлиента, link.key, ['Number', 'Date', 'DeletionMark']);
  return document === undefined || document.DeletionMark
    ? undefined
    : { key: link.key, number: document.Number, date: document.Date };
}

/**
 * Why an order is left out that 1C has already: the document is named that does not follow it any more (D-10). That nothing is
 * left of an order is for a person to settle (D-9), and nobody is led to enter a second document.
 */
export function namingDocument(order: CrmOrder, refusal: Refusal, document: DocumentName): Refusal {
  const name = `Заказ клиента ${document.number} от ${presentDateTime(document.date)}`;
  if ('skip' in refusal) {
    return refusal.skip.reason === 'noItems'
      ? { problems: [itemsGone(order, { Number: document.number, Date: document.date })] }
      : {
          skip: {
            ...refusal.skip,
            message: `${refusal.skip.message} В 1С по нему есть ${name}: изменения заказа в него больше не попадают.`,
          },
        };
  }
  return {
    problems: refusal.problems.map((problem) => ({
      ...problem,
      message:
        problem.reason === 'customerUnsupported'
          ? customerText(order, `№${document.number} от ${presentDay(document.date)}`)
          : `${problem.message} В 1С по нему есть ${name}; обмен его не изменил.`,
      details: { ...problem.details, document: document.number },
    })),
  };
}

const customerText = ({ id, number }: CrmOrder, document: string): string =>
  `В заказе ${number} больше нет карточки покупателя. ` +
  `Заказ уже есть в 1С: Заказ клиента ${document}; второй заводить не нужно, а его покупателя и состав поправьте в 1С вручную. ` +
  `Отмену заказа обмен перенесёт сам. Если покупателя вернут, сохраните заказ или выполните failed retry ${id}.`;
