import { jobHandler } from '../../lib/composition/job-handler.ts';
import { JOB_NAMES } from '../../lib/jobs/registry.ts';
import type { JobHandlers } from '../../lib/server/scheduler.ts';
import type { JobRecords } from '../../lib/state/job-records.ts';

export const JOBS: JobHandlers = Object.fromEntries(
  JOB_NAMES.map((name) => [name, jobHandler(name, () => process.env)]),
);

/** Jobs that run on demand only are never stale, whatever schedule an earlier start of the stack has left behind. */
export async function switchOff(jobs: JobHandlers, records: Pick<JobRecords, 'schedule'>): Promise<void> {
  for (const job of Object.keys(jobs)) {
    await records.schedule(job, 0);
  }
}
