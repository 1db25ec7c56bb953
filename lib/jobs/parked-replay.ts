import { type RunJobDeps, type RunOptions, runJob } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { type ReplayDeps, replayParked } from '../orders/replay/replay-parked.ts';

/** Nobody waits for the second, and 1C has other work; settings have no key for it. */
const PERIOD_MINUTES = 5;

/** One look at the parked orders, if it is due or forced. Never throws: the record tells. */
export type RunParkedReplay = (options?: RunOptions) => Promise<RunRecord>;

/** The job `parked-replay`: parked orders whose missing mapping or product has appeared go back into the queue. */
export const createParkedReplay =
  (replay: (deadline: number) => ReplayDeps, deps: RunJobDeps): RunParkedReplay =>
  (options) =>
    runJob(
      { name: 'parked-replay', periodMinutes: PERIOD_MINUTES },
      async (deadline) => ({
        counts: { queued: (await replayParked(replay(deadline))).length },
        skipped: [],
        errors: [],
      }),
      deps,
      options,
    );
