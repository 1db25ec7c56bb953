import { accountTime } from '../../platform/account-time.ts';
import type { Settings } from '../../settings/schema.ts';
import { laterOf } from '../onec-dates.ts';

const DAY_MS = 24 * 3_600_000;

/** What the place of a history depends on. */
export type AccountSettings = Pick<Settings, 'startDate' | 'timeZone'>;

/**
 * Where the history is begun when no cursor is stored: at the later of `startDate` and 24 hours ago (design, decisions). A
 * `startDate` that is still to come gives now: it keeps older orders out by itself, and may be corrected any day.
 *
 * @param now milliseconds since the epoch.
 * @returns `YYYY-MM-DD HH:MM:SS` in the account's time.
 */
export function firstStart({ startDate, timeZone }: AccountSettings, now: number): string {
  const yesterday = accountTime(now - DAY_MS, timeZone);
  if (startDate === null) {
    return yesterday;
  }
  const today = accountTime(now, timeZone);
  const start = `${startDate} 00:00:00`;
  return start > today ? today : laterOf(start, yesterday);
}
