import { контрагенты, партнеры } from '../../../onec/ut/objects/customers.ts';
import type { Release } from '../../../onec/ut/release.ts';
import type { Digest } from '../../../platform/digest.ts';
import { refTo } from '../../../state/links.ts';
import { crm, named, rule, type Sources, setting } from '../../../writes/sources.ts';
import { onecDay } from '../../onec-dates.ts';
import type { Plan } from '../../plan.ts';
import { numberRows } from '../../table-rows.ts';
import { addressContact, type ContactFields } from '../contacts.ts';
import { createOf } from '../draft.ts';
import { contactsOf, counterpartyContacts, partnerContacts } from '../person-contacts.ts';
import { sentPerson } from '../sent-contacts.ts';
import type { Company } from './company.ts';
import type { CompanyFacts } from './facts.ts';

/** Whom an order is for, and what a company that is new to 1C gets. */
export interface CompanyQuestion {
  readonly company: Company;
  readonly digest: Digest;
  /** Number of the order, for warnings. */
  readonly orderNumber: string;
  /** Postal address for a new counterparty, or `""`. */
  readonly address: string;
  readonly release: Release;
  /** ГруппыДоступаПартнеров, if the base uses them. */
  readonly accessGroup: string | null;
  /** Currency of a bank account where the base has no rouble. */
  readonly siteCurrency: string;
}

const NAME = crm('company.name, contragent.legalName, customer.nickName');
const KIND = rule('D-41');

/** Where the values of a company's objects come from. */
export const SOURCES: Sources = [
  named({
    Description: NAME,
    НаименованиеПолное: NAME,
    Клиент: rule('I-34'),
    ЮрФизЛицо: KIND,
    ЮридическоеФизическоеЛицо: KIND,
    ДатаРегистрации: crm('customer.createdAt'),
    ГруппаДоступа_Key: setting('accessGroup'),
    Партнер_Key: rule('original-import 5.2'),
    ИНН: crm('company.contragent.INN'),
    КПП: crm('company.contragent.KPP'),
    КодПоОКПО: crm('company.contragent.OKPO'),
    РегистрационныйНомер: crm('company.contragent.OGRN, company.contragent.OGRNIP'),
    НалоговыйНомер: crm('company.contragent.INN'),
    СтранаРегистрации_Key: crm('countryIso'),
    КонтактнаяИнформация: crm('phone, email, company.contragent.legalAddress, delivery.address'),
    Owner: rule('I-38'),
    Owner_Type: rule('I-38'),
    НомерСчета: crm('company.contragent.bankAccount'),
    Банк_Key: crm('company.contragent.BIK'),
    БИКБанка: crm('company.contragent.BIK'),
    НаименованиеБанка: crm('company.contragent.bank'),
    КоррСчетБанка: crm('company.contragent.corrAccount'),
    РучноеИзменениеРеквизитовБанка: rule('D-28'),
    ВалютаДенежныхСредств_Key: rule('I-38'),
  }),
];

/** The create of a company as a partner (I-34, D-41). @param key the key that is proposed for it. */
export function planNewPartner(question: CompanyQuestion, key: string, facts: CompanyFacts): Plan {
  const { company, accessGroup, digest, orderNumber, release } = question;
  const { contactKinds, memory, ids, vanished } = facts;
  return createOf(
    {
      ref: refTo('partner', ids.partner),
      object: партнеры,
      vanishedKey: vanished.partner,
      proposedKey: key,
      sources: SOURCES,
      reason: 'Организации ещё нет среди партнёров 1С',
      sent: ({ Description, ДатаРегистрации }) => ({
        ...sentPerson(Description, { phone: memory.phone, email: memory.email }, digest),
        ДатаРегистрации: String(ДатаРегистрации),
      }),
      body: {
        Description: company.partnerName,
        НаименованиеПолное: company.partnerFullName,
        Клиент: true,
        ЮрФизЛицо: 'Компания',
        ДатаРегистрации: onecDay(company.registeredAt),
        ...(accessGroup === null ? {} : { ГруппаДоступа_Key: accessGroup }),
        КонтактнаяИнформация: numberRows([
          ...partnerContacts(contactsOf(company), contactKinds),
          ...addresses(contactKinds.get('АдресПартнера'), company.legalAddress),
        ]),
      },
    },
    orderNumber,
    release,
  );
}

/**
 * The create of a company as a counterparty (I-34).
 *
 * @param keys the key that is proposed for it, and its partner's, which may be a proposed one too.
 */
export function planNewCounterparty(
  question: CompanyQuestion,
  keys: { readonly counterparty: string; readonly partner: string },
  facts: CompanyFacts,
): Plan {
  const { company, address, digest, orderNumber, release } = question;
  const { contactKinds, ids, vanished, country } = facts;
  return createOf(
    {
      ref: refTo('counterparty', ids.counterparty),
      object: контрагенты,
      vanishedKey: vanished.counterparty,
      proposedKey: keys.counterparty,
      sources: SOURCES,
      reason: 'Организации ещё нет среди контрагентов 1С',
      sent: ({ Description, Партнер_Key }) => ({
        Description: digest('name', Description),
        Партнер_Key: String(Партнер_Key),
      }),
      body: {
        Description: company.name,
        НаименованиеПолное: company.fullName,
        ЮрФизЛицо: company.form,
        ЮридическоеФизическоеЛицо:
          company.form === 'ИндивидуальныйПредприниматель' ? 'ФизическоеЛицо' : 'ЮридическоеЛицо',
        ...filled(company.details),
        ...(country === undefined ? {} : { СтранаРегистрации_Key: country }),
        Партнер_Key: keys.partner,
        КонтактнаяИнформация: numberRows([
          ...counterpartyContacts(contactsOf(company), contactKinds),
          ...addresses(contactKinds.get('ЮрАдресКонтрагента'), company.legalAddress),
          ...addresses(contactKinds.get('ПочтовыйАдресКонтрагента'), address),
        ]),
      },
    },
    orderNumber,
    release,
  );
}

const addresses = (kind: string | undefined, address: string): readonly ContactFields[] =>
  kind === undefined || address === '' ? [] : [addressContact(kind, address)];

const filled = (
  texts: Readonly<Record<keyof Company['details'], string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''));
