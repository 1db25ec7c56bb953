import { composeTable } from '../lib/composition/table.ts';
import { healthReport } from '../lib/journal/health.ts';
import { assertNoneStale } from '../lib/journal/stale-jobs.ts';
import { type Clock, systemClock } from '../lib/platform/clock.ts';
import { readConfig } from '../lib/platform/config.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import { createJobRecords, type JobRecords } from '../lib/state/job-records.ts';
import manifest from '../package.json' with { type: 'json' };

export interface JobWatchDeps {
  readonly jobs: Pick<JobRecords, 'list'>;
  readonly clock: Clock;
}

/** Woken by a schedule. */
type JobWatch = (event?: unknown) => Promise<void>;

/**
 * The watch over the jobs for an alarm that needs nobody to ask `/health`. It speaks by failing: the platform counts the
 * errors of a function whatever the log level is, and their absence tells that nobody watches any more.
 *
 * @returns a function that throws `JobsStale`, or what the state table throws, which calls for the same attention.
 */
export function createJobWatch({ jobs, clock }: JobWatchDeps): JobWatch {
  return async () => {
    assertNoneStale(healthReport(manifest.version, await jobs.list(), clock.now()));
  };
}

/** The cloud's entry. */
export const handler: JobWatch = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['state']);
  return createJobWatch({ jobs: createJobRecords(composeTable(config)), clock: systemClock });
});
