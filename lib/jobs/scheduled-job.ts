import { type RunJobDeps, type RunOptions, runJob } from '../journal/run-job.ts';
import type { RunRecord, RunReport } from '../journal/run-record.ts';
import { SettingsMissing } from '../settings/errors.ts';
import type { Settings } from '../settings/schema.ts';
import type { SettingsVersions } from '../settings/versions.ts';

export interface ScheduledJobDeps extends RunJobDeps {
  readonly settings: Pick<SettingsVersions, 'load'>;
}

/** Runs the job once if it is due or forced. Never throws: the record tells. */
export type RunScheduled = (options?: RunOptions) => Promise<RunRecord>;

/** A job whose period the settings decide. */
export interface SettingsJob {
  /** Its name, which is also its key in `schedules`. */
  readonly name: keyof Settings['schedules'];
  /** Key of the settings that switches the job off altogether, forced or not, if one does: `exchange.importOrders`. */
  readonly switchedOffBy?: (settings: Settings) => string | undefined;
}

/** Time enough for settings that can be read again to be noticed. */
const MINUTES_WITHOUT_SETTINGS = 1;

/**
 * A job whose period the settings in force decide. Where none are stored yet it is switched off; settings that cannot be
 * read make its runs fail.
 *
 * @param work one run, by the settings that were in force when it began. @see {@link import('../journal/run-job.ts').JobWork}
 */
export function scheduledJob(
  { name, switchedOffBy = () => undefined }: SettingsJob,
  work: (deadline: number, settings: Settings) => Promise<RunReport>,
  { settings: versions, ...deps }: ScheduledJobDeps,
): RunScheduled {
  return async (options) => {
    const [loaded] = await Promise.allSettled([versions.load()]);
    if (loaded.status === 'rejected') {
      const error: unknown = loaded.reason;
      const periodMinutes = error instanceof SettingsMissing ? 0 : MINUTES_WITHOUT_SETTINGS;
      return runJob({ name, periodMinutes }, () => Promise.reject(error), deps, options);
    }
    const { settings } = loaded.value;
    const offKey = switchedOffBy(settings);
    const periodMinutes = offKey === undefined ? settings.schedules[name] : 0;
    return runJob(
      { name, periodMinutes, switchedOffBy: offKey ?? `schedules.${name}` },
      (deadline) => work(deadline, settings),
      deps,
      offKey === undefined ? options : {},
    );
  };
}
