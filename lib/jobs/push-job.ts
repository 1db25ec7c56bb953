import type { RunOptions } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import type { PushReport, RunPushOptions } from '../push/run-push.ts';
import type { Settings } from '../settings/schema.ts';
import { type ScheduledJobDeps, scheduledJob } from './scheduled-job.ts';

/** How a run is to be made; a person may want everything sent, and watches. */
export type PushJobOptions = RunOptions & Partial<Pick<RunPushOptions, 'isFull' | 'onProgress'>>;

/** One push, if it is due or forced. Never throws: the record tells. */
export type RunPushJob = (options?: PushJobOptions) => Promise<RunRecord>;

/** Which push: its job, its switch in `exchange`, the switch of each site. */
export const PUSHES = {
  stock: { job: 'stock-push', exchange: 'stock', site: 'stock' },
  prices: { job: 'price-push', exchange: 'prices', site: 'prices' },
} as const;

export type PushKind = keyof typeof PUSHES;

/** Key of the settings that switches a push off: the direction itself, or those of all sites. */
export function pushSwitchedOffBy(kind: PushKind, { exchange, sites }: Settings): string | undefined {
  const { exchange: direction, site } = PUSHES[kind];
  if (!exchange[direction]) {
    return `exchange.${direction}`;
  }
  return sites.some((one) => one[site]) ? undefined : `sites[].${site}`;
}

/** Requests of the CRM under way at a time: at its usual delay of a third of a second they use up the whole budget. */
const IN_FLIGHT = 4;

/** One run of a push by the settings in force. @throws what keeps it from being done. */
export type PushRun = (settings: Settings, options: RunPushOptions) => Promise<PushReport>;

/** The jobs `stock-push` and `price-push`. @param push one run, by the settings that were in force when it began. */
export function createPushJob(
  kind: PushKind,
  push: PushRun,
  { memories, ...job }: ScheduledJobDeps & Pick<RunPushOptions, 'memories'>,
): RunPushJob {
  return ({ isFull = false, onProgress, ...options } = {}) => {
    const run = scheduledJob(
      { name: PUSHES[kind].job, switchedOffBy: (settings) => pushSwitchedOffBy(kind, settings) },
      (deadline, settings) =>
        push(settings, {
          isFull,
          deadline,
          memories,
          now: () => job.clock.now(),
          inFlight: IN_FLIGHT,
          onProgress,
        }),
      job,
    );
    return run(options);
  };
}
