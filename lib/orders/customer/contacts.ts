import { контактнаяИнформация } from '../../onec/ut/objects/common-tables.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import { numberRows, withoutAnnotations } from '../table-rows.ts';
import type { ContactRow } from './facts.ts';
import { numbersIn } from './phone.ts';
import { phoneParts } from './phone-parts.ts';

/** What 1C's two columns of digits hold. */
const DIGITS_LENGTH = контактнаяИнформация.НомерТелефона.length;

/** What the bridge writes into a contact row: visible, structured and found by UT's own search (ut-filling 7). */
export type ContactFields = Partial<Omit<ContactRow, 'LineNumber'>>;

/**
 * A phone field as a contact row with all that UT shows, edits and searches by (ut-filling 7): extensions and further
 * numbers are kept in `Представление`.
 *
 * @param kind key of the kind of contact.
 * @param field not blank.
 */
export function phoneContact(kind: string, field: string): ContactFields {
  const { presentation, countryCode, areaCode, number, extension, digits, ownDigits } = phoneParts(field);
  return {
    Тип: 'Телефон',
    Вид_Key: kind,
    Представление: presentation,
    НомерТелефона: digits.slice(0, DIGITS_LENGTH),
    НомерТелефонаБезКодов: ownDigits.slice(0, DIGITS_LENGTH),
    Значение: JSON.stringify({
      version: 4,
      value: presentation,
      comment: '',
      type: 'Телефон',
      countryCode,
      areaCode,
      number,
      extNumber: extension,
    }),
  };
}

/**
 * An e-mail as a contact row with all that UT shows, edits and searches by (ut-filling 7).
 *
 * @param kind key of the kind of contact.
 * @param email in small letters.
 */
export function emailContact(kind: string, email: string): ContactFields {
  return {
    Тип: 'АдресЭлектроннойПочты',
    Вид_Key: kind,
    Представление: email,
    АдресЭП: email,
    ДоменноеИмяСервера: email.slice(email.lastIndexOf('@') + 1),
    Значение: JSON.stringify({ version: 4, value: email, comment: '', type: 'АдресЭлектроннойПочты' }),
  };
}

/** A postal address as free text: without a classifier UT takes it in the form `ВСвободнойФорме` (ut-filling 7). */
export function addressContact(kind: string, address: string): ContactFields {
  return {
    Тип: 'Адрес',
    Вид_Key: kind,
    Представление: address,
    Значение: JSON.stringify({
      version: 4,
      value: address,
      comment: '',
      type: 'Адрес',
      country: 'Россия',
      addressType: 'ВСвободнойФорме',
      countryCode: '643',
      ZIPcode: '',
      area: '',
      areaType: '',
      city: '',
      cityType: '',
      street: '',
      streetType: '',
    }),
  };
}

/**
 * The contact rows with `wanted` put in: a row of the same kind that says the same is left alone; else the first of its kind is
 * rewritten, and others of the kind, which people added, stay; a missing one is added. Rows without a kind are UT's own
 * summaries and are never sent back (ut-filling 7).
 *
 * @returns the whole table for the wire, or undefined if nothing differs.
 */
export function withContacts(
  held: readonly ContactRow[],
  wanted: readonly ContactFields[],
): readonly object[] | undefined {
  const kept = held.filter((row) => row.Вид_Key !== EMPTY_KEY);
  const changed = wanted.filter((contact) => !kept.some((row) => saysTheSame(row, contact)));
  if (changed.length === 0) {
    return undefined;
  }
  const rewritten = kept.map((row, index) => ({
    ...row,
    ...changed.find(
      (contact) =>
        contact.Вид_Key === row.Вид_Key &&
        kept.findIndex((other) => other.Вид_Key === contact.Вид_Key) === index,
    ),
  }));
  const added = changed.filter((contact) => !kept.some((row) => row.Вид_Key === contact.Вид_Key));
  return numberRows([...rewritten.map(withoutAnnotations), ...added]);
}

function saysTheSame(row: ContactRow, contact: ContactFields): boolean {
  if (row.Вид_Key !== contact.Вид_Key) {
    return false;
  }
  if (contact.Тип === 'Телефон') {
    return holdsAllNumbers(row.Представление, contact.Представление ?? '');
  }
  return row.Представление.trim().toLowerCase() === contact.Представление?.toLowerCase();
}

/** A second number or an extension that people noted in 1C is no difference. */
function holdsAllNumbers(held: string, wanted: string): boolean {
  const [there, needed] = [numbersIn(held), numbersIn(wanted)];
  return needed.length === 0
    ? held.trim() === wanted
    : needed.every(({ number, extension }) =>
        there.some((other) => other.number === number && (extension === '' || other.extension === extension)),
      );
}
