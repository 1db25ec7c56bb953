import type { ScheduledJobDeps } from '../jobs/scheduled-job.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createLeases } from '../state/table-leases.ts';
import { systemRuntime } from './runtime.ts';
import type { Stores } from './stores.ts';

/** What the jobs of a stage run on. */
export function composeJobDeps(
  config: Config<'run'>,
  { table, settings, jobs, runs }: Stores,
  log: Log,
): ScheduledJobDeps {
  const { clock } = systemRuntime;
  return {
    settings,
    jobs,
    runs,
    log,
    clock,
    makeId: randomId,
    leases: createLeases({ table, clock, makeId: randomId }),
    timeoutMs: config.FUNCTION_TIMEOUT_SECONDS * 1000,
  };
}
