import type { Clock } from '../platform/clock.ts';
import type { JobRecords } from '../state/job-records.ts';
import { keys } from '../state/keys.ts';
import type { Table } from '../state/table.ts';
import type { UnreadableRecords } from '../state/unreadable-records.ts';
import { type HealthReport, healthReport } from './health.ts';
import type { Outcome, Outcomes } from './outcomes.ts';

/** What of outcomes is looked at. */
type ParkedLister = Pick<Outcomes<never, Outcome>, 'listParked'>;

export interface HealthDeps {
  readonly version: string;
  readonly jobs: Pick<JobRecords, 'list'>;
  /** Outcomes of orders and of exports. */
  readonly outcomes: readonly ParkedLister[];
  /** What else could not be read. */
  readonly unreadable: Pick<UnreadableRecords, 'list'>;
  /** Writes into the state, to see that it can be written. */
  readonly probe: () => Promise<void>;
  readonly clock: Clock;
}

/** Looks at the exchange as it is now. @throws {StateUnreachable} if the state can be read or written no more. */
export async function readHealth(deps: HealthDeps): Promise<HealthReport> {
  const [jobs, lists, unreadable] = await Promise.all([
    deps.jobs.list(),
    Promise.all(deps.outcomes.map((outcomes) => outcomes.listParked())),
    deps.unreadable.list(),
    deps.probe(),
  ]);
  return healthReport(
    {
      version: deps.version,
      jobs,
      parked: {
        records: lists.flatMap(({ records }) => records),
        unreadable: lists.flatMap((list) => list.unreadable),
      },
      unreadable,
    },
    deps.clock.now(),
  );
}

/** Writes one item of the state table, always the same one. */
export const createStateProbe =
  (table: Pick<Table, 'put'>, clock: Clock): HealthDeps['probe'] =>
  async () => {
    await table.put({ ...keys.probe(), at: clock.now() });
  };
