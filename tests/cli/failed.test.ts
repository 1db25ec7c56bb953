import { describe, expect, it } from 'vitest';
import type { DocumentOutcome, OrderOutcome, Parked } from '../../lib/journal/outcomes.ts';
import type { Key } from '../../lib/state/table.ts';
import { commandLine } from './command-line.ts';

const parked = (orderId: number, reason: string, lastAttempt = 1_000_000): Parked<OrderOutcome> => ({
  orderId,
  number: `${orderId}A`,
  at: lastAttempt,
  since: 1_000_000,
  lastAttempt,
  kind: 'parked',
  reason,
  message: `Заказ ${orderId} отложен.\nИсправьте и сохраните.`,
  details: { line: 2 },
  warnings: [],
});

const parkedExport: Parked<DocumentOutcome> = {
  key: 'a1b2',
  type: 'Document_ЗаказКлиента',
  at: 1_000_000,
  since: 1_000_000,
  lastAttempt: 1_000_000,
  kind: 'parked',
  reason: 'stateUnmapped',
  message: 'Состояние не сопоставлено.',
  details: {},
  warnings: [],
};

/** A command line over parked orders in memory; what is queued is told beside what was written. */
function overParked(
  orders: readonly Parked<OrderOutcome>[],
  unreadable: readonly Key[] = [],
  exports: readonly Parked<DocumentOutcome>[] = [],
  noted: readonly Key[] = [],
) {
  return async (...args: string[]) => {
    const queued: number[] = [];
    const run = commandLine({
      failed: async () => ({
        list: async () => ({
          orders: { records: orders, unreadable },
          exports: { records: exports, unreadable: [] },
          unreadable: noted,
        }),
        retry: async (orderId) => {
          queued.push(orderId);
        },
      }),
    });
    return { ...(await run(...args)), queued };
  };
}

const run = overParked([
  parked(138, 'productUnknown'),
  parked(139, 'siteUnmapped'),
  parked(140, 'productUnknown'),
]);

describe('failed list', () => {
  it('names every waiting order with its reason and what to do', async () => {
    const { exitCode, out } = await run('failed', 'list');
    expect(exitCode).toBe(0);
    expect(out).toContain('Отложено заказов: 3');
    expect(out).toContain(
      '138\t138A\tproductUnknown\tс 01.01.1970 03:16:40\n  Заказ 138 отложен.\n  Исправьте и сохраните.\n',
    );
  });

  it('says so when nothing waits, and where the orders are that are still tried', async () => {
    const { exitCode, out } = await overParked([])('failed', 'list');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Отложенных заказов нет\. .*ещё повторяется.*orders show ID\.\n$/);
  });

  it('answers programs in JSON', async () => {
    const { out } = await overParked([parked(138, 'productUnknown')], [], [parkedExport])(
      '--json',
      'failed',
      'list',
    );
    expect(JSON.parse(out)).toEqual({
      ok: true,
      orders: [
        {
          orderId: 138,
          number: '138A',
          reason: 'productUnknown',
          message: 'Заказ 138 отложен.\nИсправьте и сохраните.',
          since: '1970-01-01T00:16:40.000Z',
          lastAttempt: '1970-01-01T00:16:40.000Z',
          details: { line: 2 },
        },
      ],
      exports: [
        {
          key: 'a1b2',
          type: 'Document_ЗаказКлиента',
          reason: 'stateUnmapped',
          message: 'Состояние не сопоставлено.',
          since: '1970-01-01T00:16:40.000Z',
          lastAttempt: '1970-01-01T00:16:40.000Z',
          details: {},
        },
      ],
      unreadable: [],
    });
  });

  it('N-6: tells since when an order waits and when it was tried last', async () => {
    const { out } = await overParked([parked(138, 'productUnknown', 8_200_000)])('failed', 'list');
    expect(out).toContain('\tс 01.01.1970 03:16:40, последняя попытка 01.01.1970 05:16:40\n');
  });

  it('R-1: a record that cannot be read is named, with its way out, and hides no other', async () => {
    const list = overParked([parked(139, 'siteUnmapped')], [UNREADABLE]);
    const { exitCode, out } = await list('failed', 'list');
    expect(exitCode).toBe(0);
    expect(out).toContain('139\t139A\tsiteUnmapped');
    expect(out).toContain('Не читаются записи отложенных заказов: 138.');
    expect(out).toContain('failed retry 138');
    expect(JSON.parse((await list('--json', 'failed', 'list')).out).unreadable).toEqual([
      'parked/000000000000138',
    ]);
  });
});

