import type { CatalogDescription } from '../../onec/ut/describe.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { ContactKindName, ContactKinds } from '../dictionary-facts.ts';
import { onecDay } from '../onec-dates.ts';
import type { CreateWrite, PlannedWrite } from '../plan.ts';
import type { Warning } from '../problems.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { numberRows } from '../table-rows.ts';
import { textCut } from '../text-cuts.ts';
import { addressContact, type ContactFields, emailContact, phoneContact, withContacts } from './contacts.ts';
import type { CustomerFacts } from './facts.ts';
import type { Person } from './person.ts';

/** The writes for an order's customer and the keys under which the document will know them. */
export interface CustomerPlan {
  readonly partner: string;
  readonly counterparty: string;
  /** Keys of confirmed links whose objects are gone from 1C, to be linked anew. */
  readonly vanished: CustomerFacts['vanished'];
  readonly writes: readonly PlannedWrite[];
  readonly warnings: readonly Warning[];
}

export interface CustomerQuestion {
  readonly person: Person;
  readonly proposed: ProposedKeys;
  /** Number of the order, for warnings. */
  readonly orderNumber: string;
  /** Postal address for a new counterparty, or `""`. */
  readonly address: string;
  /** The release of the base: what its partners and counterparties can hold. */
  readonly release: Release;
  /** ГруппыДоступаПартнеров, if the base uses them. */
  readonly accessGroup: string | null;
}

/**
 * Partner and counterparty of a private customer (original-import 5, cases I-29 to I-37): what is missing is created,
 * what is there only gets a phone or an e-mail that changed. Names that 1C's users corrected stay, and nothing that the
 * CRM does not know is blanked.
 */
export function planCustomer(question: CustomerQuestion, facts: CustomerFacts): CustomerPlan {
  const { person } = question;
  const warnings: Warning[] = facts.isAmbiguous ? [ambiguous(question)] : [];
  const partner = facts.partner?.key ?? question.proposed.partner(person.crmId);
  const writes: PlannedWrite[] = [];
  const add = (write: PlannedWrite | undefined) => write && writes.push(write);
  if (facts.partner === undefined) {
    add(createPartner(question, partner, facts, warnings));
  } else if (facts.partner.entity !== undefined) {
    const rows = withContacts(
      facts.partner.entity.КонтактнаяИнформация,
      partnerContacts(person, facts.contactKinds),
    );
    add(contactUpdate('partner', партнеры.set, partner, rows, question));
  }
  const counterparty = facts.counterparty?.key ?? question.proposed.counterparty(person.crmId);
  if (facts.counterparty === undefined) {
    add(createCounterparty(question, { proposedKey: counterparty, partner }, facts, warnings));
  } else if (facts.counterparty.entity !== undefined) {
    const rows = withContacts(
      facts.counterparty.entity.КонтактнаяИнформация,
      counterpartyContacts(person, facts.contactKinds),
    );
    const relinked = facts.counterparty.entity.Партнер_Key === partner ? {} : { Партнер_Key: partner };
    add(contactUpdate('counterparty', контрагенты.set, counterparty, rows, question, relinked));
  }
  return { partner, counterparty, vanished: facts.vanished, writes, warnings };
}

function createPartner(
  question: CustomerQuestion,
  proposedKey: string,
  facts: CustomerFacts,
  warnings: Warning[],
): CreateWrite {
  const { person, accessGroup } = question;
  return create(question, warnings, {
    object: 'partner',
    description: партнеры,
    vanishedKey: facts.vanished.partner,
    proposedKey,
    natural: ['Description', 'ДатаРегистрации'],
    contacts: { phone: person.phone, email: person.email },
    body: {
      Description: nameOf(person),
      НаименованиеПолное: nameOf(person),
      Клиент: true,
      ЮрФизЛицо: 'ЧастноеЛицо',
      ДатаРегистрации: onecDay(person.registeredAt),
      ...(accessGroup === null ? {} : { ГруппаДоступа_Key: accessGroup }),
      КонтактнаяИнформация: numberRows(partnerContacts(person, facts.contactKinds)),
    },
  });
}

