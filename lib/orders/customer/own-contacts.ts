import type { ContactRow } from './facts.ts';
import { isSamePhone, numbersIn, type PhoneNumber } from './phone.ts';
import type { SearchedContacts } from './searched-contacts.ts';

/** Kinds of rows in which digits and signs mean something else. */
const NO_PHONES: readonly string[] = ['Адрес', 'АдресЭлектроннойПочты', 'ВебСтраница'];

/** Whether a contact row holds the e-mail, in any case of letters. @param email in small letters; `""` is in no row. */
export function hasEmail(row: ContactRow, email: string): boolean {
  return (
    email !== '' && [row.АдресЭП, row.Представление].some((value) => value?.trim().toLowerCase() === email)
  );
}

/** Whether a contact row holds one of the numbers, however it is written. */
export function hasPhone(row: ContactRow, phones: readonly PhoneNumber[]): boolean {
  return phones.length > 0 && phonesOf(row).some((held) => phones.some((phone) => isSamePhone(held, phone)));
}

/**
 * What people see comes first: 1C's column of digits keeps no `+`, so +49 30 123456 and 8 (493) 012-34-56 look alike
 * there (B-1).
 */
function phonesOf({ Тип, Представление, НомерТелефона }: ContactRow): readonly PhoneNumber[] {
  if (NO_PHONES.includes(Тип)) {
    return [];
  }
  const shown = numbersIn(Представление);
  return shown.length > 0 ? shown : numbersIn(НомерТелефона);
}

/** Whether any of the rows is the person's; everybody is taken for a person without contacts. */
export function isContactOf(rows: readonly ContactRow[], { email, phones }: SearchedContacts): boolean {
  if (email === '' && phones.length === 0) {
    return true;
  }
  return rows.some((row) => hasEmail(row, email) || hasPhone(row, phones));
}
