import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { refTo } from '../../state/links.ts';
import { crm, named, rule, type Sources } from '../../writes/sources.ts';
import type { UpdateWrite } from '../../writes/write.ts';
import type { Plan } from '../plan.ts';
import type { Warning } from '../problems.ts';
import { withContacts } from './contacts.ts';
import type { CustomerFacts } from './facts.ts';
import { changedContacts, contactsOf, counterpartyContacts, partnerContacts } from './person-contacts.ts';
import {
  type CustomerQuestion,
  planNewCounterparty,
  planNewPartner,
  type WithContacts,
} from './plan-new-customer.ts';

/** The writes for an order's customer and the keys under which the document will know them. */
export interface CustomerPlan extends Plan {
  readonly partner: string;
  readonly counterparty: string;
  /** Keys of confirmed links whose objects are gone from 1C, to be linked anew. */
  readonly vanished: CustomerFacts['vanished'];
}

/**
 * Partner and counterparty of a private customer (original-import 5, cases I-29 to I-37): what is missing is created,
 * what is there only gets a phone or an e-mail that changed. Names that 1C's users corrected stay, and nothing that the
 * CRM does not know is blanked.
 */
export function planCustomer(question: CustomerQuestion, facts: CustomerFacts): CustomerPlan {
  const partner = facts.partner?.key ?? facts.proposed.partner;
  const counterparty = facts.counterparty?.key ?? facts.proposed.counterparty;
  const known = { ...question, contacts: contactsOf(question.person) };
  const ofPartner = planPartner(known, partner, facts);
  const ofCounterparty = planCounterparty(known, { partner, counterparty }, facts);
  return {
    partner,
    counterparty,
    vanished: facts.vanished,
    writes: [...ofPartner.writes, ...ofCounterparty.writes],
    warnings: [
      ...(facts.isAmbiguous ? [ambiguous(question)] : []),
      ...ofPartner.warnings,
      ...ofCounterparty.warnings,
    ],
  };
}

const NOTHING: Plan = { writes: [], warnings: [] };

function planPartner(question: WithContacts, key: string, facts: CustomerFacts): Plan {
  if (facts.partner === undefined) {
    return planNewPartner(question, key, facts);
  }
  const { entity, unchanged } = facts.partner;
  if (entity === undefined) {
    return NOTHING;
  }
  const news = partnerContacts(changedContacts(question.contacts, unchanged), facts.contactKinds);
  const rows = withContacts(entity.КонтактнаяИнформация, news);
  return change(question, 'partner', { object: партнеры, key, before: entity, body: tableOf(rows) });
}

function planCounterparty(
  question: WithContacts,
  keys: { readonly counterparty: string; readonly partner: string },
  facts: CustomerFacts,
): Plan {
  if (facts.counterparty === undefined) {
    return planNewCounterparty(question, keys, facts);
  }
  const { entity, unchanged } = facts.counterparty;
  if (entity === undefined) {
    return NOTHING;
  }
  const news = counterpartyContacts(changedContacts(question.contacts, unchanged), facts.contactKinds);
  const rows = withContacts(entity.КонтактнаяИнформация, news);
  const relinked = entity.Партнер_Key === keys.partner ? {} : { Партнер_Key: keys.partner };
  return change(question, 'counterparty', {
    object: контрагенты,
    key: keys.counterparty,
    before: entity,
    body: { ...relinked, ...tableOf(rows) },
  });
}

const tableOf = (rows: readonly object[] | undefined): UpdateWrite['body'] =>
  rows === undefined ? {} : { КонтактнаяИнформация: rows };

const SOURCES: Sources = [
  named({
    КонтактнаяИнформация: crm('phone, email'),
    Партнер_Key: rule('original-import 5.2'),
  }),
];

function change(
  { orderNumber, person }: CustomerQuestion,
  kind: 'partner' | 'counterparty',
  changed: Pick<UpdateWrite, 'object' | 'key' | 'before' | 'body'>,
): Plan {
  if (Object.keys(changed.body).length === 0) {
    return NOTHING;
  }
  const reason = `У покупателя заказа ${orderNumber} изменились контакты`;
  const ref = refTo(kind, person.crmId);
  return { writes: [{ action: 'update', ref, ...changed, sources: SOURCES, reason }], warnings: [] };
}

function ambiguous(question: CustomerQuestion): Warning {
  return {
    code: 'customerAmbiguous',
    message: `В 1С несколько контрагентов с телефоном или почтой покупателя заказа ${question.orderNumber}; ни один не выбран, заведён новый. Объедините дубли в 1С.`,
  };
}
