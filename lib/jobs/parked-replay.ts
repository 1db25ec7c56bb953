import { type RunJobDeps, type RunOptions, runJob } from '../journal/run-job.ts';
import type { RunRecord, RunReport } from '../journal/run-record.ts';
import type { ParkedOrder } from '../orders/replay/plan-replay.ts';
import { type ReplayDeps, replayParked } from '../orders/replay/replay-parked.ts';
import { StateUnreadable } from '../state/errors.ts';
import type { Listed } from '../state/stored-value.ts';
import type { Key } from '../state/table.ts';
import { JOBS } from './registry.ts';

/** One look at the parked orders, if it is due or forced. Never throws: the record tells. */
export type RunParkedReplay = (options?: RunOptions) => Promise<RunRecord>;

export interface ParkedReplayDeps {
  readonly parked: () => Promise<Listed<ParkedOrder>>;
  readonly replay: (deadline: number) => Omit<ReplayDeps, 'parked'>;
}

/**
 * The job `parked-replay`: parked orders whose missing mapping or product has appeared go back into the queue. A record that
 * cannot be read is among the errors of every run and stops none of the others.
 */
export const createParkedReplay =
  ({ parked, replay }: ParkedReplayDeps, deps: RunJobDeps): RunParkedReplay =>
  (options) =>
    runJob(
      { name: 'parked-replay', periodMinutes: JOBS['parked-replay'].schedule.everyMinutes },
      async (deadline): Promise<RunReport> => {
        const { records, unreadable } = await parked();
        const queued = await replayParked({ ...replay(deadline), parked: async () => records });
        return { counts: { queued: queued.length }, skipped: [], errors: unreadable.map(unreadableError) };
      },
      deps,
      options,
    );

function unreadableError(key: Key): RunReport['errors'][number] {
  const { code, advice } = new StateUnreadable(key, 'its shape');
  return { id: `${key.pk}/${key.sk}`, reason: code, message: advice };
}
