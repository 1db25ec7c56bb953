import { контактныеЛицаПартнеров } from '../../../onec/ut/objects/customers.ts';
import type { Release } from '../../../onec/ut/release.ts';
import { typeOfSet } from '../../../onec/values.ts';
import type { Digest } from '../../../platform/digest.ts';
import { refTo } from '../../../state/links.ts';
import { crm, named, rule, type Sources, setting } from '../../../writes/sources.ts';
import { onecDay } from '../../onec-dates.ts';
import type { Plan } from '../../plan.ts';
import { numberRows } from '../../table-rows.ts';
import { withContacts } from '../contacts.ts';
import { createOf } from '../draft.ts';
import { changedContacts, contactPersonContacts, contactsOf } from '../person-contacts.ts';
import type { ContactPerson } from './contact-person.ts';
import type { ContactPersonFacts } from './facts.ts';

/** Who is a contact person, and of whom. */
export interface ContactPersonQuestion {
  readonly person: ContactPerson;
  /** What the link is kept under. */
  readonly id: string;
  /** Key of the partner, which may be a proposed one. */
  readonly partner: string;
  readonly orderNumber: string;
  /** Пользователи: the author where the settings name one. */
  readonly author: string | null;
  readonly release: Release;
  readonly digest: Digest;
}

const SOURCES: Sources = [
  named({
    Description: crm('contact.lastName, contact.firstName, contact.patronymic'),
    Owner_Key: rule('original-import 5.4'),
    ДатаРегистрацииСвязи: crm('contact.createdAt'),
    Автор: setting('defaultUser'),
    Автор_Type: setting('defaultUser'),
    КонтактнаяИнформация: crm('phone, email'),
  }),
];

/** A contact person of a partner (I-36): whoever is missing is created, whoever is there gets a phone or an e-mail that changed. */
export function planContactPerson(question: ContactPersonQuestion, facts: ContactPersonFacts): Plan {
  const { person, id, orderNumber } = question;
  if (facts.held === undefined) {
    return planNew(question, facts);
  }
  const { entity, key, unchanged } = facts.held;
  const news = contactPersonContacts(changedContacts(contactsOf(person), unchanged), facts.contactKinds);
  const rows = entity && withContacts(entity.КонтактнаяИнформация, news);
  if (entity === undefined || rows === undefined) {
    return { writes: [], warnings: [] };
  }
  return {
    writes: [
      {
        action: 'update',
        ref: refTo('contact', id),
        object: контактныеЛицаПартнеров,
        key,
        before: entity,
        body: { КонтактнаяИнформация: rows },
        sources: SOURCES,
        reason: `У контактного лица заказа ${orderNumber} изменились контакты`,
      },
    ],
    warnings: [],
  };
}

function planNew(question: ContactPersonQuestion, facts: ContactPersonFacts): Plan {
  const { person, id, partner, author, orderNumber, release, digest } = question;
  return createOf(
    {
      ref: refTo('contact', id),
      object: контактныеЛицаПартнеров,
      vanishedKey: facts.vanishedKey,
      proposedKey: facts.proposedKey,
      sources: SOURCES,
      reason: 'Контактного лица ещё нет у партнёра в 1С',
      sent: ({ Description, Owner_Key }) => ({
        Description: digest('name', Description),
        Owner_Key: String(Owner_Key),
      }),
      body: {
        Description: person.name,
        Owner_Key: partner,
        ДатаРегистрацииСвязи: onecDay(person.registeredAt),
        ...(author === null ? {} : { Автор: author, Автор_Type: typeOfSet('Catalog_Пользователи') }),
        КонтактнаяИнформация: numberRows(contactPersonContacts(contactsOf(person), facts.contactKinds)),
      },
    },
    orderNumber,
    release,
  );
}
