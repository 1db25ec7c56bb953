import type { CrmOrder } from '../../../crm/order.ts';
import { fullName } from '../full-name.ts';
import { tidyPhone } from '../phone.ts';

/** Whom one talks to about a company's orders. Texts that the CRM does not know are `""`. */
export interface ContactPerson {
  /** CRM id of the card; a person's id may be a company's as well. */
  readonly crmId: number;
  readonly name: string;
  /** The whole name if no surname is known, `""` without either. */
  readonly surname: string;
  readonly phone: string;
  /** Lower case. */
  readonly email: string;
  /** `YYYY-MM-DD HH:MM:SS`. */
  readonly registeredAt: string;
}

/**
 * The contact person of an order of a corporate customer (original-import 5.4): called as on the card, reached as in the order.
 *
 * @returns undefined if the order names none, or nothing of them but an id.
 */
export function contactPersonOf(order: CrmOrder): ContactPerson | undefined {
  const { contact } = order;
  if (contact === undefined || contact.type !== 'customer') {
    return undefined;
  }
  const named = fullName(contact) === '' ? order : contact;
  const name = fullName(named);
  const phone = [order.phone, ...contact.phones].map(tidyPhone).find((field) => field !== '') ?? '';
  const email = (order.email ?? contact.email ?? '').trim().toLowerCase();
  return name === '' && phone === '' && email === ''
    ? undefined
    : {
        crmId: contact.id,
        name: name === '' ? `Контакт ${contact.id}` : name,
        surname: named.lastName?.trim() || name,
        phone,
        email,
        registeredAt: contact.createdAt ?? order.createdAt,
      };
}
