import { контрагенты } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Counterparty } from '../customer/facts.ts';
import { isContactOf } from '../customer/own-contacts.ts';
import type { Person } from '../customer/person.ts';
import type { SearchedContacts } from '../customer/searched-contacts.ts';
import type { OrderSign } from './documents.ts';

/** What is known of a customer when one of their documents is looked at. */
export interface CustomerProofs {
  readonly person: Person;
  /** What they may be known by, without what many customers share. */
  readonly contacts: SearchedContacts;
  readonly document: OrderSign;
  /** Keys of partners that other sources call theirs: the link, the former extension, the bridge's proposed key. */
  readonly partners: readonly (string | undefined)[];
  /** The document's counterparty, if it was read. */
  readonly counterparty: Counterparty | undefined;
}

const PERSON = 'ФизЛицо';

/**
 * Whether a document is the customer's whom the CRM's order names: somebody may have given either of them to another person
 * meanwhile, and a wrong link would write one person's contacts over another's.
 */
export function isTheirs({ person, contacts, document, partners, counterparty }: CustomerProofs): boolean {
  return (
    partners.includes(document.Партнер_Key) ||
    (counterparty !== undefined && isLike(person, contacts, counterparty))
  );
}

function isLike(person: Person, contacts: SearchedContacts, counterparty: Counterparty): boolean {
  const hasContacts = contacts.phones.length > 0 || contacts.email !== '';
  return (
    counterparty.ЮрФизЛицо === PERSON &&
    (isNamesake(person, counterparty) ||
      (hasContacts && isContactOf(counterparty.КонтактнаяИнформация ?? [], contacts)))
  );
}

function isNamesake({ name }: Person, { Description }: Counterparty): boolean {
  const sent = name.slice(0, контрагенты.descriptionLength);
  return sent !== '' && plain(sent) === plain(Description);
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');

/** What all documents together say of one customer and one kind of object. */
export type CustomerChoice = { readonly key: string } | { readonly conflict: readonly string[] } | undefined;

/**
 * The one object of 1C that is a customer's: what the former extension noted, unless the documents know better; what all
 * documents agree upon, where it noted nothing (original-import 5.2). Different answers choose nothing.
 *
 * @param ofDocuments keys in the documents that are surely theirs.
 * @param noted keys beside which the former extension kept the customer's id.
 */
export function chooseCustomer(ofDocuments: Iterable<string>, noted: readonly string[]): CustomerChoice {
  const used = [...new Set(ofDocuments)].filter((key) => key !== EMPTY_KEY);
  const agreed = used.length === 0 ? noted : noted.filter((key) => used.includes(key));
  const options = noted.length === 0 ? used : agreed;
  const [key, ...others] = options;
  if (key !== undefined && others.length === 0) {
    return { key };
  }
  const known = [...new Set([...used, ...noted])];
  return known.length === 0 ? undefined : { conflict: known };
}
