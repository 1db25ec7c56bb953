import { describe, expect, it } from 'vitest';
import { functionSources } from '../../infra/build.ts';
import { JOBS as LOCAL_JOBS } from '../../infra/local/jobs.ts';
import { jobSections } from '../../lib/composition/jobs.ts';
import { isJobName, JOB_NAMES, JOBS, type JobDefinition } from '../../lib/jobs/registry.ts';
import { LEASE_MARGIN_MS } from '../../lib/platform/time-limits.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';

describe.each(JOB_NAMES)('the job %s', (name) => {
  const job: JobDefinition = JOBS[name];

  it('has a function of its name, and the local stack runs it', () => {
    expect([...functionSources().keys()]).toContain(name);
    expect(Object.keys(LOCAL_JOBS)).toContain(name);
  });

  it('is due as often as the settings or the list say', () => {
    const { schedule } = job;
    const minutes =
      typeof schedule === 'string' ? bridgeSettings().schedules[schedule] : schedule.everyMinutes;
    expect(minutes).toBeGreaterThan(0);
  });

  it('ends, and its lease too, before it would be called stale for want of a run', () => {
    const { schedule, timeoutSeconds } = job;
    const minutes =
      typeof schedule === 'string' ? bridgeSettings().schedules[schedule] : schedule.everyMinutes;
    expect(timeoutSeconds * 1000 + LEASE_MARGIN_MS).toBeLessThanOrEqual(Math.max(minutes, 2) * 2 * 60_000);
  });

  it('asks the configuration for what it needs', () => {
    expect(jobSections(name)).toEqual(expect.arrayContaining(['log', 'state', 'files', 'run', ...job.needs]));
  });
});

it('only what is in the list is a job', () => {
  expect(isJobName('order-poll')).toBe(true);
  expect(['toString', '', 'order-worker'].some(isJobName)).toBe(false);
});
