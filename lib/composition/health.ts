import { isJobName } from '../jobs/registry.ts';
import type { HealthReport } from '../journal/health.ts';
import { createStateProbe, readHealth } from '../journal/read-health.ts';
import type { Stage } from './stage.ts';

/** The look at a stage's health; a job that this version does not have is not missed. */
export function composeHealth(stage: Stage, version: string): () => Promise<HealthReport> {
  const { jobs, outcomes, exports, table } = stage;
  const { clock } = stage.runtime;
  const known = async () => {
    const { records, unreadable } = await jobs.list();
    return { records: records.filter(({ job }) => isJobName(job)), unreadable };
  };
  const deps = {
    version,
    jobs: { list: known },
    outcomes: [outcomes, exports],
    probe: createStateProbe(table, clock),
    clock,
  };
  return () => readHealth(deps);
}
