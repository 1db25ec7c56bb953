import { describe, expect, it } from 'vitest';
import type { OrderPollOptions } from '../../lib/jobs/order-poll.ts';
import { doneRun, failedRun, type RunRecord, skippedRun } from '../../lib/journal/run-record.ts';
import { PositionAhead } from '../../lib/orders/poll/errors.ts';
import { NOTHING_DONE, type PollReport } from '../../lib/orders/poll/poll-report.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { commandLine, ordersNotAsked } from './command-line.ts';

const times = { startedAt: 1_000_000, finishedAt: 1_002_000 };

function report(counts: Partial<PollReport['counts']>, rest: Partial<PollReport> = {}): RunRecord {
  const whole = { ...NOTHING_DONE, ...rest, counts: { ...NOTHING_DONE.counts, ...counts } };
  return doneRun('order-poll', times, whole);
}

/** `orders poll` over runs that are given one after the other. */
function overRuns(...runs: readonly RunRecord[]) {
  const asked: OrderPollOptions[] = [];
  const shown: string[] = [];
  const orders = async () => ({
    ...ordersNotAsked,
    poll: async (options: OrderPollOptions = {}) => {
      const record = runs[asked.length];
      asked.push(options);
      if (record === undefined) {
        throw new Error('asked once too often');
      }
      options.onPage?.({ ...NOTHING_DONE.counts, records: 100, remaining: 50 });
      return record;
    },
  });
  const run = commandLine({
    orders,
    progress: { show: (line) => shown.push(line), clear: () => shown.push('') },
  });
  return { run, asked, shown, orders };
}

