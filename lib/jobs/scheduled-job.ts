import { type RunJobDeps, type RunOptions, runJob } from '../journal/run-job.ts';
import type { RunRecord, RunReport } from '../journal/run-record.ts';
import { SettingsMissing } from '../settings/errors.ts';
import type { Settings } from '../settings/schema.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** A job by the name that settings, addresses and commands know it by (contract 2 and 3). */
export type JobName = keyof Settings['schedules'];

export interface ScheduledJobDeps extends RunJobDeps {
  readonly settings: Pick<SettingsVersions, 'load'>;
}

/** Runs the job once if it is due or forced. Never throws: the record tells. */
export type RunScheduled = (options?: RunOptions) => Promise<RunRecord>;

/** Time enough for settings that can be read again to be noticed. */
const MINUTES_WITHOUT_SETTINGS = 1;

/**
 * A job whose period the settings in force decide. Where none are stored yet it is switched off; settings that cannot be
 * read make its runs fail.
 *
 * @param work one run, by the settings that were in force when it began. @see {@link import('../journal/run-job.ts').JobWork}
 * @param isWanted whether the settings want the job at all (`exchange`); one that they do not is skipped, forced or not.
 */
export function scheduledJob(
  name: JobName,
  work: (deadline: number, settings: Settings) => Promise<RunReport>,
  { settings: versions, ...deps }: ScheduledJobDeps,
  isWanted: (settings: Settings) => boolean = () => true,
): RunScheduled {
  return async (options) => {
    const [loaded] = await Promise.allSettled([versions.load()]);
    if (loaded.status === 'rejected') {
      const error: unknown = loaded.reason;
      const periodMinutes = error instanceof SettingsMissing ? 0 : MINUTES_WITHOUT_SETTINGS;
      return runJob({ name, periodMinutes }, () => Promise.reject(error), deps, options);
    }
    const { settings } = loaded.value;
    const isOn = isWanted(settings);
    const job = { name, periodMinutes: isOn ? settings.schedules[name] : 0 };
    return runJob(job, (deadline) => work(deadline, settings), deps, isOn ? options : {});
  };
}