function createCounterparty(
  question: CustomerQuestion,
  { proposedKey, partner }: { readonly proposedKey: string; readonly partner: string },
  facts: CustomerFacts,
  warnings: Warning[],
): CreateWrite {
  const { person, address } = question;
  const postal = facts.contactKinds.get('ПочтовыйАдресКонтрагента');
  return create(question, warnings, {
    object: 'counterparty',
    description: контрагенты,
    vanishedKey: facts.vanished.counterparty,
    proposedKey,
    natural: ['Description', 'Партнер_Key'],
    contacts: {},
    body: {
      Description: nameOf(person),
      НаименованиеПолное: nameOf(person),
      ЮрФизЛицо: 'ФизЛицо',
      ЮридическоеФизическоеЛицо: 'ФизическоеЛицо',
      Партнер_Key: partner,
      КонтактнаяИнформация: numberRows([
        ...counterpartyContacts(person, facts.contactKinds),
        ...(address === '' || postal === undefined ? [] : [addressContact(postal, address)]),
      ]),
    },
  });
}

interface Draft {
  readonly object: 'partner' | 'counterparty';
  readonly description: CatalogDescription;
  readonly vanishedKey: string | undefined;
  readonly proposedKey: string;
  /** Properties of the body that make up the natural key. */
  readonly natural: readonly string[];
  /** What tells namesakes apart, as the body has it: the CRM's may be others by the time of the search. */
  readonly contacts: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

function create(question: CustomerQuestion, warnings: Warning[], draft: Draft): CreateWrite {
  const { body, cuts } = fitBody(question.release, draft.description.set, draft.body);
  warnings.push(...cuts.map((cut) => textCut(question.orderNumber, cut)));
  return {
    action: 'create',
    object: draft.object,
    crmId: question.person.crmId,
    set: draft.description.set,
    proposedKey: draft.proposedKey,
    vanishedKey: draft.vanishedKey,
    sent: {
      ...Object.fromEntries(draft.natural.map((name) => [name, String(body[name])])),
      ...draft.contacts,
    },
    body: { Ref_Key: draft.proposedKey, ...body },
    reason:
      draft.object === 'partner'
        ? 'Покупателя еще нет среди партнеров 1С'
        : 'Покупателя еще нет среди контрагентов 1С',
  };
}

function contactUpdate(
  object: 'partner' | 'counterparty',
  set: string,
  key: string,
  rows: readonly object[] | undefined,
  question: CustomerQuestion,
  other: Readonly<Record<string, unknown>> = {},
): PlannedWrite | undefined {
  const body = { ...other, ...(rows === undefined ? {} : { КонтактнаяИнформация: rows }) };
  return Object.keys(body).length === 0
    ? undefined
    : {
        action: 'update',
        object,
        set,
        key,
        body,
        reason: `У покупателя заказа ${question.orderNumber} изменились контакты`,
      };
}

/** A person without a name still needs one in 1C; the CRM's number of the card tells which person it is. */
function nameOf(person: Person): string {
  return person.name === '' ? `Покупатель ${person.crmId}` : person.name;
}

function partnerContacts(person: Person, kinds: ContactKinds): readonly ContactFields[] {
  return contacts(person, kinds, 'ТелефонПартнера', 'EmailПартнера');
}

function counterpartyContacts(person: Person, kinds: ContactKinds): readonly ContactFields[] {
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

function ambiguous(question: CustomerQuestion): Warning {
  return {
    code: 'customerAmbiguous',
    message: `В 1С несколько контрагентов с телефоном или почтой покупателя заказа ${question.orderNumber}; ни один не выбран, заведен новый. Объедините дубли в 1С.`,
  };
}
