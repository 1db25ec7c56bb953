import type { OnecClient } from '../../onec/client.ts';
import { and, dateTime, eq, type Filter, flag, guid, or, substringOf, text } from '../../onec/filter.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Link, Links } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { ContactRow, Counterparty, CustomerFacts, Held, Partner, SentContacts } from './facts.ts';
import type { Person } from './person.ts';
import { normalizePhone, storedForms, subscriberForms } from './phone.ts';

export interface CustomerSources {
  readonly onec: OnecClient;
  readonly dictionaries: Dictionaries;
}

/** The links of a customer's two objects in 1C. */
export interface CustomerLinks {
  readonly partner: Link | undefined;
  readonly counterparty: Link | undefined;
}

export async function readCustomerLinks(crmId: number, links: Links): Promise<CustomerLinks> {
  const [partner, counterparty] = await Promise.all([
    links.read('partner', crmId),
    links.read('counterparty', crmId),
  ]);
  return { partner, counterparty };
}

/** Whether both objects are known to exist, so that nobody else can be about to create them. */
export const isLinked = (links: CustomerLinks): boolean =>
  links.partner?.key !== undefined && links.counterparty?.key !== undefined;

const CONTACTS_TABLE = `${контрагенты.set}_КонтактнаяИнформация`;
const PERSON = 'ФизЛицо';
const NOT_DELETED = eq('DeletionMark', flag(false));

/**
 * What 1C holds of a private customer, by the first that answers (original-import 5.2 fixed, cases I-30 to I-32): the link
 * under the CRM's id; what an interrupted attempt may have created; one counterparty with the order's e-mail; one with
 * the order's phone. A customer whose links and contacts are unchanged costs no request.
 */
export async function findCustomer(
  person: Person,
  links: CustomerLinks,
  sources: CustomerSources,
): Promise<CustomerFacts> {
  const unchanged = unchangedKeys(person, links);
  if (unchanged !== undefined) {
    return {
      partner: { key: unchanged.partner, entity: undefined },
      counterparty: { key: unchanged.counterparty, entity: undefined },
      vanished: { partner: undefined, counterparty: undefined },
      contactKinds: new Map(),
      isAmbiguous: false,
    };
  }
  const contactKinds = await sources.dictionaries.contactKinds();
  const linkedPartner = await linkedEntity<Partner>(sources.onec, партнеры.set, links.partner, (sent) =>
    searchPartner(sources.onec, sent, person),
  );
  const linkedCounterparty = await linkedEntity<Counterparty>(
    sources.onec,
    контрагенты.set,
    links.counterparty,
    (sent) => searchCounterparty(sources.onec, sent),
  );
  const byContacts =
    linkedCounterparty === undefined && linkedPartner === undefined
      ? await findByContacts(sources.onec, person)
      : { found: undefined, isAmbiguous: false };
  const counterparty = linkedCounterparty ?? byContacts.found;
  const partner = linkedPartner ?? (await partnerOf(sources.onec, counterparty));
  return {
    partner: partner && held(partner),
    counterparty: counterparty && held(counterparty),
    vanished: {
      partner: linkedPartner === undefined ? links.partner?.key : undefined,
      counterparty: linkedCounterparty === undefined ? links.counterparty?.key : undefined,
    },
    contactKinds,
    isAmbiguous: byContacts.isAmbiguous,
  };
}

/** The keys of both links if they are confirmed and nothing about the contacts has changed since they were last sent. */
function unchangedKeys(
  person: Person,
  { partner, counterparty }: CustomerLinks,
): { partner: string; counterparty: string } | undefined {
  if (partner?.key === undefined || counterparty?.key === undefined) {
    return undefined;
  }
  const sent = counterparty.memory as Partial<SentContacts>;
  return sent.phone === person.phone && sent.email === person.email
    ? { partner: partner.key, counterparty: counterparty.key }
    : undefined;
}

const held = <Entity extends { readonly Ref_Key: string }>(entity: Entity): Held<Entity> => ({
  key: entity.Ref_Key,
  entity,
});

/**
 * The entity behind a link: by its key, or, where a create was tried and never confirmed, by the key that was proposed
 * and then by the natural key as it was sent (design, principle 3).
 */
async function linkedEntity<Entity extends { readonly Ref_Key: string }>(
  onec: OnecClient,
  set: string,
  link: Link | undefined,
  search: (sent: Link['intent']['sent']) => Promise<Entity | undefined>,
): Promise<Entity | undefined> {
  if (link === undefined) {
    return undefined;
  }
  if (link.key !== undefined) {
    return onec.read<Entity>(set, link.key);
  }
  return (await onec.read<Entity>(set, link.intent.proposedKey)) ?? search(link.intent.sent);
}

