import type { ScheduledEvent } from 'aws-lambda';
import type { RunOptions } from './run-job.ts';
import type { RunRecord } from './run-record.ts';

/** What wakes the function of a job: the cloud's schedule, or a person who wants it to run now (`{ "isForced": true }`). */
export type JobEvent = ScheduledEvent | RunOptions;

/** The function of a job. */
export type JobHandler = (event: JobEvent) => Promise<RunRecord>;

/** How the function is to run its job. */
export const runOptionsOf = (event: JobEvent): RunOptions => ({
  isForced: 'isForced' in event && event.isForced === true,
});
