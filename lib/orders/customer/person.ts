import type { CrmCustomer, CrmOrder } from '../../crm/order.ts';
import { fullName } from './full-name.ts';
import { tidyPhone } from './phone.ts';

/** A private customer as an order names them. */
export interface Person {
  /** CRM id of the customer card; what the links of partner and counterparty are kept under. */
  readonly crmId: number;
  readonly name: string;
  /** What they are told apart by where an e-mail is shared: the whole name if no surname is known, or `""`. */
  readonly surname: string;
  /** The field as given, which may hold an extension and several numbers, or `""`. */
  readonly phone: string;
  /** Lower case, or `""`. */
  readonly email: string;
  /** `YYYY-MM-DD HH:MM:SS`: when the card was made; the order's own date if the CRM does not say. */
  readonly registeredAt: string;
}

/**
 * The person behind a private order (original-import 5.1): the order's own name, phone and e-mail; the card's where the
 * order has none.
 *
 * A card whose id cannot be read is none, and stops no order (D-1): its person is linked under the order's own id, as a
 * negative number that no card has.
 *
 * @returns undefined if the CRM names no customer card at all: there is nothing that a link could be kept under.
 */
export function personOf(order: CrmOrder): Person | undefined {
  const card = order.customer ?? order.contact ?? cardWithoutId(order);
  if (card === undefined) {
    return undefined;
  }
  const named = fullName(order) === '' ? card : order;
  const name = fullName(named);
  return {
    crmId: card.id,
    name,
    surname: named.lastName?.trim() || name,
    phone: [order.phone, ...card.phones].map(tidyPhone).find((phone) => phone !== '') ?? '',
    email: (order.email ?? card.email ?? '').trim().toLowerCase(),
    registeredAt: card.createdAt ?? order.createdAt,
  };
}

function cardWithoutId(
  order: CrmOrder,
): (Pick<CrmCustomer, 'id' | 'phones'> & Partial<CrmCustomer>) | undefined {
  return order.unreadable.includes('customer.id') && (fullName(order) !== '' || order.phone !== undefined)
    ? { id: -order.id, phones: [] }
    : undefined;
}
