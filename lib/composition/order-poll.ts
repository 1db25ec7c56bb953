import { createOrderPoll, type RunOrderPoll } from '../jobs/order-poll.ts';
import { createCursorCheck } from '../orders/poll/cursor-check.ts';
import type { PollDeps } from '../orders/poll/poll-history.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';
import { createAbsences } from '../state/absences.ts';
import { createCursors } from '../state/cursors.ts';
import { composeJobDeps } from './job-deps.ts';
import { composeOrderQueue } from './order-queue.ts';
import { systemRuntime } from './runtime.ts';
import { composeStores } from './stores.ts';
import { composeCrm } from './systems.ts';

/** The job of a stage; it has no business in 1C and needs no login there. */
export function composeOrderPoll(
  config: Config<'crm' | 'queue' | 'state' | 'files' | 'run'>,
  log: Log,
): RunOrderPoll {
  const stores = composeStores(config);
  const queue = composeOrderQueue(config);
  const crm = composeCrm(config, log, stores, 'exports');
  const account = new URL(config.CRM_URL).host;
  const poll: PollDeps = {
    crm,
    account,
    cursors: createCursors(stores.table, account),
    checkCursor: createCursorCheck(crm, systemRuntime.clock),
    absences: createAbsences(stores.table),
    send: (orderId) => queue.send({ orderId }),
    clock: systemRuntime.clock,
  };
  return createOrderPoll(poll, composeJobDeps(config, stores, log));
}
