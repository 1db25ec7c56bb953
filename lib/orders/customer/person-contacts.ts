import type { ContactKindName, ContactKinds } from '../dictionary-facts.ts';
import { type ContactFields, emailContact, phoneContact } from './contacts.ts';
import type { Person } from './person.ts';

/** Phone and e-mail of a person as rows of the partner, without what the CRM or the base does not know (I-37). */
export function partnerContacts(person: Person, kinds: ContactKinds): readonly ContactFields[] {
  return contacts(person, kinds, 'ТелефонПартнера', 'EmailПартнера');
}

/** Phone and e-mail of a person as rows of the counterparty, without what the CRM or the base does not know (I-37). */
export function counterpartyContacts(person: Person, kinds: ContactKinds): readonly ContactFields[] {
  return contacts(person, kinds, 'ТелефонКонтрагента', 'EmailКонтрагента');
}

function contacts(
  person: Person,
  kinds: ContactKinds,
  phoneKind: ContactKindName,
  emailKind: ContactKindName,
): readonly ContactFields[] {
  const [phone, email] = [kinds.get(phoneKind), kinds.get(emailKind)];
  return [
    ...(person.phone === '' || phone === undefined ? [] : [phoneContact(phone, person.phone)]),
    ...(person.email === '' || email === undefined ? [] : [emailContact(email, person.email)]),
  ];
}
