import type { Listed } from '../state/stored-value.ts';
import type { Key } from '../state/table.ts';

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

/** What health is judged by. */
export interface HealthFacts {
  readonly version: string;
  readonly jobs: Listed<ScheduledJob>;
  /** Parked orders and exports; `since` when each was parked, milliseconds since the epoch. */
  readonly parked: Listed<{ readonly since: number }>;
  /** Other records that somebody met and could not read (ADR 0017). */
  readonly unreadable: readonly Key[];
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
  /** Orders and exports that wait for a person, those whose record cannot be read included; 0 seconds if none waits. */
  readonly parked: { readonly count: number; readonly oldestSeconds: number };
  /** How many stored records cannot be read; `failed list` names their keys. */
  readonly unreadable: number;
}

/** A job is stale when nothing has succeeded for longer than this many of its periods (contract 2). */
const STALE_PERIODS = 3;

/**
 * The state of the exchange, free of secrets. A job that is switched off is never stale. One that has never succeeded is
 * judged from the time it was first due, and is not stale while that is unknown: a bridge that has just been started is
 * not ill, and neither is a job that has just been switched on again.
 */
export function healthReport(
  { version, jobs, parked, unreadable }: HealthFacts,
  nowMs: number,
): HealthReport {
  const oldest = Math.min(nowMs, ...parked.records.map(({ since }) => since));
  return {
    version,
    jobs: Object.fromEntries(jobs.records.map((job) => [job.job, jobHealth(job, nowMs)])),
    parked: {
      count: parked.records.length + parked.unreadable.length,
      oldestSeconds: Math.floor((nowMs - oldest) / 1000),
    },
    unreadable: jobs.unreadable.length + parked.unreadable.length + unreadable.length,
  };
}

/** Whether the machine runs as it should: no scheduled job is stale, and every record can be read. */
export function isHealthy(report: HealthReport): boolean {
  return report.unreadable === 0 && Object.values(report.jobs).every(({ stale }) => !stale);
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
