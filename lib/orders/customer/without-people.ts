import type { CrmCustomer, CrmOrder } from '../../crm/order.ts';
import { numbersIn } from './phone.ts';

const MASK = '***';

/** Fewer letters are initials and prepositions, which stand in every sentence. */
const SHORTEST = { name: 2, text: 4 };

/** Names are declined in sentences: `Примеров`, `Примерову`, `Примеровым`. */
const LONGEST_ENDING = 3;

/**
 * What 1C says of an order, fit to be stored: 1C's messages name whoever they are about, and nothing that is kept may
 * (design, principle 9). Everything that the order says of people is masked: names, phones, e-mails, addresses, comments, tax ids and accounts.
 *
 * @param text in 1C's words.
 * @param order as far as the CRM still knows it.
 */
export function withoutPeople(text: string, order: Partial<CrmOrder>): string {
  const names = namesOf(order).flatMap((name) => wordsOf(name));
  const masked = [...textsOf(order), ...contactsOf(order), ...numbersOf(order)]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, value) => rest.replace(whole(escaped(value)), MASK), text);
  return names.reduce((rest, name) => rest.replace(whole(declined(name)), MASK), masked);
}

function namesOf(order: Partial<CrmOrder>): readonly string[] {
  const people: readonly Partial<CrmCustomer>[] = [order, order.customer ?? {}, order.contact ?? {}];
  return [
    ...people.flatMap(({ lastName, firstName, patronymic, nickName }) => [
      lastName,
      firstName,
      patronymic,
      nickName,
    ]),
    order.company?.name,
    order.company?.contragent?.legalName,
    order.contragent?.legalName,
  ].flatMap((name) => name ?? []);
}

const wordsOf = (name: string): readonly string[] =>
  name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word.length >= SHORTEST.name);

/** Addresses and comments, as a whole and by the parts between commas, as 1C repeats them. */
function textsOf({
  delivery,
  customerComment,
  managerComment,
  contragent,
  company,
}: Partial<CrmOrder>): readonly string[] {
  const { text, notes, city, metro } = delivery?.address ?? {};
  const fields = [
    text,
    notes,
    city,
    metro,
    customerComment,
    managerComment,
    contragent?.legalAddress,
    company?.contragent?.legalAddress,
  ].flatMap((value) => value ?? []);
  return fields
    .flatMap((value) => [value, ...value.split(/[,;\n]+/u)])
    .map((value) => value.trim())
    .filter((value) => value.length >= SHORTEST.text);
}

/** Tax ids and accounts: of a sole trader they are a person's. */
const numbersOf = ({ contragent, company }: Partial<CrmOrder>): readonly string[] =>
  [contragent, company?.contragent].flatMap((details) =>
    [
      details?.INN,
      details?.OGRN,
      details?.OGRNIP,
      details?.OKPO,
      details?.bankAccount,
      details?.certificateNumber,
    ].flatMap((value) => value?.trim() || []),
  );

function contactsOf({ phone, email, customer, contact }: Partial<CrmOrder>): readonly string[] {
  const phones = [phone ?? [], customer?.phones ?? [], contact?.phones ?? []].flat();
  return [
    ...phones,
    ...phones.flatMap((field) => numbersIn(field).flatMap(({ number, written }) => [written, number])),
    ...[email, customer?.email, contact?.email].flatMap((value) => value ?? []),
  ].filter((value) => value !== '');
}

/** A value that is no part of a longer word. Marks belong to the letters they stand on: without case U+0345 even is one. */
const whole = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${pattern}(?![\\p{L}\\p{M}\\p{N}])`, 'giu');

const declined = (word: string): string =>
  `${escaped(word.replace(/(?:[иыо]й|[ая]я|[аеёиоуыьюяй])$/iu, '')).replace(/[её]/giu, '[её]')}[\\p{L}\\p{M}]{0,${LONGEST_ENDING}}`;

const escaped = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
