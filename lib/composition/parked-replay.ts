import { type RunJobDeps, type RunOptions, runJob } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import { type ReplayDeps, replayParked } from '../orders/replay/replay-parked.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createQueueClient } from '../queue/client.ts';
import { createSqsOrderQueue } from '../queue/sqs-order-queue.ts';
import { createLeases } from '../state/table-leases.ts';
import { composeSlots, LEASE_MARGIN_MS, limitsInForce } from './limits.ts';
import { systemRuntime } from './runtime.ts';
import { scheduledJobDeps } from './scheduled-job.ts';
import { composeStores } from './stores.ts';
import { composeSystems } from './systems.ts';

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

/** The job of a stage. */
export function composeParkedReplay(
  config: Config<'crm' | 'onec' | 'queue' | 'state' | 'files' | 'run'>,
  log: Log,
): RunParkedReplay {
  const stores = composeStores(config);
  const { clock } = systemRuntime;
  const { onec } = composeSystems(config, log, stores, 'other');
  const queue = createSqsOrderQueue({
    url: config.ORDER_QUEUE_URL,
    client: createQueueClient(),
    makeId: randomId,
  });
  const job = scheduledJobDeps(config, stores, log);
  const leases = createLeases({ table: stores.table, clock, makeId: randomId });
  const slots = composeSlots(
    leases,
    job.timeoutMs + LEASE_MARGIN_MS,
    limitsInForce(stores.settings, clock),
    systemRuntime,
  );
  return createParkedReplay(
    (deadline) => ({
      parked: () => stores.outcomes.listParked(),
      settings: () => stores.settings.load(),
      onec,
      // Nothing is remembered from run to run: a rate that has just been added is what is looked for.
      dictionaries: createDictionaries(onec, clock, 0),
      send: (orderId) => queue.send(orderId),
      inSlot: (work) => slots.within('other', deadline, work),
    }),
    job,
  );
}
