import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Link, type Links, refTo } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import { findFormer, notedObject } from '../former-ids.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { type CandidateChoice, isCalled } from './choose-candidate.ts';
import { areLive } from './deletion-marks.ts';
import type { Counterparty, CustomerFacts, Held, Partner, SentContacts, UnchangedContacts } from './facts.ts';
import {
  type LookedUp,
  type LookUpSources,
  livingCounterparties,
  livingPartners,
  lookUp,
  partnerOf,
  searchCounterparty,
  searchPartner,
} from './look-up.ts';
import { isContactOf } from './own-contacts.ts';
import type { Person } from './person.ts';
import { findByContacts, isPerson } from './search-contacts.ts';
import { type SearchedContacts, searchedContacts } from './searched-contacts.ts';
import { sentContacts, unchangedSince } from './sent-contacts.ts';

/** Where customers are looked for. */
export interface CustomerSources extends LookUpSources {
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
  /** Contacts that nobody is known by (contract 3). */
  readonly ignoredContacts: Settings['customers']['ignoredContacts'];
}

/** The links of a customer's two objects in 1C. */
export interface CustomerLinks {
  readonly partner: Link | undefined;
  readonly counterparty: Link | undefined;
}

/** The links of a customer's two objects. @param crmId of the customer's card. */
export async function readCustomerLinks(crmId: number, links: Pick<Links, 'read'>): Promise<CustomerLinks> {
  const [partner, counterparty] = await Promise.all([
    links.read(refTo('partner', crmId)),
    links.read(refTo('counterparty', crmId)),
  ]);
  return { partner, counterparty };
}

/** Whether both objects are known to exist, so that nobody else can be about to create them. */
export const isLinked = (links: CustomerLinks): boolean =>
  links.partner?.key !== undefined && links.counterparty?.key !== undefined;

/**
 * What 1C holds of a private customer, by the first that answers (original-import 5.2 fixed, cases I-30 to I-32): the link
 * under the CRM's id; what an interrupted attempt may have created; who is known by the order's contacts (B-17). A customer
 * whose links and contacts are unchanged costs one light request, which tells whether both objects are still of use.
 */
export async function findCustomer(
  person: Person,
  links: CustomerLinks,
  sources: CustomerSources,
): Promise<CustomerFacts> {
  const now = sentContacts(person, sources.digest);
  const known = unchangedKeys(now, links);
  return known === undefined || !(await areLive(known, sources.onec))
    ? searchCustomer(person, now, links, sources)
    : {
        partner: { key: known.partner, entity: undefined, unchanged: NOTHING_CHANGED },
        counterparty: { key: known.counterparty, entity: undefined, unchanged: NOTHING_CHANGED },
        vanished: { partner: undefined, counterparty: undefined },
        proposed: known,
        sent: now,
        contactKinds: new Map(),
        isAmbiguous: false,
      };
}

async function searchCustomer(
  person: Person,
  now: SentContacts,
  links: CustomerLinks,
  sources: CustomerSources,
): Promise<CustomerFacts> {
  const { onec, proposed } = sources;
  const contactKinds = await sources.dictionaries.contactKinds();
  const linked = {
    partner: await lookUp(
      links.partner,
      (key) => onec.read(партнеры, key),
      (sent) => searchPartner(sent, sources),
    ),
    counterparty: await lookUp(
      links.counterparty,
      (key) => onec.read(контрагенты, key),
      (sent) => searchCounterparty(sent, sources),
    ),
  };
  const {
    found,
    partner: noted,
    isAmbiguous,
  } = isUnknown(linked)
    ? await searchPerson(person, sources)
    : { found: undefined, partner: undefined, isAmbiguous: false };
  const counterparty = linked.counterparty.entity ?? found;
  // Whoever survived a merging of doubles brings their own partner along.
  const theirs = found && (await partnerOf(onec, found));
  const partner = theirs ?? linked.partner.entity ?? noted ?? (await partnerOf(onec, counterparty));
  return {
    sent: now,
    contactKinds,
    isAmbiguous,
    partner: heldUnder(links.partner, partner, now),
    counterparty: heldUnder(links.counterparty, counterparty, now),
    vanished: {
      partner: partner?.Ref_Key === links.partner?.key ? undefined : links.partner?.key,
      counterparty: counterparty?.Ref_Key === links.counterparty?.key ? undefined : links.counterparty?.key,
    },
    proposed: {
      partner: linked.partner.intended ?? proposed.partner(person.crmId, linked.partner.taken),
      counterparty:
        linked.counterparty.intended ?? proposed.counterparty(person.crmId, linked.counterparty.taken),
    },
  };
}

/**
 * A person without a link: who has the former extension's id, else who is known by the contacts. Beside companies the extension kept
 * ids of another kind, so that only persons count (original-import 5.2).
 */
async function searchPerson(
  person: Person,
  sources: CustomerSources,
): Promise<CandidateChoice<Counterparty> & { readonly partner: Partner | undefined }> {
  const { onec } = sources;
  const contacts = searchedContacts(person, sources.ignoredContacts);
  const notes = await findFormer({ partner: person.crmId, counterparty: person.crmId }, sources);
  const isTheirs = (held: Partner | Counterparty) =>
    isCalled(held.Description, person.surname) || isKnown(held, contacts);
  const found = await notedObject(notes.counterparty, livingCounterparties(onec), isPerson, isTheirs);
  const partner = await notedObject(notes.partner, livingPartners(onec), isPrivate, isTheirs);
  return found === undefined
    ? { ...(await findByContacts(onec, person, contacts, isPerson)), partner }
    : { found, isAmbiguous: false, partner };
}

const isPrivate = ({ ЮрФизЛицо }: Partner): boolean => ЮрФизЛицо === 'ЧастноеЛицо';

/** Whether an object holds one of the contacts; nobody is known by none. */
const isKnown = (
  { КонтактнаяИнформация: rows }: Partner | Counterparty,
  contacts: SearchedContacts,
): boolean => (contacts.email !== '' || contacts.phones.length > 0) && isContactOf(rows ?? [], contacts);

/** Nothing of the customer is left, or the counterparty that was linked is gone: UT may have merged it with a double. */
const isUnknown = ({
  partner,
  counterparty,
}: Record<'partner' | 'counterparty', LookedUp<unknown>>): boolean =>
  counterparty.entity === undefined && (partner.entity === undefined || counterparty.taken !== undefined);

/** The keys of both links if they are confirmed and nothing about the contacts has changed since they were last sent. */
function unchangedKeys(
  now: SentContacts,
  { partner, counterparty }: CustomerLinks,
): { partner: string; counterparty: string } | undefined {
  if (partner?.key === undefined || counterparty?.key === undefined) {
    return undefined;
  }
  const { phone, email } = unchangedSince(counterparty.memory, now);
  return phone && email ? { partner: partner.key, counterparty: counterparty.key } : undefined;
}

const NOTHING_CHANGED: UnchangedContacts = { phone: true, email: true };

/** An object with what of the contacts was sent to it; to one that another card or a user brought nothing was. */
function heldUnder<Entity extends { readonly Ref_Key: string }>(
  link: Link | undefined,
  entity: Entity | undefined,
  now: SentContacts,
): Held<Entity> | undefined {
  const key = entity?.Ref_Key;
  return (
    entity && {
      key: entity.Ref_Key,
      entity,
      unchanged: unchangedSince(key === link?.key ? link?.memory : undefined, now),
    }
  );
}
