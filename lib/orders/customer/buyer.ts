import type { CrmOrder } from '../../crm/order.ts';
import { type Company, type CompanySettings, companyOf, isCompanyOrder } from './company/company.ts';
import { type Person, personOf } from './person.ts';

/** Who an order is for. */
export type Buyer = { readonly person: Person } | { readonly company: Company };

/**
 * Who an order is for: a company wherever legal details or a corporate customer say so, else a private person.
 *
 * @returns undefined if the CRM names no customer card at all: there is nothing that a link could be kept under.
 */
export function buyerOf(order: CrmOrder, settings: CompanySettings): Buyer | undefined {
  if (isCompanyOrder(order)) {
    const company = companyOf(order, settings);
    return company && { company };
  }
  const person = personOf(order);
  return person && { person };
}
