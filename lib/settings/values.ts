import * as z from 'zod/mini';

/*
 * The kinds of values that the document is made of. Every kind carries its own Russian sentence; `faults.ts` only adds
 * the place.
 */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMPTY_GUID = '00000000-0000-0000-0000-000000000000';
/** Latin only: a Cyrillic «с» in `cancel` is the mistake that nobody sees. */
const CODE = /^[A-Za-z0-9_.:-]+$/;
const LONGEST_TEXT = 255;

const withAlternative = (needed: string, alternative: string) =>
  needed.replace('Нужен GUID', `Нужен ${alternative} или GUID`);

/** A GUID other than 1C's empty reference, brought to lower case as 1C writes it. */
function guid(needed: string) {
  return z.string(needed).check(
    z.refine((value) => GUID.test(value), { error: needed, abort: true }),
    z.refine((value) => value !== EMPTY_GUID, { error: `Здесь пустая ссылка из нулей. ${needed}` }),
    z.toLowerCase(),
  );
}

const neededReference = (to: string) =>
  `Нужен GUID (${to}) вида 1c2d3e4f-0000-4000-8000-123456789abc без пробелов`;

/** What a reference must find in 1C, beside an element that is not marked for deletion. */
export interface ReferenceTarget {
  /** Names of the catalogues, or of the plan of kinds of characteristics, that the element may be in. */
  readonly catalogues: readonly string[];
  /** It must belong to the organisation of its site. */
  readonly isOwn?: boolean;
  /** It must be an item of the type `Услуга`. */
  readonly isService?: boolean;
  /** It may be a folder. */
  readonly isFolderToo?: boolean;
}

/** Which values of the schema are references to 1C, and to what (`references-of.ts` reads them out of a document). */
export const referenceTargets = z.registry<ReferenceTarget>();

/** Names of catalogues in the words for people: `папка или элемент справочника Номенклатура либо ВидыНоменклатуры`. */
const cataloguesIn = (to: string): readonly string[] => to.match(/(?<!\p{L})\p{Lu}\p{L}+/gu) ?? [];

type Demands = Omit<ReferenceTarget, 'catalogues'>;

/** A reference to an element of 1C; `to` names the catalogue for the reader of the fault. */
export const reference = (to: string, demands: Demands = {}) =>
  guid(neededReference(to)).register(referenceTargets, { catalogues: cataloguesIn(to), ...demands });

/** The same, or null where nothing is chosen. */
export const referenceOrNull = (to: string, demands: Demands = {}) =>
  z.nullable(
    guid(withAlternative(neededReference(to), 'null')).register(referenceTargets, {
      catalogues: cataloguesIn(to),
      ...demands,
    }),
  );

const COMMENT = 'comment';

/** A GUID, or the word `comment`: where a custom field goes. */
export function referenceOrComment(to: string) {
  const needed = withAlternative(neededReference(to), '"comment"');
  return z
    .string(needed)
    .check(
      z.refine((value) => value === COMMENT || (GUID.test(value) && value !== EMPTY_GUID), needed),
      z.toLowerCase(),
    )
    .register(referenceTargets, { catalogues: cataloguesIn(to) });
}

/** Whether a value of a reference names an element: what may stand there instead names none. */
export const isReference = (value: unknown): value is string =>
  typeof value === 'string' && value !== COMMENT;

const CODE_NEEDED =
  'Нужен символьный код RetailCRM: латинские буквы, цифры и знаки - _ . : без пробелов (проверьте, нет ли русских букв)';

/** A symbolic code of RetailCRM. Codes that start with a hyphen exist (data/retailcrm/references). */
export const code = z
  .string(CODE_NEEDED)
  .check(z.refine((value) => CODE.test(value) && value.length <= LONGEST_TEXT, CODE_NEEDED));

/** A text for people, not blank. */
export const title = z
  .string('Нужна строка')
  .check(
    z.refine(
      (value) => value.trim() !== '' && value.length <= LONGEST_TEXT,
      `Нужна непустая строка не длиннее ${LONGEST_TEXT} знаков`,
    ),
  );

export const flag = z.boolean('Нужно true или false без кавычек');

/** One of the words; the fault lists them. */
export const choice = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `Недопустимое значение. Можно: ${values.join(', ')}`);

/** The same, or null where nothing is chosen. */
export const choiceOrNull = <const Values extends readonly string[]>(values: Values) =>
  z.nullable(z.enum(values, `Недопустимое значение. Можно: null, ${values.join(', ')}`));

/** A whole number of the closed interval. */
export function whole(least: number, most: number) {
  const needed = `Нужно целое число от ${least} до ${most} без кавычек`;
  return z
    .number(needed)
    .check(z.refine((value) => Number.isSafeInteger(value) && value >= least && value <= most, needed));
}

/** A number of the closed interval. */
export function number(least: number, most: number) {
  const needed = `Нужно число от ${least} до ${most} без кавычек`;
  return z.number(needed).check(z.refine((value) => value >= least && value <= most, needed));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_NEEDED = 'Нужна существующая дата вида "2026-01-31"';

const existingDay = (needed: string) =>
  z.string(needed).check(
    z.refine((value) => {
      const midnight = new Date(`${value}T00:00:00Z`);
      return (
        DAY.test(value) &&
        !Number.isNaN(midnight.getTime()) &&
        midnight.toISOString().slice(0, value.length) === value
      );
    }, needed),
  );

/** A calendar day that exists, `YYYY-MM-DD`. */
export const day = existingDay(DAY_NEEDED);

/** The same, or null where there is no limit. */
export const dayOrNull = z.nullable(existingDay(`${DAY_NEEDED} или null`));

const CONTACT_NEEDED = 'Нужен телефон или e-mail одной строкой, например "+7 900 000-00-00"';

/** A phone or an e-mail as people write it: it has a digit or an at sign. */
export const contact = z
  .string(CONTACT_NEEDED)
  .check(z.refine((value) => /[\d@]/.test(value) && value.length <= LONGEST_TEXT, CONTACT_NEEDED));

const TIME_ZONE_NEEDED = 'Нужен часовой пояс из базы IANA, например "Europe/Moscow"';

/** A time zone that this machine can calculate with. */
export const timeZone = z.string(TIME_ZONE_NEEDED).check(z.refine(isTimeZone, TIME_ZONE_NEEDED));

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}

const ADDRESS_NEEDED = 'Нужен адрес вида "https://img.example.ru/" без логина и пароля или null';

/** An http(s) address that may be published, hence without a login, or null. */
export const publicAddressOrNull = z.nullable(
  z.string(ADDRESS_NEEDED).check(
    z.refine((value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      return (
        url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
      );
    }, ADDRESS_NEEDED),
  ),
);

/** An object whose unknown keys are refused: they are typos. */
export const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, 'Нужен объект в фигурных скобках {…}');

/** A section whose every key has a default, so that it may be left out as a whole. */
export const optionalSection = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  nothing: z.input<z.ZodMiniObject<Shape, z.core.$strict>>,
) => z.prefault(section(shape), nothing);

/** A list, empty as well. */
export const list = <Element extends z.core.SomeType>(element: Element) =>
  z.array(element, 'Нужен список в квадратных скобках […]');
