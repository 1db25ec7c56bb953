import type { PersonRow } from './data/people.ts';
import type { MakeKey } from './make-organizations.ts';
import type { Person } from './shop.ts';

/** The ways in which users type one number; all of them end in the same ten digits. */
const PHONE_FORMATS: readonly ((tail: string) => string)[] = [
  (tail) => `+7 (900) 000-00-${tail}`,
  (tail) => `8 900 000 00 ${tail}`,
  (tail) => `890000000${tail.padStart(2, '0')}`,
  (tail) => `+7900 000-00-${tail}`,
  (tail) => `8(900)000-00-${tail}`,
  (tail) => `+79000000${'0'}${tail}`,
  (tail) => `7 900 0000 0${tail}`,
  (tail) => `8-900-000-00-${tail}`,
  (tail) => `тел. 8 (900) 000 00 ${tail}, после 18:00`,
];

const MAIL_DOMAINS = ['example.ru', 'example.com'];

/**
 * Turns rows of names into customers of 1C with contacts in changing formats: every seventh has no e-mail, every
 * eleventh no telephone.
 *
 * @param firstNumber the last two digits of the first person's telephone; the others follow.
 */
export function makePeople(rows: readonly PersonRow[], makeKey: MakeKey, firstNumber: number): Person[] {
  return rows.map(([surname, name, patronymic, mailbox], index) => {
    const format = PHONE_FORMATS[index % PHONE_FORMATS.length];
    const tail = String(firstNumber + index).padStart(2, '0');
    return {
      partnerKey: makeKey('partner', mailbox),
      counterpartyKey: makeKey('counterparty', mailbox),
      fullName: `${surname} ${name} ${patronymic}`,
      phone: index % 11 === 10 ? undefined : format?.(tail),
      email: index % 7 === 6 ? undefined : `${mailbox}@${MAIL_DOMAINS[index % MAIL_DOMAINS.length]}`,
    };
  });
}
