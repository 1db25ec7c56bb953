import { presentDateTime } from '../orders/onec-dates.ts';
import { accountTime } from '../platform/account-time.ts';

/**
 * A moment as people read it: `24.11.2026 10:40:31`.
 *
 * @param milliseconds since the epoch.
 * @param timeZone IANA name of the zone that it is told in.
 */
export const localTime = (milliseconds: number, timeZone: string): string =>
  presentDateTime(accountTime(milliseconds, timeZone).replace(' ', 'T'));
