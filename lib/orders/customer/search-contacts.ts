import type { OnecClient } from '../../onec/client.ts';
import { eq, type Filter, flag, guid, or, substringOf, text } from '../../onec/filter.ts';
import { rowsOf } from '../../onec/ut/describe.ts';
import { контрагенты } from '../../onec/ut/objects/customers.ts';
import type { Counterparty } from './facts.ts';
import { hasEmail, hasPhone } from './own-contacts.ts';
import type { Person } from './person.ts';
import { storedForms, subscriberForms } from './phone.ts';

const CONTACTS = rowsOf(контрагенты, 'КонтактнаяИнформация');
const PERSON = 'ФизЛицо';
const NOT_DELETED = eq('DeletionMark', flag(false));

interface ContactSearch {
  readonly found: Counterparty | undefined;
  readonly isAmbiguous: boolean;
}

/** The one person with the order's e-mail, else the one with its phone (I-31); shared contacts choose nobody. */
export async function findByContacts(onec: OnecClient, person: Person): Promise<ContactSearch> {
  const conditions = [...emailConditions(person.email), ...phoneConditions(person.phone)];
  if (conditions.length === 0) {
    return { found: undefined, isAmbiguous: false };
  }
  const rows = await onec.list(CONTACTS, {
    filter: or(...conditions),
  });
  const byEmail = rows.filter((row) => hasEmail(row, person.email)).map((row) => row.Ref_Key);
  const byPhone = rows.filter((row) => hasPhone(row, person.phone)).map((row) => row.Ref_Key);
  const keys = [...new Set([...byEmail, ...byPhone])];
  if (keys.length === 0) {
    return { found: undefined, isAmbiguous: false };
  }
  const candidates = await onec.listByValues(контрагенты, {
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
