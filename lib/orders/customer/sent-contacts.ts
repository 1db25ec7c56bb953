import type { Digest } from '../../platform/digest.ts';
import type { LinkMemory } from '../../state/links.ts';
import type { ContactRow, Partner, SentContacts, UnchangedContacts } from './facts.ts';
import type { Person } from './person.ts';
import { canonicalPhone } from './phone.ts';

/** The digests of a person's contacts; spellings of one phone have one digest. */
export const sentContacts = (
  { phone, email }: Pick<Person, 'phone' | 'email'>,
  digest: Digest,
): SentContacts => ({
  phone: digest('phone', canonicalPhone(phone)),
  email: digest('email', email),
});

/** What of the contacts is as it was last sent. @param memory of the link under which they were sent, if they were. */
export function unchangedSince(memory: LinkMemory | undefined, now: SentContacts): UnchangedContacts {
  const sent = (memory ?? {}) as Partial<SentContacts>;
  return { phone: sent.phone === now.phone, email: sent.email === now.email };
}

/** What an intent says of a person, as digests: enough to tell a candidate, too little to tell who it is. */
export interface SentPerson extends SentContacts {
  readonly Description: string;
}

/** The digests of a person as they are sent. @param Description the name as 1C keeps it. */
export const sentPerson = (Description: string, contacts: SentContacts, digest: Digest): SentPerson => ({
  Description: digest('name', Description),
  ...contacts,
});

/** Whether a partner of 1C is the one that was sent: of that name, with one of the contacts if there were any. */
export function isAsSent(
  { Description, КонтактнаяИнформация: rows }: Pick<Partner, 'Description' | 'КонтактнаяИнформация'>,
  sent: Readonly<Record<string, string>>,
  digest: Digest,
): boolean {
  const { phone = '', email = '' } = sent;
  const isNamesake = digest('name', Description) === sent.Description;
  return (
    isNamesake &&
    ((phone === '' && email === '') || rows.some((row) => holdsSent(row, { phone, email }, digest)))
  );
}

function holdsSent({ Тип, Представление }: ContactRow, sent: SentContacts, digest: Digest): boolean {
  const held = sentContacts({ phone: Представление, email: Представление.trim().toLowerCase() }, digest);
  return Тип === 'Телефон' ? isKnown(held.phone, sent.phone) : isKnown(held.email, sent.email);
}

const isKnown = (held: string, sent: string): boolean => sent !== '' && held === sent;
