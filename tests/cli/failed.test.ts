import { describe, expect, it } from 'vitest';
import type { OrderOutcome } from '../../lib/journal/order-outcomes.ts';
import { commandLine } from './command-line.ts';

const parked = (orderId: number, reason: string): OrderOutcome => ({
  orderId,
  number: `${orderId}A`,
  at: 1_000_000,
  kind: 'parked',
  reason,
  message: `Заказ ${orderId} отложен.\nИсправьте и сохраните.`,
  details: {},
  warnings: [],
});

/** A command line over parked orders in memory; what is queued is told beside what was written. */
function overParked(orders: readonly OrderOutcome[]) {
  return async (...args: string[]) => {
    const queued: number[] = [];
    const run = commandLine({
      failed: async () => ({
        list: async () => orders,
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
    const { out } = await run('--json', 'failed', 'list');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      orders: [{ orderId: 138 }, { orderId: 139 }, { orderId: 140 }],
    });
  });
});

describe('failed retry', () => {
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
    [['--reason', 'nothingLikeIt'], []],
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
