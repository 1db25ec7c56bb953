import { dialled, digitsOf, isRussian, nationalOf, readPhones, tidyPhone } from './phone.ts';

/** A phone field as UT keeps it in a contact row (ut-filling 7). */
export interface PhoneParts {
  /** What people see. */
  readonly presentation: string;
  /** `+7`; `""` for what stays as given. */
  readonly countryCode: string;
  readonly areaCode: string;
  /** The number without country and area; all of it for what stays as given. */
  readonly number: string;
  readonly extension: string;
  /** Digits by which UT finds the row: country, area and number. */
  readonly digits: string;
  /** Those of the number alone. */
  readonly ownDigits: string;
}

const OWN_LENGTH = 7;

/**
 * A phone field as a contact row shows it: a single Russian number in UT's own form, `+7 (912) 345-67-89, доб. 12`;
 * everything else as given (R-5), found by the digits of its first number.
 *
 * @param field not blank.
 */
export function phoneParts(field: string): PhoneParts {
  const { numbers, rest } = readPhones(field);
  const [first, second] = numbers;
  const digits = first === undefined ? digitsOf(field) : dialled(first);
  if (first === undefined || second !== undefined || !isRussian(first) || !isBlank(rest)) {
    const [presentation, areaCode, countryCode, extension] = [tidyPhone(field), '', '', ''];
    const ownDigits = first !== undefined && isRussian(first) ? digits.slice(-OWN_LENGTH) : digits;
    return { presentation, countryCode, areaCode, number: presentation, extension, digits, ownDigits };
  }
  const { extension } = first;
  const national = nationalOf(first);
  const [areaCode, number] = [national.slice(0, -OWN_LENGTH), national.slice(-OWN_LENGTH)];
  const presentation = `+7 (${areaCode}) ${grouped(number, [3, 2], '-')}${extension && `, доб. ${extension}`}`;
  return { presentation, countryCode: '+7', areaCode, number, extension, digits, ownDigits: number };
}

/** `3456789` as `345-67-89`. @param lengths of all groups but the last one. */
export function grouped(number: string, lengths: readonly number[], separator: string): string {
  const ends = lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, length) => sum + length));
  return [0, ...ends].map((from, index) => number.slice(from, ends[index])).join(separator);
}

const isBlank = (rest: string): boolean => /^[\s,;.()-]*$/u.test(rest);
