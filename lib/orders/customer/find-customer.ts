import type { OnecClient } from '../../onec/client.ts';
import { and, dateTime, eq, flag, guid } from '../../onec/filter.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Digest } from '../../platform/digest.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Link, type Links, refTo } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { areLive } from './deletion-marks.ts';
import type { Counterparty, CustomerFacts, Held, Partner, SentContacts, UnchangedContacts } from './facts.ts';
import type { Person } from './person.ts';
import { findByContacts } from './search-contacts.ts';
import { searchedContacts } from './searched-contacts.ts';
import { isAsSent, sentContacts, unchangedSince } from './sent-contacts.ts';

/** Where customers are looked for. */
export interface CustomerSources {
  readonly onec: OnecClient;
  readonly dictionaries: Dictionaries;
  readonly digest: Digest;
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

const NOT_DELETED = eq('DeletionMark', flag(false));

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
  const { found, isAmbiguous } = isUnknown(linked)
    ? await findByContacts(onec, person, searchedContacts(person, sources.ignoredContacts))
    : { found: undefined, isAmbiguous: false };
  const counterparty = linked.counterparty.entity ?? found;
  // Whoever survived a merging of doubles brings their own partner along.
  const theirs = found && (await partnerOf(onec, found));
  const partner = theirs ?? linked.partner.entity ?? (await partnerOf(onec, counterparty));
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

/** What a link leads to. */
interface LookedUp<Entity> {
  readonly entity: Entity | undefined;
  /** The key of an attempt that left nothing, to be proposed once more: 1C may still be about to carry it out. */
  readonly intended?: string;
  /** The key of an object that is of no use any more: 1C would refuse another one under it (B-2). */
  readonly taken?: string;
}

/**
 * The entity behind a link: by its key, or, where a create was tried and never confirmed, by the key that was proposed
 * and then by the natural key as it was sent (design, principle 3). One that is marked for deletion counts as gone: UT marks
 * duplicates when it merges them, and what is left is found anew.
 */
async function lookUp<Entity extends { readonly DeletionMark: boolean }>(
  link: Link | undefined,
  read: (key: string) => Promise<Entity | undefined>,
  search: (sent: Link['intent']['sent']) => Promise<Entity | undefined>,
): Promise<LookedUp<Entity>> {
  if (link === undefined) {
    return { entity: undefined };
  }
  const key = link.key ?? link.intent.proposedKey;
  const held = await read(key);
  if (held !== undefined && !held.DeletionMark) {
    return { entity: held };
  }
  if (link.key !== undefined) {
    return { entity: undefined, taken: key };
  }
  const found = await search(link.intent.sent);
  return held === undefined ? { entity: found, intended: key } : { entity: found, taken: key };
}

/** What an intent keeps says of a person only digests: 1C is asked by the rest, and the candidates are told apart here. */
async function searchPartner(
  sent: Link['intent']['sent'],
  { onec, digest }: CustomerSources,
): Promise<Partner | undefined> {
  const candidates = await onec.list(партнеры, {
    filter: and(eq('ДатаРегистрации', dateTime(sent.ДатаРегистрации ?? '')), NOT_DELETED),
  });
  return candidates.find((partner) => isAsSent(partner, sent, digest));
}

async function searchCounterparty(
  sent: Link['intent']['sent'],
  { onec, digest }: CustomerSources,
): Promise<Counterparty | undefined> {
  const candidates = await onec.list(контрагенты, {
    filter: and(eq('Партнер_Key', guid(sent.Партнер_Key ?? EMPTY_KEY)), NOT_DELETED),
  });
  return candidates.find(({ Description }) => digest('name', Description) === sent.Description);
}

/** A partner that is gone or marked for deletion counts as none (original-import 5.2). */
async function partnerOf(
  onec: OnecClient,
  counterparty: Counterparty | undefined,
): Promise<Partner | undefined> {
  const key = counterparty?.Партнер_Key ?? EMPTY_KEY;
  const partner = key === EMPTY_KEY ? undefined : await onec.read(партнеры, key);
  return partner?.DeletionMark ? undefined : partner;
}
