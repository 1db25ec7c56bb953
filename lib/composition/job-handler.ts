import type { JobName } from '../jobs/registry.ts';
import { type JobHandler, runOptionsOf } from '../journal/job-event.ts';
import { lazily } from '../platform/lazily.ts';
import { createLog } from '../platform/log.ts';
import { composeJob, jobSections } from './jobs.ts';
import { processStage } from './process-stage.ts';

/**
 * The function of a job: what the cloud's schedule wakes each minute, or a person with `{ "isForced": true }`.
 *
 * @param environment of the process, read at the first call.
 */
export const jobHandler = (
  name: JobName,
  environment: () => Readonly<Record<string, string | undefined>>,
): JobHandler =>
  lazily(async () => {
    const stage = await processStage(environment(), name, jobSections(name));
    const run = composeJob(name, stage, createLog(name, stage.config(['log'])));
    return (event) => run(runOptionsOf(event));
  });
