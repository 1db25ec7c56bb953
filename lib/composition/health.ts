import type { HealthReport } from '../journal/health.ts';
import { createDocumentOutcomes, createOrderOutcomes } from '../journal/outcomes.ts';
import { createStateProbe, readHealth } from '../journal/read-health.ts';
import type { Config } from '../platform/config.ts';
import { createJobRecords } from '../state/job-records.ts';
import { systemRuntime } from './runtime.ts';
import { composeTable } from './table.ts';

/** The look at a stage's health. */
export function composeHealth(config: Config<'state'>, version: string): () => Promise<HealthReport> {
  const { clock } = systemRuntime;
  const table = composeTable(config);
  const deps = {
    version,
    jobs: createJobRecords(table),
    outcomes: [createOrderOutcomes(table), createDocumentOutcomes(table)],
    probe: createStateProbe(table, clock),
    clock,
  };
  return () => readHealth(deps);
}
