import type { ContactRow } from './facts.ts';
import type { Person } from './person.ts';
import { normalizePhone } from './phone.ts';

/** Whether a contact row holds the e-mail, in any case of letters. @param email in small letters; `""` is in no row. */
export function hasEmail(row: ContactRow, email: string): boolean {
  return (
    email !== '' && [row.АдресЭП, row.Представление].some((value) => value?.trim().toLowerCase() === email)
  );
}

/** Whether a contact row holds the phone, however it is written. @param phone eleven digits; `""` is in no row. */
export function hasPhone(row: ContactRow, phone: string): boolean {
  return (
    phone !== '' && [row.НомерТелефона, row.Представление].some((value) => normalizePhone(value) === phone)
  );
}

/** Whether any of the rows is the person's; everybody is taken for a person without contacts. */
export function isContactOf(rows: readonly ContactRow[], person: Pick<Person, 'email' | 'phone'>): boolean {
  if (person.email === '' && person.phone === '') {
    return true;
  }
  return rows.some((row) => hasEmail(row, person.email) || hasPhone(row, person.phone));
}
