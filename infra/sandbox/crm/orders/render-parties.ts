import type { Json } from '../json.ts';
import type { CompanyState, CustomerState, Parties } from './state.ts';

/** `customer`, `contact` and, of a corporate customer, `company` of an order (retailcrm-api 3.2). Empty fields are there. */
export function renderParties({ customer, contact, company }: Parties): Json {
  return {
    customer: customer.type === 'customer_corporate' ? renderCorporate(customer) : renderPerson(customer),
    contact: renderPerson(contact),
    company: company === undefined ? undefined : renderCompany(company, customer),
  };
}

/** The card of a person as orders and `GET /customers` have it. */
export function renderPerson(customer: CustomerState): Json {
  return withoutEmpty({
    type: 'customer',
    id: customer.id,
    externalId: customer.externalId,
    isContact: customer.isContact ?? false,
    createdAt: customer.createdAt,
    vip: false,
    bad: false,
    site: customer.site,
    contragent: { contragentType: 'individual' },
    tags: [],
    customFields: [],
    personalDiscount: 0,
    cumulativeDiscount: 0,
    segments: [],
    firstName: customer.firstName,
    lastName: customer.lastName,
    patronymic: customer.patronymic,
    email: customer.email,
    phones: customer.phones.map((number) => ({ number })),
  });
}

/** As in the captured list of corporate customers. */
export function renderCorporate(customer: CustomerState): Json {
  const [main] = customer.companies ?? [];
  return withoutEmpty({
    type: 'customer_corporate',
    id: customer.id,
    externalId: customer.externalId,
    nickName: customer.nickName,
    mainCompany: main === undefined ? undefined : { id: main.id, name: main.name },
    createdAt: customer.createdAt,
    vip: false,
    bad: false,
    site: customer.site,
    tags: [],
    customFields: [],
    personalDiscount: 0,
  });
}

/** As in the captured list of companies. */
function renderCompany(company: CompanyState, customer: CustomerState): Json {
  return withoutEmpty({
    isMain: customer.companies?.[0]?.id === company.id,
    id: company.id,
    externalId: company.externalId,
    customer: withoutEmpty({
      site: customer.site,
      id: customer.id,
      externalId: customer.externalId,
      type: 'customer_corporate',
    }),
    active: true,
    name: company.name,
    createdAt: company.createdAt,
    contragent: company.contragent,
    customFields: [],
  });
}

const withoutEmpty = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
