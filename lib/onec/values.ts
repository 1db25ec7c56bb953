/** A reference that points nowhere (onec-odata A2). */
export const EMPTY_KEY = '00000000-0000-0000-0000-000000000000';

/** An empty date (onec-odata A2). */
export const EMPTY_DATE = '0001-01-01T00:00:00';

/** `_Type` of a composite property that holds an element of `set` (onec-odata A2). */
export const typeOfSet = (set: string): string => `StandardODATA.${set}`;

/** Whether a reference of an entity, or of an answer that lacks it, points nowhere. */
export const isEmptyKey = (key: string | null | undefined): boolean =>
  key === undefined || key === null || key === '' || key === EMPTY_KEY;

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?$/;

/**
 * A local time in 1C's notation. Takes `2026-01-10 12:00:00` or `2026-01-10` (midnight) and gives `2026-01-10T12:00:00`:
 * neither side knows an offset, both run in the time zone of the settings.
 *
 * @throws {TypeError} if `localTime` is not a real date in one of these notations.
 */
export function toOnecDate(localTime: string): string {
  const [, day, time = '00:00:00'] = LOCAL_TIME.exec(localTime) ?? [];
  const date = `${day}T${time}`;
  if (day === undefined || !isRealTime(date)) {
    throw new TypeError(`not a local time: ${JSON.stringify(localTime)}`);
  }
  return date;
}

/** Reads Edm.Int64. A plain number is taken too: servers differ (onec-odata A2). @throws {TypeError} if it is not whole. */
export function fromInt64(value: string | number): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new TypeError(`not a whole number: ${JSON.stringify(value)}`);
  }
  return number;
}

/** Rejects what the notation alone lets through: JavaScript carries 30 February and 24:00 into another day. */
const isRealTime = (date: string): boolean => new Date(`${date}Z`).getUTCDate() === Number(date.slice(8, 10));
