import { describe, expect, it } from 'vitest';
import {
  doneRun,
  failedRun,
  type RunRecord,
  type RunReport,
  skippedRun,
} from '../../lib/journal/run-record.ts';
import { NOTHING_DONE } from '../../lib/orders/poll/poll-report.ts';
import type { RunExchange } from '../../lib/usecases/run-exchange.ts';
import { commandLine } from './command-line.ts';

const times = { startedAt: 0, finishedAt: 2_500 };
const done = (job: string, counts: RunReport['counts'], rest: Partial<RunReport> = {}): RunRecord =>
  doneRun(job, times, { counts, skipped: [], errors: [], ...rest });
const off = (job: string, key: string): RunRecord => skippedRun(job, times, 'switchedOff', key);

const POLLED = done('order-poll', { records: 3, own: 1, queued: 2 });
const STOCK = done('stock-push', { due: 7, sent: 7, unchanged: 3, requests: 1 });
const PRICES = done('price-push', { due: 0, sent: 0, unchanged: 9, requests: 0 });

const running = (runs: readonly RunRecord[], run: RunExchange = async () => runs) =>
  commandLine({ runExchange: async () => run });

describe('exchange run', () => {
  it('tells in turn what became of orders, stock and prices', async () => {
    const { exitCode, out } = await running([POLLED, STOCK, PRICES])('exchange', 'run');
    expect(exitCode).toBe(0);
    expect(out).toBe(
      'Заказы. Прочитано записей истории: 3, из них своих: 1. Поставлено в очередь заказов: 2.\n' +
        'Остатки. Передано предложений: 7 из 7, без изменений: 3; запросов: 1, 2,5 с.\n' +
        'Цены. Изменений нет: 9 предложений в RetailCRM уже такие же.\n',
    );
  });

  it('N-11: says of queued orders that nobody takes them', async () => {
    const nobody = async () => 'nothingRuns' as const;
    const run = commandLine({ runExchange: async () => async () => [POLLED, STOCK], queueState: nobody });
    expect((await run('exchange', 'run')).out).toMatch(/никто не разбирает.*\n$/);
  });

  it('--json gives the three run records', async () => {
    const { out } = await running([POLLED, STOCK, PRICES])('--json', 'exchange', 'run');
    expect(JSON.parse(out)).toEqual({ ok: true, runs: [POLLED, STOCK, PRICES] });
  });

  it('what is switched off is named and is no failure, unless everything is', async () => {
    const runs = [POLLED, off('stock-push', 'exchange.stock'), off('price-push', 'sites[].prices')];
    const { exitCode, out } = await running(runs)('exchange', 'run');
    expect(exitCode).toBe(0);
    expect(out).toContain('Остатки. Передача выключена в настройках (exchange.stock): ничего не передано.');
    expect(out).toContain('sites[].prices');
    const none = [off('order-poll', 'exchange.importOrders'), ...runs.slice(1)];
    expect(await running(none)('exchange', 'run')).toMatchObject({ exitCode: 1 });
  });

  it.each([
    ['fails', failedRun('stock-push', times, new Error('1C sleeps'))],
    [
      'is partly refused',
      done('stock-push', {}, { errors: [{ id: 'a', reason: 'offerRejected', message: 'нет' }] }),
    ],
    ['runs already', skippedRun('stock-push', times, 'alreadyRunning')],
  ])('a job that %s is told, and the command fails; the others are told as they are', async (_, stock) => {
    const { exitCode, out } = await running([POLLED, stock, PRICES])('exchange', 'run');
    expect(exitCode).toBe(1);
    expect(out).toContain('Поставлено в очередь заказов: 2');
    expect(out).toContain('Цены. Изменений нет');
  });

  it('what a push leaves out without anybody having to act is no failure', async () => {
    const stock = done('stock-push', {}, { skipped: [{ id: 'store-9', reason: 'storeUnknown' }] });
    expect(await running([POLLED, stock, PRICES])('exchange', 'run')).toMatchObject({ exitCode: 0 });
  });

  it('shows on a terminal how far each is, and takes the line away', async () => {
    const shown: string[] = [];
    const run: RunExchange = async ({ onPage, onProgress } = {}) => {
      onPage?.({ ...NOTHING_DONE.counts, records: 10, remaining: 5 });
      onProgress?.('shop1', { read: 10, due: 5, sent: 2 });
      return [POLLED, STOCK, PRICES];
    };
    const progress = { show: (line: string) => shown.push(line), clear: () => shown.push('') };
    await commandLine({ runExchange: async () => run, progress } as never)('exchange', 'run');
    expect(shown).toEqual([
      'Записей истории: 10, осталось 5',
      'Магазин shop1: прочитано 10, к передаче 5, передано 2',
      '',
    ]);
  });
});
