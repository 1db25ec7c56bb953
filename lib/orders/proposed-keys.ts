import { deterministicId } from '../platform/ids.ts';

/**
 * The keys that the bridge proposes for what it creates in 1C: always the same for one object of one CRM account, so that
 * a repeated create of an object that 1C keeps under its proposed key is refused instead of doubled (design, principle 3).
 */
export interface ProposedKeys {
  order(orderId: number): string;
  /** @param taken key that the customer had before, under which 1C keeps an object that is of no use any more (B-2). */
  partner(customerId: number | string, taken?: string): string;
  /** @param taken as of the partner. */
  counterparty(customerId: number | string, taken?: string): string;
  /** @param contact what the link of a contact person is kept under. @param taken as of the partner. */
  contact(contact: string, taken?: string): string;
  /** @param counterparty what the link of its owner is kept under. @param taken as of the partner. */
  account(counterparty: string, taken?: string): string;
  /** @param kind of document; @param taken key that the payment had before, of another document that was given up. */
  payment(paymentId: number, kind: string, taken?: string): string;
  /** `ИдентификаторСтроки` of a row. @param item the CRM item's id, or `delivery`. */
  row(orderId: number, item: number | 'delivery'): string;
}

/** @param account host name of the CRM account: two accounts that share a base number their orders independently. */
export function proposedKeys(account: string): ProposedKeys {
  return {
    order: (orderId) => deterministicId(account, 'order', orderId),
    partner: (customerId, taken) => deterministicId(account, 'partner', customerId, ...after(taken)),
    counterparty: (customerId, taken) =>
      deterministicId(account, 'counterparty', customerId, ...after(taken)),
    contact: (contact, taken) => deterministicId(account, 'contact', contact, ...after(taken)),
    account: (counterparty, taken) => deterministicId(account, 'account', counterparty, ...after(taken)),
    payment: (paymentId, kind, taken) =>
      deterministicId(account, 'payment', paymentId, kind, ...after(taken)),
    row: (orderId, item) => deterministicId(account, 'row', orderId, item),
  };
}

const after = (taken: string | undefined): readonly string[] => (taken === undefined ? [] : [taken]);
