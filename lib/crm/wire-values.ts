import * as z from 'zod/mini';

/**
 * A copy of a decoded answer as the rest of the bridge can take it: texts without what no database takes
 * ({@link cleanText}), and without what means "empty". The CRM leaves empty fields out, but PHP also writes them as `null`,
 * `""`, and an empty map as `[]` (retailcrm-api 1.2). Keys are dropped, list elements never are.
 */
export function tidied(value: unknown): unknown {
  if (typeof value === 'string') {
    return cleanText(value);
  }
  if (Array.isArray(value)) {
    return value.map(tidied);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const kept: Record<string, unknown> = {};
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields)) {
    const compact = tidied(fields[key]);
    // Assigned, `__proto__` would become the prototype and lend its fields to the whole map.
    if (!isEmpty(compact) && key !== '__proto__') {
      kept[key] = compact;
    }
  }
  return kept;
}

/** Control characters but tab and newline, halves of surrogate pairs, and the two code points that are no characters. */
const UNUSABLE = /(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** A text without characters that 1C and its database refuse, so that a stray one never stops an order. */
const cleanText = (text: string): string => text.replace(UNUSABLE, '');

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object') {
    return value === '' || value === undefined;
  }
  if (value === null) {
    return true;
  }
  return (Array.isArray(value) ? value : Object.keys(value)).length === 0;
}

type Read<T> = (value: unknown) => T | undefined;

/** A schema that takes what `read` understands; anything else is reported as "not `expected`", without the value. */
const readAs = <T>(expected: string, read: Read<T>) =>
  z.transform((value: unknown, context): T => {
    const result = read(value);
    if (result === undefined) {
      context.issues.push({
        code: 'custom',
        message: value === undefined ? 'missing' : `not ${expected}`,
        input: value,
      });
      return z.NEVER;
    }
    return result;
  });

/** A text; a number is one too, since PHP writes numeric texts either way (`"index": 123456`). */
export const text = readAs('a text', (value) => {
  if (typeof value === 'number') {
    return String(value);
  }
  return typeof value === 'string' ? value : undefined;
});

/** An internal id of the CRM, as a number or a numeric text. */
export const id = readAs('an id', (value) => {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
});

/** A figure as an exact decimal text, from a JSON number or a numeric text; see {@link decimalText}. */
export const figure = readAs('a decimal figure', decimalText);

/** `true`, or PHP's 1. */
export const flag = readAs('a flag', (value) => {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 0 || value === 1 ? value === 1 : undefined;
});

const matching = (expected: string, pattern: RegExp) =>
  readAs(expected, (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined));

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_AND_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
/** 1C knows no later year. */
const LAST_YEAR = '3999';

export const date = readAs('a date YYYY-MM-DD', (value) => momentOf(value, DAY));
export const dateTime = readAs('a date-time YYYY-MM-DD HH:MM:SS', (value) => momentOf(value, DAY_AND_TIME));
export const timeOfDay = matching('a time HH:MM', /^([01]\d|2[0-3]):[0-5]\d$/);

/** A date-time of which the CRM may have kept only the day. */
export const dayOrDateTime = readAs(
  'a date',
  (value) => momentOf(value, DAY_AND_TIME) ?? momentOf(value, DAY),
);

/** A text, or what stands where one should be as JSON, so that whoever needs it can refuse it by its words. */
export const anyText = readAs('a text', (value) =>
  typeof value === 'string' ? value : JSON.stringify(value),
);

/** The text itself if it is written so and such a moment exists (B-13): `2026-02-31` does not. */
function momentOf(value: unknown, notation: RegExp): string | undefined {
  if (typeof value !== 'string' || !notation.test(value)) {
    return undefined;
  }
  const [day = '', time = '00:00:00'] = value.split(' ');
  const moment = new Date(`${day}T${time}Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString() === `${day}T${time}.000Z`;
  return exists && day > '0001' && day.slice(0, 4) <= LAST_YEAR ? value : undefined;
}

/** A list that may come as a map: payments keyed by id, PHP's arrays with gaps. Absent = empty. */
export const list = <T extends z.core.SomeType>(element: T) =>
  z._default(z.pipe(z.transform(listOf), z.array(element, 'not a list')), []);

function listOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.values(value) : value;
}

/**
 * The decimal text of a figure, exactly as it stood on the wire up to 15 significant digits: the shortest decimal form of
 * a number is what the CRM wrote, an exponent (`1e-7`) is written out.
 *
 * @returns undefined if it is no figure, or a number beyond 2^53 whose digits JSON has already lost.
 */
export function decimalText(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? withoutExponent(String(value)) : undefined;
  }
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? value.trim() : undefined;
}

/** `-1.5e-7` → `-0.00000015`. Within the safe range only small numbers are ever written with an exponent. */
function withoutExponent(number: string): string {
  const [mantissa = '', exponent] = number.split('e-');
  if (exponent === undefined) {
    return number;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${mantissa.replace(/[-.]/g, '')}`;
}

const MOST_PROBLEMS = 10;

/**
 * What a schema found wrong, by field, without values: `items[2].quantity: not a decimal figure; createdAt: missing`. The
 * first ten, and how many more there are.
 */
export function problemText(error: z.core.$ZodError): string {
  const problems = error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
  const more = problems.length - MOST_PROBLEMS;
  return problems.slice(0, MOST_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** `items[2].quantity`; the root is "the answer". */
export function pathText(path: readonly PropertyKey[]): string {
  const joined = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return joined === '' ? 'the answer' : joined.replace(/^\./, '');
}
