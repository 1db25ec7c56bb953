import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { Digest } from '../../platform/digest.ts';
import { refTo } from '../../state/links.ts';
import { crm, named, rule, type Sources, setting } from '../../writes/sources.ts';
import { onecDay } from '../onec-dates.ts';
import type { Plan } from '../plan.ts';
import { numberRows } from '../table-rows.ts';
import { addressContact } from './contacts.ts';
import { createOf, type Draft } from './draft.ts';
import type { CustomerFacts } from './facts.ts';
import type { Person } from './person.ts';
import { counterpartyContacts, type PersonContacts, partnerContacts } from './person-contacts.ts';
import { sentPerson } from './sent-contacts.ts';

/** Whom an order is for, and what a customer who is new to 1C gets. */
export interface CustomerQuestion {
  readonly person: Person;
  readonly digest: Digest;
  /** Number of the order, for warnings. */
  readonly orderNumber: string;
  /** Postal address for a new counterparty, or `""`. */
  readonly address: string;
  /** The release of the base: what its partners and counterparties can hold. */
  readonly release: Release;
  /** ГруппыДоступаПартнеров, if the base uses them. */
  readonly accessGroup: string | null;
}

/** The question with the person's contacts, taken apart once. */
export interface WithContacts extends CustomerQuestion {
  readonly contacts: PersonContacts;
}

/** The create of a private person as a partner (I-29). @param key the key that is proposed for it. */
export function planNewPartner(question: WithContacts, key: string, facts: CustomerFacts): Plan {
  const { person, contacts, accessGroup, digest } = question;
  const draft: Draft = {
    ref: refTo('partner', person.crmId),
    object: партнеры,
    sources: SOURCES,
    vanishedKey: facts.vanished.partner,
    proposedKey: key,
    sent: ({ Description, ДатаРегистрации }) => ({
      ...sentPerson(Description, facts.sent, digest),
      ДатаРегистрации: String(ДатаРегистрации),
    }),
    body: {
      Description: nameOf(person),
      НаименованиеПолное: nameOf(person),
      Клиент: true,
      ЮрФизЛицо: 'ЧастноеЛицо',
      ДатаРегистрации: onecDay(person.registeredAt),
      ...(accessGroup === null ? {} : { ГруппаДоступа_Key: accessGroup }),
      КонтактнаяИнформация: numberRows(partnerContacts(contacts, facts.contactKinds)),
    },
    reason: 'Покупателя ещё нет среди партнёров 1С',
  };
  return createOf(draft, question.orderNumber, question.release);
}

/**
 * The create of a private person as a counterparty (I-29).
 *
 * @param keys the key that is proposed for it, and its partner's, which may be a proposed one too.
 */
export function planNewCounterparty(
  question: WithContacts,
  keys: { readonly counterparty: string; readonly partner: string },
  facts: CustomerFacts,
): Plan {
  const { person, contacts, address, digest } = question;
  const postal = facts.contactKinds.get('ПочтовыйАдресКонтрагента');
  const draft: Draft = {
    ref: refTo('counterparty', person.crmId),
    object: контрагенты,
    sources: SOURCES,
    vanishedKey: facts.vanished.counterparty,
    proposedKey: keys.counterparty,
    sent: ({ Description, Партнер_Key }) => ({
      Description: digest('name', Description),
      Партнер_Key: String(Партнер_Key),
    }),
    body: {
      Description: nameOf(person),
      НаименованиеПолное: nameOf(person),
      ЮрФизЛицо: 'ФизЛицо',
      ЮридическоеФизическоеЛицо: 'ФизическоеЛицо',
      Партнер_Key: keys.partner,
      КонтактнаяИнформация: numberRows([
        ...counterpartyContacts(contacts, facts.contactKinds),
        ...(address === '' || postal === undefined ? [] : [addressContact(postal, address)]),
      ]),
    },
    reason: 'Покупателя ещё нет среди контрагентов 1С',
  };
  return createOf(draft, question.orderNumber, question.release);
}

const NAME = crm('lastName, firstName, patronymic');
const PRIVATE_PERSON = rule('I-29');

const SOURCES: Sources = [
  named({
    Description: NAME,
    НаименованиеПолное: NAME,
    Клиент: PRIVATE_PERSON,
    ЮрФизЛицо: PRIVATE_PERSON,
    ЮридическоеФизическоеЛицо: PRIVATE_PERSON,
    ДатаРегистрации: crm('customer.createdAt'),
    ГруппаДоступа_Key: setting('accessGroup'),
    Партнер_Key: PRIVATE_PERSON,
    КонтактнаяИнформация: crm('phone, email, delivery.address'),
  }),
];

/** A person without a name still needs one in 1C; the CRM's number of the card tells which person it is. */
function nameOf(person: Person): string {
  return person.name === '' ? `Покупатель ${person.crmId}` : person.name;
}
