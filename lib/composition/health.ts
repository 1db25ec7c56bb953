import { isJobName } from '../jobs/registry.ts';
import type { HealthReport } from '../journal/health.ts';
import { createStateProbe, readHealth } from '../journal/read-health.ts';
import type { Stage } from './stage.ts';

/** The look at a stage's health; a job that this version does not have is not missed. */
export function composeHealth(stage: Stage, version: string): () => Promise<HealthReport> {
  const { jobs, outcomes, exports, table, unreadable } = stage;
  const { clock } = stage.runtime;
  const known = async () => {
    const listed = await jobs.list();
    return { ...listed, records: listed.records.filter(({ job }) => isJobName(job)) };
  };
  const deps = {
    version,
    jobs: { list: known },
    outcomes: [outcomes, exports],
    unreadable,
    probe: createStateProbe(table, clock),
    clock,
  };
  return () => readHealth(deps);
}
