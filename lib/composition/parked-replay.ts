import { createParkedReplay, type RunParkedReplay } from '../jobs/parked-replay.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { LEASE_MARGIN_MS } from '../state/leases.ts';
import { createLeases } from '../state/table-leases.ts';
import { composeJobDeps } from './job-deps.ts';
import { composeSlots, limitsInForce } from './limits.ts';
import { composeOrderQueue } from './order-queue.ts';
import { systemRuntime } from './runtime.ts';
import { composeStores } from './stores.ts';
import { composeSystems } from './systems.ts';

/** A slot that is won later than this before the deadline is of no use: a call that wakes 1C up takes so long (onec-odata A10). */
const WAKING_MS = 60_000;

/** The job of a stage. */
export function composeParkedReplay(
  config: Config<'crm' | 'onec' | 'queue' | 'state' | 'files' | 'run'>,
  log: Log,
): RunParkedReplay {
  const stores = composeStores(config);
  const { clock } = systemRuntime;
  const { onec } = composeSystems(config, log, stores, 'exports');
  const queue = composeOrderQueue(config);
  const job = composeJobDeps(config, stores, log);
  const leases = createLeases({ table: stores.table, clock, makeId: randomId });
  const slots = composeSlots(
    leases,
    job.timeoutMs + LEASE_MARGIN_MS,
    limitsInForce(stores.settings, clock),
    systemRuntime,
  );
  return createParkedReplay(
    {
      parked: () => stores.outcomes.listParked(),
      replay: (deadline) => ({
        settings: () => stores.settings.load(),
        onec,
        clock,
        // Nothing is remembered from run to run: a rate that has just been added is what is looked for.
        dictionaries: createDictionaries(onec, clock, 0),
        send: (orderId) => queue.send({ orderId }),
        inSlot: (work) => slots.within('exports', deadline - WAKING_MS, work),
      }),
    },
    job,
  );
}
