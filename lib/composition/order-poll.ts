import type { RunOptions } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { type PollDeps, type PollRequest, pollHistory } from '../orders/poll/poll-history.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createQueueClient } from '../queue/client.ts';
import { createSqsOrderQueue } from '../queue/sqs-order-queue.ts';
import { createAbsences } from '../state/absences.ts';
import { createCursors } from '../state/cursors.ts';
import { systemRuntime } from './runtime.ts';
import { type ScheduledJobDeps, scheduledJob, scheduledJobDeps } from './scheduled-job.ts';
import { composeStores } from './stores.ts';
import { composeCrm } from './systems.ts';

/** How a run is to be made; a person may say from where. */
export type OrderPollOptions = RunOptions & Pick<PollRequest, 'from' | 'onPage'>;

/** One pass over the orders' history, if it is due or forced. Never throws: the record tells. */
export type RunOrderPoll = (options?: OrderPollOptions) => Promise<RunRecord>;

/** The job `order-poll`; `exchange.importOrders` switches it off altogether. */
export function createOrderPoll(poll: PollDeps, job: ScheduledJobDeps): RunOrderPoll {
  return ({ from, onPage, ...options } = {}) => {
    const run = scheduledJob(
      'order-poll',
      (deadline, settings) =>
        pollHistory(
          {
            settings,
            deadline,
            ...(from === undefined ? {} : { from }),
            ...(onPage === undefined ? {} : { onPage }),
          },
          poll,
        ),
      job,
      ({ exchange }) => exchange.importOrders,
    );
    return run(options);
  };
}

/** The job of a stage; it has no business in 1C and needs no login there. */
export function composeOrderPoll(
  config: Config<'crm' | 'queue' | 'state' | 'files' | 'run'>,
  log: Log,
): RunOrderPoll {
  const stores = composeStores(config);
  const queue = createSqsOrderQueue({
    url: config.ORDER_QUEUE_URL,
    client: createQueueClient(),
    makeId: randomId,
  });
  const poll: PollDeps = {
    crm: composeCrm(config, log, stores, 'other'),
    cursors: createCursors(stores.table),
    absences: createAbsences(stores.table),
    send: (orderId) => queue.send(orderId),
    clock: systemRuntime.clock,
  };
  return createOrderPoll(poll, scheduledJobDeps(config, stores, log));
}
