import { describe, expect, it } from 'vitest';
import {
  doneRun,
  failedRun,
  type RunRecord,
  type RunReport,
  skippedRun,
} from '../../lib/journal/run-record.ts';
import { NOTHING_DONE } from '../../lib/orders/poll/poll-report.ts';
import { createRunExchange } from '../../lib/usecases/run-exchange.ts';

const times = { startedAt: 1_000_000, finishedAt: 1_002_000 };

const done = (job: string, counts: RunReport['counts'], rest: Partial<RunReport> = {}): RunRecord =>
  doneRun(job, times, { counts, skipped: [], errors: [], ...rest });

/** Jobs whose runs end as given, one after the other; it notes what was run and how. */
function exchangeOf(runs: Readonly<Record<'poll' | 'stock' | 'prices', readonly RunRecord[]>>) {
  const asked: [string, object][] = [];
  const left = { poll: [...runs.poll], stock: [...runs.stock], prices: [...runs.prices] };
  const next = (name: keyof typeof left, options: object): RunRecord => {
    const record = left[name].shift();
    if (record === undefined) {
      throw new Error(`${name} was run once too often`);
    }
    asked.push([name, options]);
    return record;
  };
  const push =
    (name: 'stock' | 'prices') =>
    async (options: object = {}) =>
      next(name, options);
  const run = createRunExchange({
    poll: async (options = {}) => {
      options.onPage?.({ ...NOTHING_DONE.counts, records: 10, remaining: 5 });
      return next('poll', options);
    },
    pushes: { stock: push('stock'), prices: push('prices') },
  });
  return { run, asked };
}

describe('an exchange that a person asks for', () => {
  it('runs the three jobs in turn, whether due or not, and only differences are pushed', async () => {
    const { run, asked } = exchangeOf({
      poll: [done('order-poll', { records: 1 })],
      stock: [done('stock-push', { sent: 2 })],
      prices: [done('price-push', { sent: 3 })],
    });
    expect((await run()).map(({ job }) => job)).toEqual(['order-poll', 'stock-push', 'price-push']);
    expect(asked).toMatchObject([
      ['poll', { isForced: true }],
      ['stock', { isForced: true, isFull: false }],
      ['prices', { isForced: true, isFull: false }],
    ]);
  });

  it('one that fails, is switched off or runs already does not keep the next from running', async () => {
    const { run } = exchangeOf({
      poll: [failedRun('order-poll', times, new Error('no CRM'))],
      stock: [skippedRun('stock-push', times, 'switchedOff', 'exchange.stock')],
      prices: [done('price-push', { sent: 3 })],
    });
    expect((await run()).map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'ok']);
  });

  it('each goes on to its end: a run that had no more time is followed by another, and they are one record', async () => {
    const { run, asked } = exchangeOf({
      poll: [
        done('order-poll', { records: 100, remaining: 50 }, { unfinished: true }),
        done('order-poll', { records: 50, remaining: 0 }),
      ],
      stock: [
        done('stock-push', { due: 5, sent: 5 }, { unfinished: true }),
        failedRun('stock-push', times, new Error('1C sleeps')),
      ],
      prices: [done('price-push', { sent: 3 })],
    });
    const [orders, stock, prices] = await run();
    expect(asked).toHaveLength(5);
    expect(orders).toMatchObject({ outcome: 'ok', counts: { records: 150, remaining: 0 } });
    expect(orders).not.toHaveProperty('unfinished');
    expect(stock).toMatchObject({ outcome: 'failed', counts: { due: 5, sent: 5, errors: 1 } });
    expect(prices).toMatchObject({ outcome: 'ok', counts: { sent: 3 } });
  });

  it('lists of joined runs stay capped at a hundred, their counts are of all', async () => {
    const errors = Array.from({ length: 80 }, (_, id) => ({ id, reason: 'offerRejected', message: 'нет' }));
    const { run } = exchangeOf({
      poll: [done('order-poll', {})],
      stock: [
        done('stock-push', { sent: 1 }, { errors, unfinished: true }),
        done('stock-push', { sent: 1 }, { errors }),
      ],
      prices: [done('price-push', {})],
    });
    const [, stock] = await run();
    expect(stock?.errors).toHaveLength(100);
    expect(stock).toMatchObject({ outcome: 'partial', counts: { sent: 2, errors: 160 } });
  });
});
