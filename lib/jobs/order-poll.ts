import type { RunOptions } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { type PollDeps, type PollRequest, pollHistory } from '../orders/poll/poll-history.ts';
import { type ScheduledJobDeps, scheduledJob } from './scheduled-job.ts';

/** How a run is to be made; a person may say from where. */
export type OrderPollOptions = RunOptions & Pick<PollRequest, 'from' | 'onPage'>;

/** One pass over the orders' history, if it is due or forced. Never throws: the record tells. */
export type RunOrderPoll = (options?: OrderPollOptions) => Promise<RunRecord>;

/** The job `order-poll`; `exchange.importOrders` switches it off altogether. */
export function createOrderPoll(poll: PollDeps, job: ScheduledJobDeps): RunOrderPoll {
  return ({ from, onPage, ...options } = {}) => {
    const run = scheduledJob(
      {
        name: 'order-poll',
        switchedOffBy: ({ exchange }) => (exchange.importOrders ? undefined : 'exchange.importOrders'),
      },
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
    );
    return run(options);
  };
}
