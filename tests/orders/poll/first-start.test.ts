import { describe, expect, it } from 'vitest';
import { firstStart } from '../../../lib/orders/poll/first-start.ts';
import { accountTime } from '../../../lib/platform/account-time.ts';

const NOW = Date.parse('2026-03-10T09:05:07Z');

describe('accountTime()', () => {
  it.each([
    ['Europe/Moscow', '2026-03-10 12:05:07'],
    ['UTC', '2026-03-10 09:05:07'],
    ['Asia/Vladivostok', '2026-03-10 19:05:07'],
    ['America/Los_Angeles', '2026-03-10 02:05:07'],
  ])('in %s', (timeZone, text) => {
    expect(accountTime(NOW, timeZone)).toBe(text);
  });

  it('writes midnight as 00, not as 24', () => {
    expect(accountTime(Date.parse('2026-03-09T21:00:00Z'), 'Europe/Moscow')).toBe('2026-03-10 00:00:00');
  });
});

describe('firstStart()', () => {
  it.each([
    ['no startDate: 24 hours ago', null, '2026-03-09 12:05:07'],
    ['startDate long ago: 24 hours ago', '2026-01-01', '2026-03-09 12:05:07'],
    ['startDate yesterday is earlier than 24 hours ago', '2026-03-09', '2026-03-09 12:05:07'],
    ['startDate today', '2026-03-10', '2026-03-10 00:00:00'],
    ['startDate to come: now, for it may be corrected', '2026-04-01', '2026-03-10 12:05:07'],
  ])('%s', (_, startDate, text) => {
    expect(firstStart({ startDate, timeZone: 'Europe/Moscow' }, NOW)).toBe(text);
  });
});