/** Namesakes registered on one day are told apart by their contacts. */
async function searchPartner(
  onec: OnecClient,
  sent: Link['intent']['sent'],
  person: Person,
): Promise<Partner | undefined> {
  const candidates = await onec.list<Partner>(партнеры.set, {
    filter: and(
      eq('Description', text(sent.Description ?? '')),
      eq('ДатаРегистрации', dateTime(sent.ДатаРегистрации ?? '')),
      NOT_DELETED,
    ),
  });
  return candidates.find((partner) => isContactOf(partner.КонтактнаяИнформация, person));
}

async function searchCounterparty(
  onec: OnecClient,
  sent: Link['intent']['sent'],
): Promise<Counterparty | undefined> {
  const [found] = await onec.list<Counterparty>(контрагенты.set, {
    filter: and(
      eq('Партнер_Key', guid(sent.Партнер_Key ?? EMPTY_KEY)),
      eq('Description', text(sent.Description ?? '')),
      NOT_DELETED,
    ),
    top: 1,
  });
  return found;
}

function isContactOf(rows: readonly ContactRow[], person: Person): boolean {
  if (person.email === '' && person.phone === '') {
    return true;
  }
  return rows.some((row) => hasEmail(row, person.email) || hasPhone(row, person.phone));
}

interface ContactSearch {
  readonly found: Counterparty | undefined;
  readonly isAmbiguous: boolean;
}

/** The one person with the order's e-mail, else the one with its phone (case I-31); shared contacts choose nobody. */
async function findByContacts(onec: OnecClient, person: Person): Promise<ContactSearch> {
  const conditions = [...emailConditions(person.email), ...phoneConditions(person.phone)];
  if (conditions.length === 0) {
    return { found: undefined, isAmbiguous: false };
  }
  const rows = await onec.list<ContactRow & { readonly Ref_Key: string }>(CONTACTS_TABLE, {
    filter: or(...conditions),
  });
  const byEmail = rows.filter((row) => hasEmail(row, person.email)).map((row) => row.Ref_Key);
  const byPhone = rows.filter((row) => hasPhone(row, person.phone)).map((row) => row.Ref_Key);
  const keys = [...new Set([...byEmail, ...byPhone])];
  if (keys.length === 0) {
    return { found: undefined, isAmbiguous: false };
  }
  const candidates = await onec.listByValues<Counterparty>(контрагенты.set, {
    property: 'Ref_Key',
    values: keys.map(guid),
    and: NOT_DELETED,
  });
  const people = candidates.filter((candidate) => candidate.ЮрФизЛицо === PERSON);
  const [email, phone] = [byEmail, byPhone].map((found) =>
    people.filter(({ Ref_Key }) => found.includes(Ref_Key)),
  );
  const chosen = [email, phone].find((group) => group?.length === 1)?.[0];
  return { found: chosen, isAmbiguous: chosen === undefined && people.length > 0 };
}

function emailConditions(email: string): readonly Filter[] {
  return email === '' ? [] : [eq('АдресЭП', text(email)), eq('Представление', text(email))];
}

/** 1C's search columns hold digits only; presentations are compared by the part that everybody writes alike (I-32). */
function phoneConditions(phone: string): readonly Filter[] {
  return phone === ''
    ? []
    : [
        ...storedForms(phone).map((form) => eq('НомерТелефона', text(form))),
        ...subscriberForms(phone).map((form) => substringOf(form, 'Представление')),
      ];
}

function hasEmail(row: ContactRow, email: string): boolean {
  return (
    email !== '' && [row.АдресЭП, row.Представление].some((value) => value.trim().toLowerCase() === email)
  );
}

function hasPhone(row: ContactRow, phone: string): boolean {
  return (
    phone !== '' && [row.НомерТелефона, row.Представление].some((value) => normalizePhone(value) === phone)
  );
}

/** A dangling reference to a partner counts as none (original-import 5.2). */
async function partnerOf(
  onec: OnecClient,
  counterparty: Counterparty | undefined,
): Promise<Partner | undefined> {
  const key = counterparty?.Партнер_Key ?? EMPTY_KEY;
  return key === EMPTY_KEY ? undefined : onec.read<Partner>(партнеры.set, key);
}
