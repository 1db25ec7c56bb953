import { describe, expect, it } from 'vitest';
import { terminalProgress } from '../../lib/cli/progress.ts';
import type { OrderCommands } from '../../lib/composition/order-commands.ts';
import type { OrderPollOptions } from '../../lib/jobs/order-poll.ts';
import type { OrderOutcome } from '../../lib/journal/order-outcomes.ts';
import { doneRun, failedRun, type RunRecord, skippedRun } from '../../lib/journal/run-record.ts';
import type { OrderPreview } from '../../lib/orders/import/preview.ts';
import { NOTHING_DONE, type PollReport } from '../../lib/orders/poll/poll-report.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { commandLine } from './command-line.ts';

const times = { startedAt: 1_000_000, finishedAt: 1_002_000 };

function report(counts: Partial<PollReport['counts']>, rest: Partial<PollReport> = {}): RunRecord {
  const whole = { ...NOTHING_DONE, ...rest, counts: { ...NOTHING_DONE.counts, ...counts } };
  return doneRun('order-poll', times, whole);
}

/** `orders poll` over runs that are given one after the other. */
function overRuns(...runs: readonly RunRecord[]) {
  const asked: OrderPollOptions[] = [];
  const shown: string[] = [];
  const run = commandLine({
    orders: async () => ({
      ...notAsked,
      poll: async (options = {}) => {
        const record = runs[asked.length];
        asked.push(options);
        if (record === undefined) {
          throw new Error('asked once too often');
        }
        options.onPage?.({ ...NOTHING_DONE.counts, records: 100, remaining: 50 });
        return record;
      },
    }),
    progress: { show: (line) => shown.push(line), clear: () => shown.push('') },
  });
  return { run, asked, shown };
}

const notAsked: OrderCommands = {
  poll: () => Promise.reject(new Error('must not be asked')),
  import: () => Promise.reject(new Error('must not be asked')),
  preview: () => Promise.reject(new Error('must not be asked')),
};

const outcome = (
  orderId: number,
  kind: OrderOutcome['kind'],
  changes: Partial<OrderOutcome> = {},
): OrderOutcome => ({
  orderId,
  at: 1_000_000,
  kind,
  number: `${orderId}A`,
  message: `Итог ${kind}.`,
  details: {},
  warnings: [],
  ...changes,
});

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

describe('orders import', () => {
  function overOutcomes(...outcomes: readonly OrderOutcome[]) {
    const asked: (readonly number[])[] = [];
    const run = commandLine({
      orders: async () => ({
        ...notAsked,
        import: async (orderIds) => {
          asked.push(orderIds);
          return outcomes.filter(({ orderId }) => orderIds.includes(orderId));
        },
      }),
    });
    return { run, asked };
  }

  it('tells what became of each order, with its warnings', async () => {
    const warnings = [{ code: 'textCut', message: 'Имя сокращено.' }];
    const { run } = overOutcomes(
      outcome(138, 'imported', { message: 'Проведен: Заказ клиента ТД00-000001', warnings }),
      outcome(139, 'unchanged'),
      outcome(140, 'skipped'),
    );
    expect(await run('orders', 'import', '138', '139', '140')).toEqual({
      exitCode: 0,
      out:
        'Заказ 138A (id 138): Проведен: Заказ клиента ТД00-000001\n  Внимание: Имя сокращено.\n' +
        'Заказ 139A (id 139): Итог unchanged.\nЗаказ 140A (id 140): Итог skipped.\n' +
        'Заказов: 3 (загружено 1, без изменений 1, пропущено 1).\n',
      err: '',
    });
  });

  it.each(['parked', 'failed'] as const)('fails when an order is %s', async (kind) => {
    const { run } = overOutcomes(outcome(138, 'imported'), outcome(139, kind));
    const { exitCode, out } = await run('--json', 'orders', 'import', '138', '139');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, orders: [{ kind: 'imported' }, { kind }] });
  });

  it('takes canonical ids, each once, ten at a time', async () => {
    const { run, asked } = overOutcomes();
    const ids = Array.from({ length: 12 }, (_, index) => String(index + 1));
    await run('orders', 'import', '0001', ...ids, '12');
    expect(asked).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [11, 12],
    ]);
  });

  it.each([[[]], [['0']], [['-1']], [['138A']], [['1234567890123456']]])('%j is wrong use', async (args) => {
    const { run, asked } = overOutcomes();
    expect(await run('orders', 'import', ...args)).toMatchObject({ exitCode: 2, out: '' });
    expect(asked).toEqual([]);
  });

  it('takes the progress away when it fails', async () => {
    const shown: string[] = [];
    const run = commandLine({
      orders: async () => notAsked,
      progress: { show: (line) => shown.push(line), clear: () => shown.push('') },
    });
    expect((await run('orders', 'import', '138')).exitCode).toBe(1);
    expect(shown).toEqual(['Заказов: 0 из 1', '']);
  });
});

describe('orders import --dry-run', () => {
  const write = {
    action: 'post',
    set: 'Document_ЗаказКлиента',
    key: 'key',
    reason: 'Новый заказ проводится',
  } as const;
  const parked = {
    kind: 'parked',
    reason: 'productUnknown',
    message: 'Товар не найден.',
    details: {},
    problems: [],
  } as const;
  const overPreviews = (...previews: readonly OrderPreview[]) =>
    commandLine({ orders: async () => ({ ...notAsked, preview: async () => previews }) });

  it('prints the plan with its reasons and warnings, and that nothing was written', async () => {
    const warnings = [{ code: 'textCut', message: 'Имя сокращено.' }] as const;
    const run = overPreviews({ orderId: 138, number: '138A', writes: [write], warnings });
    expect(await run('orders', 'import', '138', '--dry-run')).toEqual({
      exitCode: 0,
      out:
        'Заказ 138A (id 138): в 1С будет записано:\n  провести Document_ЗаказКлиента — Новый заказ проводится\n' +
        '  Внимание: Имя сокращено.\nЭто предварительный просмотр: ничего не записано.\n',
      err: '',
    });
  });

  it('fails when an order would be parked, with the problem', async () => {
    const run = overPreviews({ orderId: 138, writes: [], warnings: [], outcome: parked });
    expect(await run('orders', 'import', '138', '--dry-run')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('Заказ с id 138: Товар не найден.\n'),
    });
    const { out } = await run('--json', 'orders', 'import', '138', '--dry-run');
    expect(JSON.parse(out)).toMatchObject({ ok: false, dryRun: true, orders: [{ outcome: parked }] });
  });
});

describe('progress', () => {
  it('is one line of a terminal, and nothing in a file or a pipe', () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    for (const progress of [terminalProgress(stream), terminalProgress({ ...stream, isTTY: false })]) {
      progress.show('1 из 2');
      progress.clear();
    }
    expect(written).toEqual([]);
    const progress = terminalProgress({ ...stream, isTTY: true });
    progress.show('1 из 2');
    progress.clear();
    expect(written).toEqual(['\r1 из 2\u001b[K', '\r\u001b[K']);
  });
});
