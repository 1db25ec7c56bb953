/**
 * A moment as the CRM writes it: `YYYY-MM-DD HH:MM:SS` in the account's zone, without an offset (retailcrm-api 1.1).
 * Such texts compare as the moments do, but for the hour that a change of the clocks repeats.
 *
 * @param milliseconds since the epoch.
 * @param timeZone IANA name, as `Europe/Moscow`.
 */
export function accountTime(milliseconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(milliseconds);
  const part = new Map(parts.map(({ type, value }) => [type, value]));
  const joined = (separator: string, ...types: readonly Intl.DateTimeFormatPartTypes[]): string =>
    types.map((type) => part.get(type)).join(separator);
  return `${joined('-', 'year', 'month', 'day')} ${joined(':', 'hour', 'minute', 'second')}`;
}
