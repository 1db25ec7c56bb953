import { контрагенты, партнеры } from '../../../onec/ut/objects/customers.ts';
import { isEmptyKey } from '../../../onec/values.ts';
import { refTo } from '../../../state/links.ts';
import type { UpdateWrite } from '../../../writes/write.ts';
import type { Plan } from '../../plan.ts';
import type { Warning } from '../../problems.ts';
import { addressContact, type ContactFields, withContacts } from '../contacts.ts';
import type { Counterparty } from '../facts.ts';
import { changedContacts, contactsOf, counterpartyContacts, partnerContacts } from '../person-contacts.ts';
import type { CompanyFacts, UnchangedParts } from './facts.ts';
import { planAccount } from './plan-account.ts';
import { type CompanyQuestion, planNewCounterparty, planNewPartner, SOURCES } from './plan-new-company.ts';

/** The writes for a company and the keys under which the document will know its objects. */
export interface CompanyPlan extends Plan {
  readonly partner: string;
  readonly counterparty: string;
}

const NOTHING: Plan = { writes: [], warnings: [] };

/**
 * Partner, counterparty and bank account of a company (original-import 5.3 fixed, I-33 to I-38): what is missing is created, what
 * is there only gets what the CRM has changed, or what 1C does not know yet. Names that are there stay (D-40), nothing that the CRM
 * does not know is blanked, comments are never touched.
 */
export function planCompany(question: CompanyQuestion, facts: CompanyFacts): CompanyPlan {
  const keys = {
    partner: facts.partner?.key ?? facts.proposed.partner,
    counterparty: facts.counterparty?.key ?? facts.proposed.counterparty,
  };
  const plans = [
    planPartner(question, keys.partner, facts),
    planCounterparty(question, keys, facts),
    planAccount(question, keys.counterparty, facts),
  ];
  return {
    ...keys,
    writes: plans.flatMap(({ writes }) => writes),
    warnings: [...doubts(question, facts), ...plans.flatMap(({ warnings }) => warnings)],
  };
}

function planPartner(question: CompanyQuestion, key: string, facts: CompanyFacts): Plan {
  if (facts.partner === undefined) {
    return planNewPartner(question, key, facts);
  }
  const { entity, unchanged } = facts.partner;
  if (entity === undefined) {
    return NOTHING;
  }
  const { contactKinds } = facts;
  const news = changedContacts(contactsOf(question.company), unchanged);
  const rows = withContacts(entity.КонтактнаяИнформация, [
    ...partnerContacts(news, contactKinds),
    ...legalAddress(question, contactKinds.get('АдресПартнера'), unchanged),
  ]);
  return change(question, 'partner', facts.ids.partner, {
    object: партнеры,
    key,
    before: entity,
    body: tableOf(rows),
  });
}

function planCounterparty(
  question: CompanyQuestion,
  keys: { readonly counterparty: string; readonly partner: string },
  facts: CompanyFacts,
): Plan {
  if (facts.counterparty === undefined) {
    return planNewCounterparty(question, keys, facts);
  }
  const { entity, unchanged } = facts.counterparty;
  if (entity === undefined) {
    return NOTHING;
  }
  const { contactKinds } = facts;
  const news = changedContacts(contactsOf(question.company), unchanged);
  const rows = withContacts(entity.КонтактнаяИнформация, [
    ...counterpartyContacts(news, contactKinds),
    ...legalAddress(question, contactKinds.get('ЮрАдресКонтрагента'), unchanged),
  ]);
  return change(question, 'counterparty', facts.ids.counterparty, {
    object: контрагенты,
    key: keys.counterparty,
    before: entity,
    body: {
      ...(entity.Партнер_Key === keys.partner ? {} : { Партнер_Key: keys.partner }),
      ...changedDetails(question, entity, unchanged, facts.country),
      ...tableOf(rows),
    },
  });
}

/** What 1C does not know yet, and what the CRM has changed since it was last sent. */
function changedDetails(
  { company }: CompanyQuestion,
  held: Counterparty,
  unchanged: UnchangedParts,
  country: string | undefined,
): Readonly<Record<string, string>> {
  const texts = Object.entries(company.details).filter(([name, value]) => {
    const own = String(held[name as keyof typeof company.details] ?? '').trim();
    return value !== '' && own !== value && (own === '' || !unchanged.details);
  });
  return {
    ...Object.fromEntries(texts),
    ...(country !== undefined && isEmptyKey(held.СтранаРегистрации_Key)
      ? { СтранаРегистрации_Key: country }
      : {}),
  };
}

const legalAddress = (
  { company }: CompanyQuestion,
  kind: string | undefined,
  unchanged: UnchangedParts,
): readonly ContactFields[] =>
  kind === undefined || company.legalAddress === '' || unchanged.address
    ? []
    : [addressContact(kind, company.legalAddress)];

const tableOf = (rows: readonly object[] | undefined): UpdateWrite['body'] =>
  rows === undefined ? {} : { КонтактнаяИнформация: rows };

function change(
  { orderNumber }: CompanyQuestion,
  kind: 'partner' | 'counterparty',
  id: string,
  changed: Pick<UpdateWrite, 'object' | 'key' | 'before' | 'body'>,
): Plan {
  if (Object.keys(changed.body).length === 0) {
    return NOTHING;
  }
  const reason = `У организации заказа ${orderNumber} изменились данные`;
  return {
    writes: [{ action: 'update', ref: refTo(kind, id), ...changed, sources: SOURCES, reason }],
    warnings: [],
  };
}

function doubts({ orderNumber }: CompanyQuestion, facts: CompanyFacts): readonly Warning[] {
  return [
    ...(facts.isAmbiguous
      ? [
          {
            code: 'customerAmbiguous' as const,
            message: `В 1С несколько контрагентов с телефоном или почтой организации заказа ${orderNumber}; ни один не выбран, заведён новый. Объедините дубли в 1С.`,
          },
        ]
      : []),
    ...(facts.isDoubled
      ? [
          {
            code: 'companyDoubled' as const,
            message: `В 1С несколько контрагентов с ИНН и КПП организации заказа ${orderNumber}; взят один из них. Объедините дубли в 1С.`,
          },
        ]
      : []),
  ];
}