describe('orders poll', () => {
  it('tells how much was read and queued', async () => {
    const { run, asked } = overRuns(
      report({ pages: 2, records: 150, own: 3, queued: 20, deleted: 1, merged: 2 }),
    );
    expect(await run('orders', 'poll')).toEqual({
      exitCode: 0,
      out:
        'Прочитано записей истории: 150, из них своих: 3. Поставлено в очередь заказов: 20.' +
        ' Удалено заказов: 1, объединено: 2.\n',
      err: '',
    });
    expect(asked).toMatchObject([{ isForced: true }]);
    expect(asked[0]).not.toHaveProperty('from');
  });

  it('N-11: tells what keeps queued orders from being imported, and only when something was queued', async () => {
    const { orders } = overRuns(
      report({ records: 5, queued: 2 }),
      report({ records: 5, queued: 2 }),
      report({ records: 5 }),
    );
    const run = commandLine({ orders, queueState: async () => 'nothingRuns' });
    expect((await run('orders', 'poll')).out).toMatch(
      /очередь заказов: 2\.\n.*никто не разбирает.*npm start/,
    );
    expect(JSON.parse((await run('--json', 'orders', 'poll')).out)).toMatchObject({
      ok: true,
      waits: 'nothingRuns',
    });
    expect((await run('orders', 'poll')).out).not.toContain('никто не разбирает');
  });

  it('I-7: tells that there are no changes', async () => {
    expect(await overRuns(report({ pages: 1 })).run('orders', 'poll')).toMatchObject({
      exitCode: 0,
      out: 'Новых изменений в истории RetailCRM нет.\n',
    });
  });

  it.each([
    [['--since-id', '500'], { sinceId: 500 }],
    [['--since-id', '0'], { sinceId: 0 }],
    [['--since', '2026-03-10'], { startDate: '2026-03-10 00:00:00' }],
    [['--since', '2026-03-10 08:05'], { startDate: '2026-03-10 08:05:00' }],
    [['--since', '2026-03-10T08:05:07'], { startDate: '2026-03-10 08:05:07' }],
  ])('%j reads from there', async (args, from) => {
    const { run, asked } = overRuns(report({ pages: 1 }));
    expect((await run('orders', 'poll', ...args)).exitCode).toBe(0);
    expect(asked).toMatchObject([{ isForced: true, from }]);
  });

  it.each([
    [['--since-id', '-5']],
    [['--since-id', 'много']],
    [['--since', '10.03.2026']],
    [['--since', '2026-02-30']],
    [['--since', '2026-03-10 25:00']],
    [['--since-id', '5', '--since', '2026-03-10']],
    [['138']],
  ])('%j is wrong use, and nothing is asked', async (args) => {
    const { run, asked } = overRuns();
    expect(await run('orders', 'poll', ...args)).toMatchObject({ exitCode: 2, out: '' });
    expect(asked).toEqual([]);
  });

  it('reads a long back-log in as many runs as it takes, from the chosen position once, with progress', async () => {
    const malformed = {
      errors: [{ id: 7, reason: 'historyRecordMalformed', message: 'Запись 7 не разобрана.' }],
    };
    const { run, asked, shown } = overRuns(
      report({ pages: 1, records: 100, queued: 10, remaining: 150 }, malformed),
      report({ pages: 1, records: 100, queued: 10, remaining: 50 }),
      report({ pages: 1, records: 50, queued: 5 }),
    );
    const { exitCode, out } = await run('orders', 'poll', '--since-id', '1');
    expect(out).toBe(
      'Прочитано записей истории: 250, из них своих: 0. Поставлено в очередь заказов: 25.\nЗапись 7 не разобрана.\n',
    );
    expect(exitCode).toBe(1);
    expect(asked.map(({ from }) => from)).toEqual([{ sinceId: 1 }, undefined, undefined]);
    expect(shown).toEqual([
      'Записей истории: 100, осталось 50',
      'Записей истории: 200, осталось 50',
      'Записей истории: 300, осталось 50',
      '',
    ]);
  });

  it.each([
    [
      'a fault',
      report(
        { pages: 1, records: 100, remaining: 50 },
        { errors: [{ id: 'order-history', reason: 'crmUnavailable', message: 'CRM не отвечает.' }] },
      ),
      'CRM не отвечает.',
    ],
    [
      'a cursor moved by somebody else',
      report(
        { pages: 1, records: 100, remaining: 50 },
        { skipped: [{ id: 'order-history', reason: 'cursorMovedElsewhere' }] },
      ),
      'изменил кто-то другой',
    ],
    ['another run', skippedRun('order-poll', times, 'alreadyRunning'), 'уже читается другим запуском'],
    ['the settings', skippedRun('order-poll', times, 'switchedOff'), 'exchange.importOrders'],
    [
      'a failure',
      failedRun('order-poll', times, new StateUnreachable('get', new Error('x'))),
      'Таблица состояния обмена не отвечает',
    ],
  ])('ends at %s and says why', async (_, record, words) => {
    const { run, asked } = overRuns(record);
    const { out, exitCode } = await run('orders', 'poll');
    expect(out).toContain(words);
    expect(asked).toHaveLength(1);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['--since', '2030-01-01', { startDate: '2030-01-01 00:00:00' }],
    ['--since-id', '999999', { sinceId: 999_999 }],
  ] as const)(
    '%s %s beyond the history is the person’s mistake: wrong use',
    async (name, value, position) => {
      const run = commandLine({
        orders: async () => ({
          ...ordersNotAsked,
          poll: () => Promise.reject(new PositionAhead(position)),
        }),
      });
      expect(await run('orders', 'poll', name, value)).toEqual({
        exitCode: 2,
        out: '',
        err: expect.stringContaining('Позиция не изменена'),
      });
    },
  );

  it('answers programs with one run record', async () => {
    const { run } = overRuns(
      report({ pages: 1, records: 100, queued: 10, remaining: 50 }),
      report({ pages: 1, records: 50, queued: 5 }),
    );
    expect(JSON.parse((await run('--json', 'orders', 'poll')).out)).toEqual({
      ok: true,
      job: 'order-poll',
      outcome: 'ok',
      startedAt: '1970-01-01T00:16:40.000Z',
      finishedAt: '1970-01-01T00:16:42.000Z',
      counts: { ...NOTHING_DONE.counts, pages: 2, records: 150, queued: 15, skipped: 0, errors: 0 },
      skipped: [],
      errors: [],
    });
  });
});
