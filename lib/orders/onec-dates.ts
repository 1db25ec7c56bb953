const DAY_LENGTH = 'YYYY-MM-DD'.length;
const START_OF_DAY = 'T00:00:00';

/** The day of a CRM or 1C date, `YYYY-MM-DD`. */
export const dayOf = (date: string): string => date.slice(0, DAY_LENGTH);

/** The start of the day of a CRM or 1C date: what a date-only attribute of 1C holds. */
export function onecDay(date: string): string {
  return `${dayOf(date)}${START_OF_DAY}`;
}

/** A time of the day (`10:00`) on 1C's empty date, as time-only attributes hold it. */
export function onecTime(time: string): string {
  return `0001-01-01T${time.length === 'HH:MM'.length ? `${time}:00` : time}`;
}

/** So many days later, at the same time of the day. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** The earlier of two dates in 1C's notation. */
export const earlierOf = (left: string, right: string): string => (left < right ? left : right);

/** The later of two dates in 1C's notation, which sorts as text. */
export const laterOf = (left: string, right: string): string => (left > right ? left : right);

/** A 1C date-time as people read it: `2026-03-05T10:30:00` → `05.03.2026 10:30:00`. */
export function presentDateTime(date: string): string {
  const [day = '', time = ''] = date.split('T');
  return `${presentDay(day)} ${time}`;
}

/** The day of a CRM or 1C date as people read it: `2026-03-05 10:30:00` → `05.03.2026`. */
export const presentDay = (date: string): string => dayOf(date).split('-').reverse().join('.');
