import type { OnecClient } from '../../../onec/client.ts';
import { and, eq, guid, type Literal } from '../../../onec/filter.ts';
import { контактныеЛицаПартнеров } from '../../../onec/ut/objects/customers.ts';
import type { Link } from '../../../state/links.ts';
import { findFormer, notedObject } from '../../former-ids.ts';
import { chooseCandidate, isCalled } from '../choose-candidate.ts';
import type { CustomerSources } from '../find-customer.ts';
import { type LookedUp, lookUp, NOT_DELETED } from '../look-up.ts';
import { hasEmail, hasPhone, isContactOf } from '../own-contacts.ts';
import { searchedContacts } from '../searched-contacts.ts';
import { sentContacts, unchangedSince } from '../sent-contacts.ts';
import type { ContactPerson } from './contact-person.ts';
import type { ContactPersonFacts, HeldContactPerson } from './facts.ts';

/** Of whose contact persons is looked for one, and under which id the link is kept. */
export interface ContactPersonPlace {
  readonly id: string;
  /** Key of the partner; undefined if it is not in 1C yet: then nobody can be its contact person. */
  readonly partner: string | undefined;
}

/**
 * What 1C holds of a contact person, by the first that answers: the link, what an interrupted attempt may have created, the former
 * extension's id, and among the partner's contact persons a phone or e-mail with the surname, or the same name. One who is
 * linked and unchanged costs one light request.
 */
export async function findContactPerson(
  person: ContactPerson,
  { id, partner }: ContactPersonPlace,
  link: Link | undefined,
  sources: CustomerSources,
): Promise<ContactPersonFacts> {
  const { onec, digest, proposed, dictionaries } = sources;
  const sent = sentContacts(person, digest);
  const unchanged = unchangedSince(link?.memory, sent);
  if (link?.key !== undefined && unchanged.phone && unchanged.email) {
    const { key } = link;
    if (await isLivingOf(key, partner, onec)) {
      const held = { key, entity: undefined, unchanged };
      return { held, vanishedKey: undefined, proposedKey: key, sent, contactKinds: new Map() };
    }
  }
  const looked = await lookUp(
    link,
    (key) => onec.read(контактныеЛицаПартнеров, key),
    (intended) => searchIntended(intended, sources),
  );
  const own = looked.entity?.Owner_Key === partner ? looked.entity : undefined;
  const entity = own ?? (partner === undefined ? undefined : await search(person, partner, sources));
  const key = entity?.Ref_Key;
  return {
    held: entity && {
      key: entity.Ref_Key,
      entity,
      unchanged: key === link?.key ? unchanged : { phone: false, email: false },
    },
    vanishedKey: key === link?.key ? undefined : link?.key,
    proposedKey: looked.intended ?? proposed.contact(id, takenOf(looked, link)),
    sent,
    contactKinds: await dictionaries.contactKinds(),
  };
}

/** The key of whoever is gone, or is another partner's by now: nobody else can have it. */
const takenOf = (
  { taken, entity }: LookedUp<HeldContactPerson>,
  link: Link | undefined,
): string | undefined =>
  taken ?? (entity === undefined ? undefined : (link?.key ?? link?.intent.proposedKey));

async function isLivingOf(key: string, partner: string | undefined, onec: OnecClient): Promise<boolean> {
  const [found] = await onec.list(контактныеЛицаПартнеров, {
    filter: and(eq('Ref_Key', guid(key)), NOT_DELETED),
    select: ['Owner_Key'],
    top: 1,
  });
  return found !== undefined && found.Owner_Key === partner;
}

/** What an interrupted attempt made: of the partner and the name that were sent (design, decisions). */
async function searchIntended(
  { Owner_Key: owner, Description: name }: Link['intent']['sent'],
  { onec, digest }: CustomerSources,
): Promise<HeldContactPerson | undefined> {
  if (owner === undefined) {
    return undefined;
  }
  return (await listOf(owner, onec)).find(({ Description }) => digest('name', Description) === name);
}

const listOf = (partner: string, onec: OnecClient): Promise<readonly HeldContactPerson[]> =>
  onec.list(контактныеЛицаПартнеров, { filter: and(eq('Owner_Key', guid(partner)), NOT_DELETED) });

async function search(
  person: ContactPerson,
  partner: string,
  sources: CustomerSources,
): Promise<HeldContactPerson | undefined> {
  const { onec } = sources;
  const contacts = searchedContacts(person, sources.ignoredContacts);
  const notes = await findFormer({ contact: person.crmId }, sources);
  const noted = await notedObject(
    notes.contact,
    (values: readonly Literal[]) =>
      onec.listByValues(контактныеЛицаПартнеров, { property: 'Ref_Key', values, and: NOT_DELETED }),
    ({ Owner_Key }) => Owner_Key === partner,
    (held) => isNamesake(held, person) || isContactOf(held.КонтактнаяИнформация ?? [], contacts),
  );
  if (noted !== undefined) {
    return noted;
  }
  const all = await listOf(partner, onec);
  const choice = chooseCandidate(
    all.flatMap((candidate) => {
      const rows = candidate.КонтактнаяИнформация ?? [];
      const byEmail = rows.some((row) => hasEmail(row, contacts.email));
      // Colleagues share a telephone: a number alone tells nobody from another.
      const byPhone = isOfSurname(candidate, person) && rows.some((row) => hasPhone(row, contacts.phones));
      return byEmail || byPhone ? [{ candidate, hasEmail: byEmail, hasPhone: byPhone }] : [];
    }),
    person.surname,
  );
  if (choice.found !== undefined) {
    return choice.found;
  }
  const [namesake, another] = all.filter((held) => isNamesake(held, person));
  return another === undefined ? namesake : undefined;
}

/** Of somebody without a name only a number says anything. */
const isOfSurname = ({ Description }: HeldContactPerson, { surname }: ContactPerson): boolean =>
  surname === '' || isCalled(Description, surname);

const isNamesake = (
  { Description }: Pick<HeldContactPerson, 'Description'>,
  { name }: ContactPerson,
): boolean => plain(Description) === plain(name);

const plain = (name: string): string => name.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ');