const UNREADABLE: Key = { pk: 'parked', sk: '000000000000138' };

describe('failed retry', () => {
  it.each([
    [['--all'], [139, 138]],
    [['138'], [138]],
    [['139'], [139]],
  ])('D-13: %j beside a record that cannot be read queues %j', async (args, expected) => {
    const retry = overParked([parked(139, 'siteUnmapped')], [UNREADABLE]);
    const { exitCode, queued, out } = await retry('failed', 'retry', ...args);
    expect(exitCode).toBe(0);
    expect(queued).toEqual(expected);
    expect(out).not.toContain('не отложен');
  });

  it.each([
    [
      ['138', '77'],
      [138, 77],
    ],
    [
      ['--reason', 'productUnknown'],
      [138, 140],
    ],
    [['--all'], [138, 139, 140]],
    [['--reason', 'currencyDiffers'], []],
  ])('%j queues %j', async (args, expected) => {
    const { exitCode, queued } = await run('failed', 'retry', ...args);
    expect(exitCode).toBe(0);
    expect(queued).toEqual(expected);
  });

  it('says of an order that is not parked that it is not, and queues it all the same', async () => {
    const { out } = await run('failed', 'retry', '77', '138');
    expect(out).toBe(
      'Поставлено в очередь заказов: 2 (77, 138). Записи исчезнут из списка, когда заказы загрузятся.\n' +
        'Заказ 77 не отложен, он поставлен в очередь, как по триггеру. Что с ним стало: orders show 77.\n',
    );
    expect((await run('failed', 'retry', '77')).out).not.toContain('исчезнут');
    expect(JSON.parse((await run('--json', 'failed', 'retry', '77', '138')).out)).toEqual({
      ok: true,
      queued: [77, 138],
      notParked: [77],
    });
  });

  it.each([[[]], [['138', '--all']], [['--all', '--reason', 'x']], [['abc']], [['0']]])(
    '%j is wrong use: nothing is queued',
    async (args) => {
      const { exitCode, queued, err } = await run('failed', 'retry', ...args);
      expect(exitCode).toBe(2);
      expect(queued).toEqual([]);
      expect(err).toContain('Справка');
    },
  );
});

it('R-1: failed list names every other record that cannot be read, and what to do', async () => {
  const noted = [
    { pk: 'order#138', sk: 'link' },
    { pk: 'cursor#order-history', sk: 'cursor' },
  ];
  const { out } = await overParked([], [], [], noted)('failed', 'list');
  expect(out).toMatch(
    /таблицы состояния: order#138\/link, cursor#order-history\/cursor\. .*orders poll --since.*links rebuild/,
  );
  const json = await overParked([], [], [], noted)('--json', 'failed', 'list');
  expect(JSON.parse(json.out).unreadable).toEqual(['order#138/link', 'cursor#order-history/cursor']);
});

describe('N-11: orders that nobody takes from the queue', () => {
  const queued: number[] = [];
  const failed = async () => ({
    list: async () => ({
      orders: { records: [parked(138, 'productUnknown')], unreadable: [] },
      exports: { records: [], unreadable: [] },
      unreadable: [],
    }),
    retry: async (orderId: number) => {
      queued.push(orderId);
    },
  });

  it.each([
    ['nothingRuns', /никто не разбирает: .*npm start/],
    ['settingsUnusable', /ждут в очереди.*settings export/],
    ['importSwitchedOff', /выключена \(exchange\.importOrders: false\).*orders import ID/],
  ] as const)('%s: they are queued, and it is said what they wait for', async (state, note) => {
    const run = commandLine({ failed, queueState: async () => state });
    const { exitCode, out } = await run('failed', 'retry', '138');
    expect({ exitCode, last: queued.at(-1) }).toEqual({ exitCode: 0, last: 138 });
    expect(out).toMatch(note);
    expect(JSON.parse((await run('--json', 'failed', 'retry', '138')).out).waits).toBe(state);
    expect((await run('failed', 'retry', '--reason', 'siteUnmapped')).out).not.toMatch(note);
  });
});

it('N-11: a reason that no order is ever parked for is wrong use, and the reasons are named', async () => {
  const { exitCode, err } = await commandLine({})('failed', 'retry', '--reason', 'foo');
  expect(exitCode).toBe(2);
  expect(err).toContain('productUnknown');
});
