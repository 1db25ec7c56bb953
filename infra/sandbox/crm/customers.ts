import type { OrderInput } from './orders/order-input.ts';
import type { CustomerState } from './orders/state.ts';
import { Refusal } from './refusal.ts';
import type { CrmStore } from './store.ts';

/**
 * The customer that `order.customer` names, or a new one made from the order's own name and contacts
 * (retailcrm-api 3.2). Nothing is stored: the caller commits the customer with its order.
 *
 * @throws {Refusal} 400 `Order is not loaded` if the named customer does not exist.
 */
export function findOrMakeCustomer(
  store: CrmStore,
  input: OrderInput,
  site: string,
  at: string,
): CustomerState {
  const reference = input.customer;
  if (reference?.id !== undefined) {
    return (
      store.customer(reference.id) ?? refuse('customer.id', `Customer with id=${reference.id} not found.`)
    );
  }
  if (reference?.externalId !== undefined) {
    const { externalId } = reference;
    return (
      store.customers().find((customer) => customer.externalId === externalId) ??
      refuse('customer.externalId', `Customer with externalId=${externalId} not found.`)
    );
  }
  return {
    id: store.takeId('customer'),
    site,
    createdAt: at,
    ...present('lastName', input.lastName),
    ...present('firstName', input.firstName),
    ...present('patronymic', input.patronymic),
    ...present('email', input.email),
    phones: [input.phone, input.additionalPhone].flatMap((phone) =>
      typeof phone === 'string' && phone !== '' ? [phone] : [],
    ),
  };
}

function present<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as { [P in K]?: string }) : {};
}

function refuse(field: string, problem: string): never {
  throw new Refusal(400, 'Order is not loaded', { [field]: problem });
}
