import type { Settings } from '../../settings/schema.ts';
import type { Person } from './person.ts';
import { isSamePhone, numbersIn, type PhoneNumber } from './phone.ts';

/** What a person may be known by. */
export interface SearchedContacts {
  readonly phones: readonly PhoneNumber[];
  /** Lower case, or `""`. */
  readonly email: string;
}

/** Seven equal digits at the end: what is typed where a number must be given and none is known (D-5). */
const STUB = /(\d)\1{6}$/u;

/**
 * The contacts of a person that tell who it is: every number of the field (R-5) and the e-mail, without those that many
 * customers share: the settings' `customers.ignoredContacts` and numbers that nobody has (D-5).
 */
export function searchedContacts(
  { phone, email }: Pick<Person, 'phone' | 'email'>,
  ignored: Settings['customers']['ignoredContacts'],
): SearchedContacts {
  const ignoredPhones = ignored.flatMap(numbersIn);
  const isIgnored = (number: PhoneNumber) =>
    STUB.test(number.number) || ignoredPhones.some((stub) => isSamePhone(stub, number));
  const isIgnoredEmail = ignored.some((contact) => contact.trim().toLowerCase() === email);
  return {
    phones: numbersIn(phone).filter((number) => !isIgnored(number)),
    email: isIgnoredEmail ? '' : email,
  };
}
