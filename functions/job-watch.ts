import { composeAlertWatch } from '../lib/composition/alerts.ts';
import { composeHealth } from '../lib/composition/health.ts';
import { processStage } from '../lib/composition/process-stage.ts';
import { assertHealthy } from '../lib/journal/assert-healthy.ts';
import type { HealthReport } from '../lib/journal/health.ts';
import { lazily } from '../lib/platform/lazily.ts';
import manifest from '../package.json' with { type: 'json' };

/** Woken by a schedule. */
type JobWatch = (event?: unknown) => Promise<void>;

/**
 * The watch over the exchange for an alarm that needs nobody to ask `/health`. It speaks by failing: the platform counts the
 * errors of a function whatever the log level is, and their absence tells that nobody watches any more.
 *
 * Before that it tells people what waits for them (N-5).
 *
 * @param alert tells people.
 * @returns a function that throws `JobsStale`, `RecordsUnreadable`, or what the state table or the topic throws, which calls for
 *   the same attention.
 */
export function createJobWatch(read: () => Promise<HealthReport>, alert: () => Promise<void>): JobWatch {
  return async () => {
    const [told, report] = await Promise.allSettled([alert(), read()]);
    if (report.status === 'rejected') {
      throw report.reason;
    }
    assertHealthy(report.value);
    if (told.status === 'rejected') {
      throw told.reason;
    }
  };
}

/** The cloud's entry. */
export const handler: JobWatch = lazily(async () => {
  const stage = await processStage(process.env, 'job-watch', ['state', 'alarms']);
  return createJobWatch(composeHealth(stage, manifest.version), composeAlertWatch(stage));
});
