import { describe, expect, it } from 'vitest';
import { JOBS } from '../../infra/local/jobs.ts';
import { doneRun, failedRun, type RunRecord, skippedRun } from '../../lib/journal/run-record.ts';
import type { RunQuery } from '../../lib/journal/runs.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import type { Key } from '../../lib/state/table.ts';
import { commandLine } from './command-line.ts';

const times = {
  startedAt: Date.parse('2026-03-01T20:59:30Z'),
  finishedAt: Date.parse('2026-03-01T20:59:31.26Z'),
};
const later = { startedAt: times.finishedAt + 60_000, finishedAt: times.finishedAt + 60_000 };

const malformed = (id: number) => ({ id, reason: 'historyRecordMalformed', message: 'Запись не разобрана.' });
const partial = doneRun('order-poll', times, {
  counts: { pages: 2, queued: 10, own: 0, rebuilt: 3 },
  skipped: [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id, reason: 'offline' })),
  errors: [malformed(138), malformed(139)],
});
const skipped = skippedRun('order-poll', later, 'alreadyRunning');
const away = new StateUnreachable('get', new Error('no route'));
const failed = failedRun('catalog-publish', times, away);

function overRuns(runs: readonly RunRecord[] | Error, unreadable: readonly Key[] = []) {
  const asked: RunQuery[] = [];
  const run = commandLine({
    runs: async () => {
      if (runs instanceof Error) {
        throw runs;
      }
      return {
        list: async (query) => {
          asked.push(query);
          return { records: runs, unreadable };
        },
      };
    },
  });
  return { asked, run };
}

describe('runs', () => {
  it('shows when each run began, what came of it, its counts, and under it the reasons', async () => {
    const { exitCode, out, err } = await overRuns([skipped, partial, failed]).run('runs');
    expect(err).toBe('');
    expect(exitCode).toBe(0);
    expect(out).toBe(
      [
        'Когда (Europe/Moscow)  Задание          Итог       Секунд  Счётчики',
        '02.03.2026 00:00:31    order-poll       пропущено  0,0     пропущено 1',
        '  пропущено: предыдущий запуск ещё идёт',
        '01.03.2026 23:59:30    order-poll       частично   1,3     пропущено 7, ошибок 2, страниц 2, в очередь 10, rebuilt 3',
        '  пропущено: offline (1, 2, 3, 4, 5 и ещё 2)',
        '  historyRecordMalformed: Запись не разобрана. (138, 139)',
        '01.03.2026 23:59:30    catalog-publish  ошибка     1,3     ошибок 1',
        `  stateUnreachable: ${away.advice}`,
        '',
      ].join('\n'),
    );
  });

  it('N-11: the counts and skips of every job are told in Russian', async () => {
    const counts = {
      offers: 1,
      categories: 2,
      bytes: 3,
      leftOut: 4,
      due: 5,
      sent: 6,
      rejected: 7,
      requests: 8,
    };
    const skips = ['storeUnknown', 'priceTypeUnknown', 'noCharacteristics'];
    const job = doneRun('stock-push', times, {
      counts,
      skipped: skips.map((reason) => ({ id: 'x', reason })),
      errors: [],
    });
    const { out } = await overRuns([job]).run('runs');
    const told = out
      .split('\n')
      .slice(1)
      .join('\n')
      .replace('stock-push', '')
      .replaceAll(/\(x\)|RetailCRM/g, '');
    expect(told).toContain('предложений 1, категорий 2, байт 3, не вошло товаров 4');
    expect(told).not.toMatch(/[a-z]/i);
  });

  it('gives programs the records as they are', async () => {
    const { exitCode, out } = await overRuns([partial]).run('--json', 'runs');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({ ok: true, runs: [partial] });
  });

  it('asks for the last thirty runs, of one job or another number if told so', async () => {
    const { asked, run } = overRuns([]);
    await run('runs');
    await run('runs', '--job', 'parked-replay', '--last', '5');
    expect(asked).toEqual([{ most: 30 }, { job: 'parked-replay', most: 5 }]);
  });

  it('says so when there is nothing to show', async () => {
    const { run } = overRuns([]);
    expect((await run('runs')).out).toBe('Запусков ещё не было.\n');
    expect((await run('runs', '--job', 'order-poll')).out).toBe(
      'Запусков задания «order-poll» в журнале нет.\n',
    );
  });

  it('R-1: names the records that cannot be read beside the others', async () => {
    const { run } = overRuns([partial], [{ pk: 'runs#order-poll', sk: '2026' }]);
    const { exitCode, out } = await run('runs');
    expect(exitCode).toBe(0);
    expect(out).toContain('order-poll');
    expect(out).toContain('Не читаются записи журнала: 1');
    expect(JSON.parse((await run('--json', 'runs')).out).unreadable).toEqual(['runs#order-poll/2026']);
  });

  it('is in the help, in Russian', async () => {
    const { out } = await overRuns([]).run('runs', '--help');
    expect(out).toContain('--job <задание>');
    expect(out).not.toContain('default');
  });

  it('knows the jobs that exist, and no others', async () => {
    const { asked, run } = overRuns([]);
    const jobs = Object.keys(JOBS);
    expect((await run('runs', '--help')).out.replaceAll(/\s+/g, ' ')).toContain(
      `одного задания: ${jobs.join(', ')} `,
    );
    expect(await run('runs', '--job', 'no-such-job')).toEqual({
      exitCode: 2,
      out: '',
      err: expect.stringContaining(`такого задания нет, есть: ${jobs.join(', ')}.`),
    });
    expect(asked).toEqual([]);
  });

  it.each(['0', '-1', 'все', '10000'])('takes no "%s" for a number of runs', async (last) => {
    const { asked, run } = overRuns([]);
    expect(await run('runs', `--last=${last}`)).toMatchObject({ exitCode: 2, out: '' });
    expect(asked).toEqual([]);
  });

  it('fails with advice when the state is away', async () => {
    const { run } = overRuns(away);
    expect(await run('runs')).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringContaining(away.advice),
    });
  });
});
