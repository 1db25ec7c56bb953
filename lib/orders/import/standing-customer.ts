import type { CrmOrder } from '../../crm/order.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Link } from '../../state/links.ts';
import type { Person } from '../customer/person.ts';
import { memoryOf } from '../document/order-memory.ts';
import type { ReadDeps, Refusal } from '../flow.ts';
import { presentDay } from '../onec-dates.ts';
import type { CustomerOfOrder } from '../order-state.ts';

/** Who stands in the document of an order, whoever the order's customer is now. */
interface Standing {
  readonly person: Person;
  readonly customer: CustomerOfOrder;
}

/**
 * What becomes of an order whose customer cannot be exchanged, or cannot be exchanged any more: where it has a document
 * already, a cancellation is carried out with whom the document has, since it needs no customer; everything else waits for a
 * person, who is told of the document so that nobody enters a second one.
 *
 * @param refusal of an order that 1C does not have.
 */
export async function standingCustomer(
  order: CrmOrder,
  refusal: Refusal,
  link: Link | undefined,
  settings: Settings,
  { onec }: Pick<ReadDeps, 'onec'>,
): Promise<Standing | { readonly refusal: Refusal }> {
  const document =
    link?.key === undefined
      ? undefined
      : await onec.read(заказКлиента, link.key, ['Number', 'Date', 'Партнер_Key', 'Контрагент_Key']);
  if (document === undefined) {
    return { refusal };
  }
  if (!settings.statuses.some(({ crm, cancel }) => crm === order.status && cancel)) {
    const message = standingText(order, `№${document.Number} от ${presentDay(document.Date)}`);
    return {
      refusal: {
        problems: [
          {
            reason: 'customerUnsupported',
            message,
            details: { order: order.number, document: document.Number },
          },
        ],
      },
    };
  }
  const known = { partner: document.Партнер_Key, counterparty: document.Контрагент_Key };
  const crmId = memoryOf(link).customer ?? 0;
  return {
    person: { crmId, name: '', surname: '', phone: '', email: '', registeredAt: order.createdAt },
    customer: { crmId, ...known, known },
  };
}

const standingText = ({ id, number }: CrmOrder, document: string): string =>
  `В заказе ${number} сменили покупателя на того, кого эта версия обмена не загружает (юридическое лицо или заказ без карточки покупателя). ` +
  `Заказ уже есть в 1С: Заказ клиента ${document}; второй заводить не нужно, а его покупателя и состав поправьте в 1С вручную. ` +
  `Отмену заказа обмен перенесёт сам. Если покупателя вернут, сохраните заказ или выполните failed retry ${id}.`;
