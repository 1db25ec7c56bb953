import type { OrderPollOptions, RunOrderPoll } from '../jobs/order-poll.ts';
import type { PushJobOptions, PushKind, RunPushJob } from '../jobs/push-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { pollToEnd, pushToEnd } from './run-to-end.ts';

/** Who watches an exchange. */
export type ExchangeWatch = Pick<OrderPollOptions, 'onPage'> & Pick<PushJobOptions, 'onProgress'>;

/**
 * The manual's «Выполнить обмен» (contract 4): the orders' history is read, then stock and prices are pushed, each to its end.
 * What the settings switch off is `skipped` and names the key; one that fails does not keep the next from running.
 *
 * @returns the records of `order-poll`, `stock-push` and `price-push`, in this order. Never throws: the records tell.
 */
export type RunExchange = (watch?: ExchangeWatch) => Promise<readonly RunRecord[]>;

export interface RunExchangeDeps {
  readonly poll: RunOrderPoll;
  readonly pushes: Readonly<Record<PushKind, RunPushJob>>;
}

export const createRunExchange =
  ({ poll, pushes }: RunExchangeDeps): RunExchange =>
  async (watch = {}) => [
    await pollToEnd(poll, watch),
    await pushToEnd(pushes.stock, watch),
    await pushToEnd(pushes.prices, watch),
  ];

/** Whether a job was not run because the settings switch it off. */
export const isSwitchedOff = ({ outcome, skipped }: RunRecord): boolean =>
  outcome === 'skipped' && skipped.some(({ reason }) => reason === 'switchedOff');
