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
 * @returns a function that throws `JobsStale`, `RecordsUnreadable`, or what the state table throws, which calls for the same
 *   attention.
 */
export function createJobWatch(read: () => Promise<HealthReport>): JobWatch {
  return async () => assertHealthy(await read());
}

/** The cloud's entry. */
export const handler: JobWatch = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const stage = await processStage(process.env, 'job-watch', ['state']);
  return createJobWatch(composeHealth(stage, manifest.version));
});
