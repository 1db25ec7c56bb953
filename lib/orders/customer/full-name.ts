import type { CrmCustomer } from '../../crm/order.ts';

/** Surname, name and patronymic as far as they are known, with single blanks; `""` if none is. */
export function fullName(source: Pick<CrmCustomer, 'lastName' | 'firstName' | 'patronymic'>): string {
  return [source.lastName, source.firstName, source.patronymic]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}
