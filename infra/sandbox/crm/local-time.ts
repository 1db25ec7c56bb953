/**
 * Dates as the CRM writes them: `Y-m-d H:i:s` in the account's zone, no offset (retailcrm-api 1.1).
 *
 * @param milliseconds since the epoch.
 */
export function localTime(milliseconds: number, timeZone: string): string {
  return formatterOf(timeZone).format(milliseconds).replace(',', '');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  // The Swedish locale writes ISO dates.
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formatters.set(timeZone, formatter);
  return formatter;
}
