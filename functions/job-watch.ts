import { composeTable } from '../lib/composition/table.ts';
import { healthReport } from '../lib/journal/health.ts';
import { type Clock, systemClock } from '../lib/platform/clock.ts';
import { readConfig } from '../lib/platform/config.ts';
import { BridgeError } from '../lib/platform/errors.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import { createJobRecords, type JobRecords } from '../lib/state/job-records.ts';
import manifest from '../package.json' with { type: 'json' };

/** Jobs have not succeeded for three of their periods: what `/health` calls stale. */
export class JobsStale extends BridgeError {
  constructor(jobs: readonly string[]) {
    super(`stale jobs: ${jobs.join(', ')}`, {
      code: 'jobsStale',
      retryable: true,
      advice: `Давно не выполнялись успешно задания: ${jobs.join(', ')}. Причину последних неудач показывает команда runs; изменения не потеряны, следующий удачный запуск продолжит с того же места.`,
      details: { jobs: jobs.join(', ') },
    });
  }
}

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
 * @returns a function that throws {@link JobsStale}, or what the state table throws, which calls for the same attention.
 */
export function createJobWatch({ jobs, clock }: JobWatchDeps): JobWatch {
  return async () => {
    const report = healthReport(manifest.version, await jobs.list(), clock.now());
    const stale = Object.entries(report.jobs).flatMap(([job, health]) => (health.stale ? [job] : []));
    if (stale.length > 0) {
      throw new JobsStale(stale);
    }
  };
}

/** The cloud's entry. */
export const handler: JobWatch = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['state']);
  return createJobWatch({ jobs: createJobRecords(composeTable(config)), clock: systemClock });
});
