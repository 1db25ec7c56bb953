import type { OnecClient } from '../../onec/client.ts';
import { eq, type Filter, filterText, guid, or, substringOf, text } from '../../onec/filter.ts';
import { rowsOf } from '../../onec/ut/describe.ts';
import { контрагенты } from '../../onec/ut/objects/customers.ts';
import { type CandidateChoice, chooseCandidate } from './choose-candidate.ts';
import type { ContactRow, Counterparty } from './facts.ts';
import { NOT_DELETED } from './look-up.ts';
import { hasEmail, hasPhone } from './own-contacts.ts';
import type { Person } from './person.ts';
import { dialled, isRussian, nationalOf, type PhoneNumber } from './phone.ts';
import { grouped } from './phone-parts.ts';
import type { SearchedContacts } from './searched-contacts.ts';

const CONTACTS = rowsOf(контрагенты, 'КонтактнаяИнформация');
const PERSON = 'ФизЛицо';
const NOBODY: CandidateChoice<Counterparty> = { found: undefined, isAmbiguous: false };

/** Whether a counterparty is a private person. */
export const isPerson = ({ ЮрФизЛицо }: Pick<Counterparty, 'ЮрФизЛицо'>): boolean => ЮрФизЛицо === PERSON;

/**
 * Who of 1C's counterparties is the customer by the contacts, by the rule of B-17 ({@link chooseCandidate}).
 *
 * @param suits who may be the customer at all.
 * @throws whatever the client throws.
 */
export async function findByContacts(
  onec: OnecClient,
  { surname }: Pick<Person, 'surname'>,
  { email, phones }: SearchedContacts,
  suits: (counterparty: Counterparty) => boolean,
): Promise<CandidateChoice<Counterparty>> {
  const rows = await rowsWith([...emailConditions(email), ...phones.flatMap(phoneConditions)], onec);
  const keysOf = (holds: (row: ContactRow) => boolean) =>
    new Set(rows.filter(holds).map(({ Ref_Key }) => Ref_Key));
  const byEmail = keysOf((row) => hasEmail(row, email));
  const byPhone = keysOf((row) => hasPhone(row, phones));
  const keys = [...new Set([...byEmail, ...byPhone])];
  if (keys.length === 0) {
    return NOBODY;
  }
  const candidates = await onec.listByValues(контрагенты, {
    property: 'Ref_Key',
    values: keys.map(guid),
    and: NOT_DELETED,
  });
  return chooseCandidate(
    candidates.filter(suits).map((candidate) => ({
      candidate,
      hasEmail: byEmail.has(candidate.Ref_Key),
      hasPhone: byPhone.has(candidate.Ref_Key),
    })),
    surname,
  );
}

/** The longest condition of one request, percent-encoded: 2000 of a query are sure to pass (`lib/onec/address.ts`). */
const LONGEST_CONDITION = 1600;

/** Rows that meet any of the conditions, in as many requests as the length of addresses demands. */
async function rowsWith(
  conditions: readonly Filter[],
  onec: OnecClient,
): Promise<readonly (ContactRow & { readonly Ref_Key: string })[]> {
  const requests: Filter[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const condition of conditions) {
    const added = encodeURIComponent(` or ${filterText(condition)}`).length;
    if (length + added > LONGEST_CONDITION) {
      requests.push([]);
      length = 0;
    }
    requests.at(-1)?.push(condition);
    length += added;
  }
  const rows = [];
  for (const request of requests) {
    rows.push(...(await onec.list(CONTACTS, { filter: or(...request) })));
  }
  return rows;
}

function emailConditions(email: string): readonly Filter[] {
  return email === '' ? [] : [eq('АдресЭП', text(email)), eq('Представление', text(email))];
}

/**
 * 1C's column holds the digits of a row's first number; in presentations numbers are looked for by their last part as people
 * group it (I-32), those of other countries also as they were given.
 */
function phoneConditions(phone: PhoneNumber): readonly Filter[] {
  const columns = isRussian(phone)
    ? [dialled(phone), phone.number, nationalOf(phone), `+${dialled(phone)}`]
    : [dialled(phone), phone.number];
  return [
    ...columns.map((form) => eq('НомерТелефона', text(form))),
    ...shownForms(phone).map((form) => substringOf(form, 'Представление')),
  ];
}

function shownForms(phone: PhoneNumber): readonly string[] {
  const digits = dialled(phone);
  const own = digits.slice(-7);
  const pairs = [own, grouped(own, [3, 2], '-'), grouped(own, [3, 2], ' ')];
  if (isRussian(phone)) {
    return pairs;
  }
  const last = digits.slice(-6);
  const halves = ['-', ' '].flatMap((sign) => [grouped(own, [3], sign), grouped(last, [3], sign)]);
  return [...new Set([phone.written, ...pairs, ...halves])].filter((form) => form.length <= LONGEST_FORM);
}

/** Longer ones are full of signs and stand nowhere else like that. */
const LONGEST_FORM = 40;
