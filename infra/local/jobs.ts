import type { ScheduledEvent } from 'aws-lambda';
import { jobHandler } from '../../lib/composition/job-handler.ts';
import { JOB_NAMES } from '../../lib/jobs/registry.ts';
import type { JobHandler } from '../../lib/journal/job-event.ts';
import type { JobRecords } from '../../lib/state/job-records.ts';

/** Functions of the jobs that this stack can run, by name (contract 2). */
export type LocalJobs = Readonly<Record<string, JobHandler>>;

export const JOBS: LocalJobs = Object.fromEntries(
  JOB_NAMES.map((name) => [name, jobHandler(name, () => process.env)]),
);

/** The event with which EventBridge wakes a function on schedule. */
export function scheduledEvent(job: string, id: string, now: number): ScheduledEvent {
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    // Whole seconds, as EventBridge writes it.
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: 'local',
    resources: [`arn:aws:events:local:000000000000:rule/${job}`],
    detail: {},
  };
}

/** Jobs that run on demand only are never stale, whatever schedule an earlier start of the stack has left behind. */
export async function switchOff(jobs: LocalJobs, records: Pick<JobRecords, 'schedule'>): Promise<void> {
  for (const job of Object.keys(jobs)) {
    await records.schedule(job, 0);
  }
}
