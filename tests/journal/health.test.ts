import { describe, expect, it } from 'vitest';
import { healthReport, isHealthy, type ScheduledJob } from '../../lib/journal/health.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const ago = (seconds: number) => NOW - seconds * 1000;
const NONE = { records: [], unreadable: [] };
const reportOn = (jobs: readonly ScheduledJob[], version = '1.0.0') =>
  healthReport({ version, jobs: { records: jobs, unreadable: [] }, parked: NONE, unreadable: [] }, NOW);
const stale = (job: object) =>
  reportOn([{ job: 'order-poll', periodMinutes: 5, ...job }]).jobs['order-poll']?.stale;

describe('the health report', () => {
  it('shows version and jobs as contract 2 has them', () => {
    const jobs = [
      { job: 'order-poll', periodMinutes: 1, lastSuccess: ago(61.9) },
      { job: 'catalog-publish', periodMinutes: 180 },
    ];
    expect(reportOn(jobs, '1.2.3')).toEqual({
      version: '1.2.3',
      jobs: {
        'order-poll': { lastSuccess: '2026-03-01T11:58:58.100Z', ageSeconds: 61, stale: false },
        'catalog-publish': { lastSuccess: null, ageSeconds: null, stale: false },
      },
      parked: { count: 0, oldestSeconds: 0 },
      unreadable: 0,
    });
  });

  it('calls a job stale after three periods, not at three', () => {
    expect(stale({ lastSuccess: ago(15 * 60) })).toBe(false);
    expect(stale({ lastSuccess: ago(15 * 60 + 1) })).toBe(true);
  });

  it('never calls a job stale that is switched off', () => {
    expect(stale({ periodMinutes: 0, lastSuccess: ago(1e6) })).toBe(false);
  });

  it('judges a job that never succeeded from the time it was first due, if that is known', () => {
    expect(stale({})).toBe(false);
    expect(stale({ firstDue: ago(15 * 60) })).toBe(false);
    expect(stale({ firstDue: ago(15 * 60 + 1) })).toBe(true);
    expect(stale({ firstDue: ago(1e6), lastSuccess: ago(1) })).toBe(false);
  });

  it('judges a job that was switched on again from then on', () => {
    expect(stale({ firstDue: ago(15 * 60), lastSuccess: ago(1e6) })).toBe(false);
    expect(stale({ firstDue: ago(15 * 60 + 1), lastSuccess: ago(1e6) })).toBe(true);
  });

  it('shows no negative age when clocks differ', () => {
    const report = reportOn([{ job: 'stock-push', periodMinutes: 5, lastSuccess: NOW + 2_000 }]);
    expect(report.jobs['stock-push']).toMatchObject({ ageSeconds: 0, stale: false });
  });

  it('is healthy when no job is stale', () => {
    const fresh = { job: 'order-poll', periodMinutes: 1, lastSuccess: ago(1) };
    const old = { job: 'stock-push', periodMinutes: 1, lastSuccess: ago(1000) };
    expect(isHealthy(reportOn([]))).toBe(true);
    expect(isHealthy(reportOn([fresh]))).toBe(true);
    expect(isHealthy(reportOn([fresh, old]))).toBe(false);
  });
});
