import type { ContactKindName, ContactKinds } from '../dictionary-facts.ts';
import { type ContactFields, emailContact, phoneContact } from './contacts.ts';
import type { UnchangedContacts } from './facts.ts';
import type { Person } from './person.ts';

/** Phone and e-mail of a person as contact rows of no kind yet, without what the CRM does not know (I-37). */
export interface PersonContacts {
  readonly phone: ContactFields | undefined;
  readonly email: ContactFields | undefined;
}

/** The contacts of a person, taken apart once for both objects that hold them. */
export const contactsOf = ({ phone, email }: Pick<Person, 'phone' | 'email'>): PersonContacts => ({
  phone: phone === '' ? undefined : phoneContact('', phone),
  email: email === '' ? undefined : emailContact('', email),
});

/** Those that are news: an e-mail that people corrected in 1C outlives a new phone in the CRM. */
export const changedContacts = (contacts: PersonContacts, unchanged: UnchangedContacts): PersonContacts => ({
  phone: unchanged.phone ? undefined : contacts.phone,
  email: unchanged.email ? undefined : contacts.email,
});

/** Contacts as rows of the partner, without what the base has no kind for (I-37). */
export const partnerContacts = (contacts: PersonContacts, kinds: ContactKinds): readonly ContactFields[] =>
  rowsOf(contacts, kinds, 'ТелефонПартнера', 'EmailПартнера');

/** Contacts as rows of the counterparty, without what the base has no kind for (I-37). */
export const counterpartyContacts = (
  contacts: PersonContacts,
  kinds: ContactKinds,
): readonly ContactFields[] => rowsOf(contacts, kinds, 'ТелефонКонтрагента', 'EmailКонтрагента');

/** Contacts as rows of a contact person, without what the base has no kind for (I-37). */
export const contactPersonContacts = (
  contacts: PersonContacts,
  kinds: ContactKinds,
): readonly ContactFields[] => rowsOf(contacts, kinds, 'ТелефонКонтактногоЛица', 'EmailКонтактногоЛица');

function rowsOf(
  { phone, email }: PersonContacts,
  kinds: ContactKinds,
  phoneKind: ContactKindName,
  emailKind: ContactKindName,
): readonly ContactFields[] {
  const [ofPhone, ofEmail] = [kinds.get(phoneKind), kinds.get(emailKind)];
  return [
    ...(phone === undefined || ofPhone === undefined ? [] : [{ ...phone, Вид_Key: ofPhone }]),
    ...(email === undefined || ofEmail === undefined ? [] : [{ ...email, Вид_Key: ofEmail }]),
  ];
}
