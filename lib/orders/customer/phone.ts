/** One telephone number of a field. */
export interface PhoneNumber {
  /**
   * What numbers are compared by: eleven digits that begin with 8 for a Russian number (the former extension stored them
   * so, original-import 5.5), `+` and all digits for any other.
   */
  readonly number: string;
  /** Digits after "доб.", or `""`. */
  readonly extension: string;
  /** The number as it was typed, without its extension. */
  readonly written: string;
}

/** A phone field taken apart. */
export interface PhoneField {
  /** In the order in which they stand in the field. */
  readonly numbers: readonly PhoneNumber[];
  /** What is neither a number nor an extension: names, remarks, signs between numbers. */
  readonly rest: string;
}

/** Shorter than this it is the rest of another one ("345-67-89/90") and stands in every second row of 1C. */
const FEWEST_DIGITS = 5;

/** The longest number of the international plan (E.164): a longer run of digits holds several. */
const MOST_DIGITS = 15;

/**
 * Takes a phone field apart: every number in it, with its extension (R-5).
 *
 * A number with `+` is Russian only as +7 and ten digits; without it, as 7 or 8 and ten digits, or as ten digits that
 * begin with 3, 4, 8 or 9 (B-1). Every other number is what it is.
 */
export function readPhones(field: string): PhoneField {
  const text = field.normalize('NFKC');
  // What numbers are typed with, up to the next `+`, letter or sign of enumeration.
  const run = /(?:\+[ (]*)?\d[\d ().\-‐‑–—]*/gu;
  const numbers: PhoneNumber[] = [];
  let rest = '';
  let end = 0;
  for (let match = run.exec(text); match !== null; match = run.exec(text)) {
    rest += text.slice(end, match.index);
    end = run.lastIndex;
    const found = numbersOfRun(match[0].trim());
    if (found.length === 0) {
      rest += match[0];
      continue;
    }
    const extension = extensionAt(text, end);
    numbers.push(
      ...found.slice(0, -1),
      ...found.slice(-1).map((last) => ({ ...last, extension: extension.digits })),
    );
    end = extension.end;
    run.lastIndex = end;
  }
  return { numbers, rest: rest + text.slice(end) };
}

/** All numbers of a field. */
export const numbersIn = (field: string | undefined): readonly PhoneNumber[] =>
  readPhones(field ?? '').numbers;

/** Whether two numbers reach one person: different extensions of one exchange belong to different people. */
export const isSamePhone = (one: PhoneNumber, other: PhoneNumber): boolean =>
  one.number === other.number &&
  (one.extension === '' || other.extension === '' || one.extension === other.extension);

/** A field without the blanks around it and the doubled ones inside; `""` if there is no digit in it. */
export function tidyPhone(field: string | undefined): string {
  const text = field?.replace(/\s+/gu, ' ').trim() ?? '';
  return /\d/u.test(text) ? text : '';
}

/** What all spellings of one field have in common: its numbers with their extensions, or the text where it has none. */
export function canonicalPhone(field: string): string {
  const numbers = numbersIn(field).map(({ number, extension }) => `${number}${extension && `#${extension}`}`);
  return numbers.length === 0 ? tidyPhone(field) : [...new Set(numbers)].sort().join(',');
}

export const isRussian = ({ number }: PhoneNumber): boolean => !number.startsWith('+');

/** The ten digits of a Russian number. */
export const nationalOf = ({ number }: PhoneNumber): string => number.slice(1);

/** The digits with those of the country, where they are known: what UT keeps to search by (ut-filling 7). */
export const dialled = (phone: PhoneNumber): string =>
  isRussian(phone) ? `7${nationalOf(phone)}` : digitsOf(phone.number);

export const digitsOf = (text: string): string => text.replace(/\D/gu, '');

function numbersOfRun(run: string): readonly PhoneNumber[] {
  const { length } = digitsOf(run);
  if (length < FEWEST_DIGITS) {
    return [];
  }
  const several = length > MOST_DIGITS ? splitAtBlanks(run.split(' ')) : undefined;
  return (several ?? [run]).map((written) => ({ number: canonicalNumber(written), extension: '', written }));
}

/** Several numbers with nothing but blanks between them. @returns undefined unless all of it are numbers. */
function splitAtBlanks(groups: readonly string[]): readonly string[] | undefined {
  const splits: (readonly string[] | undefined)[] = [];
  splits[groups.length] = [];
  for (let from = groups.length - 1; from >= 0; from -= 1) {
    for (let to = from + 1; to <= groups.length && splits[from] === undefined; to += 1) {
      const [number, others] = [groups.slice(from, to).join(' '), splits[to]];
      if (others !== undefined && isWhole(number)) {
        splits[from] = [number, ...others];
      }
    }
  }
  return splits[0];
}

function isWhole(written: string): boolean {
  const { length } = digitsOf(written);
  return (
    nationalDigits(written) !== undefined ||
    (written.startsWith('+') && length >= FEWEST_DIGITS && length <= MOST_DIGITS)
  );
}

function canonicalNumber(written: string): string {
  const national = nationalDigits(written);
  return national === undefined ? `+${digitsOf(written)}` : `8${national}`;
}

function nationalDigits(written: string): string | undefined {
  const digits = digitsOf(written);
  const russian = written.startsWith('+')
    ? /^7(\d{10})$/u.exec(digits)
    : (/^[78](\d{10})$/u.exec(digits) ?? /^([3489]\d{9})$/u.exec(digits));
  return russian?.[1];
}

function extensionAt(text: string, from: number): { readonly digits: string; readonly end: number } {
  const extension =
    /[\s,;(]*(?:доб(?:авочный)?|внутр(?:енний)?|вн|ext(?:ension)?|#|[xх])[.:\s]*(?:No\.? ?)?(\d{1,6})(?!\d)\)?/iuy;
  extension.lastIndex = from;
  const match = extension.exec(text);
  return { digits: match?.[1] ?? '', end: match === null ? from : extension.lastIndex };
}
