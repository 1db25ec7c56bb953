/** What is kept about a scheduled job. */
export interface ScheduledJob {
  readonly job: string;
  /** How often the job is due, minutes; 0 when it is switched off. */
  readonly periodMinutes: number;
  /** Milliseconds since the epoch; missing until the first success. */
  readonly lastSuccess?: number;
  /** When the job was first due since it was switched on, milliseconds since the epoch, if that is known. */
  readonly firstDue?: number;
}

interface JobHealth {
  /** ISO 8601 in UTC, or null before the first success. */
  readonly lastSuccess: string | null;
  readonly ageSeconds: number | null;
  readonly stale: boolean;
}

/** The body of `GET /health` (contract 2). */
export interface HealthReport {
  readonly version: string;
  readonly jobs: Readonly<Record<string, JobHealth>>;
}

/** A job is stale when nothing has succeeded for longer than this many of its periods (contract 2). */
const STALE_PERIODS = 3;

/**
 * The state of the schedules, free of secrets. A job that is switched off is never stale. One that has never succeeded is
 * judged from the time it was first due, and is not stale while that is unknown: a bridge that has just been started is
 * not ill, and neither is a job that has just been switched on again.
 */
export function healthReport(version: string, jobs: readonly ScheduledJob[], nowMs: number): HealthReport {
  return { version, jobs: Object.fromEntries(jobs.map((job) => [job.job, jobHealth(job, nowMs)])) };
}

/** Whether nothing needs a person's attention: no scheduled job is stale. */
export function isHealthy(report: HealthReport): boolean {
  return Object.values(report.jobs).every(({ stale }) => !stale);
}

function jobHealth(job: ScheduledJob, nowMs: number): JobHealth {
  const { periodMinutes, lastSuccess } = job;
  const since = Math.max(lastSuccess ?? 0, job.firstDue ?? 0) || nowMs;
  return {
    lastSuccess: lastSuccess === undefined ? null : new Date(lastSuccess).toISOString(),
    ageSeconds: lastSuccess === undefined ? null : Math.max(0, Math.floor((nowMs - lastSuccess) / 1000)),
    stale: periodMinutes > 0 && nowMs - since > STALE_PERIODS * periodMinutes * 60_000,
  };
}
