import type { OrderInput } from './orders/order-input.ts';
import type { CompanyState, CustomerState, OrderState, Parties } from './orders/state.ts';
import { Refusal } from './refusal.ts';
import type { CrmStore } from './store.ts';

/** The parties of a stored order. */
export function partiesOf(store: CrmStore, { id, customerId, contactId, companyId }: OrderState): Parties {
  const customer = store.customer(customerId);
  const contact = contactId === undefined ? customer : store.customer(contactId);
  if (customer === undefined || contact === undefined) {
    throw new Error(`sandbox: order ${id} has lost its customer`);
  }
  return partiesWith(customer, contact, companyById(customer, companyId));
}

/**
 * The parties that an order names, those that it has (`known`), or new ones made from the order's own name and contacts
 * (retailcrm-api 3.2). A corporate customer that is made with its order gets a company of the order's legal name, if it has
 * one; an order that names no company of its corporate customer is of the main one. Nothing is stored: the caller commits.
 *
 * @throws {Refusal} 400 `Order is not loaded` if somebody named does not exist or is of the wrong type.
 */
export function findOrMakeParties(
  store: CrmStore,
  input: OrderInput,
  site: string,
  at: string,
  known?: Parties,
): Parties {
  const isSame = known !== undefined && input.customer === undefined;
  const customer = isSame
    ? known.customer
    : (named(store, input, 'customer') ?? make(store, input, site, at));
  if (customer.type !== 'customer_corporate') {
    refuseOfPerson(input, customer);
    return { customer, contact: customer };
  }
  const contact =
    named(store, input, 'contact') ??
    (isSame ? known.contact : { ...makePerson(store, input, site, at), isContact: true });
  if (contact.type === 'customer_corporate') {
    refuse('contact', 'A contact must be a person.');
  }
  const given = input.company === undefined ? undefined : companyOf(customer, input.company);
  const kept = isSame ? known.company : customer.companies?.[0];
  return partiesWith(customer, contact, given ?? kept);
}

const partiesWith = (customer: CustomerState, contact: CustomerState, company?: CompanyState): Parties =>
  company === undefined ? { customer, contact } : { customer, contact, company };

const companyById = (customer: CustomerState, id: number | undefined): CompanyState | undefined =>
  customer.companies?.find((company) => company.id === id);

function named(store: CrmStore, input: OrderInput, role: 'customer' | 'contact'): CustomerState | undefined {
  const { id, externalId } = input[role] ?? {};
  if (id !== undefined) {
    const customer = store.customer(id);
    return customer === undefined || customer.mergedInto !== undefined
      ? refuse(`${role}.id`, `Customer with id=${id} not found.`)
      : customer;
  }
  if (externalId !== undefined) {
    return (
      store.customers().find((customer) => customer.externalId === externalId) ??
      refuse(`${role}.externalId`, `Customer with externalId=${externalId} not found.`)
    );
  }
  return undefined;
}

function companyOf(customer: CustomerState, reference: NonNullable<OrderInput['company']>): CompanyState {
  const company = customer.companies?.find(
    ({ id, externalId }) =>
      (reference.id !== undefined && id === reference.id) ||
      (reference.externalId !== undefined && externalId === reference.externalId),
  );
  return company ?? refuse('company', 'Company not found.');
}

function refuseOfPerson(input: OrderInput, { id }: CustomerState): void {
  if (input.company !== undefined) {
    refuse('company', 'Only a corporate customer has companies.');
  }
  if (input.contact !== undefined && input.contact.id !== id) {
    refuse('contact', 'Only a corporate customer has another contact.');
  }
}

function make(store: CrmStore, input: OrderInput, site: string, at: string): CustomerState {
  return input.customer?.type === 'customer_corporate'
    ? makeCorporate(store, input, site, at)
    : makePerson(store, input, site, at);
}

function makeCorporate(store: CrmStore, input: OrderInput, site: string, at: string): CustomerState {
  const { nickName } = input.customer ?? {};
  if (nickName === undefined || nickName === '') {
    refuse('customer.nickName', 'This value should not be blank.');
  }
  const { legalName } = input.contragent ?? {};
  const companies =
    legalName === undefined
      ? []
      : [{ id: store.takeId('company'), name: legalName, createdAt: at, contragent: input.contragent ?? {} }];
  return {
    id: store.takeId('customer'),
    type: 'customer_corporate',
    site,
    createdAt: at,
    nickName,
    companies,
    phones: [],
  };
}

function makePerson(store: CrmStore, input: OrderInput, site: string, at: string): CustomerState {
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
