import { describe, expect, it } from 'vitest';
import type { OrderOutcome } from '../../lib/journal/order-outcomes.ts';
import type { OrderPreview } from '../../lib/orders/import/preview.ts';
import { commandLine, ordersNotAsked } from './command-line.ts';

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

describe('orders import', () => {
  function overOutcomes(...outcomes: readonly OrderOutcome[]) {
    const asked: (readonly number[])[] = [];
    const run = commandLine({
      orders: async () => ({
        ...ordersNotAsked,
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
      orders: async () => ordersNotAsked,
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
    commandLine({ orders: async () => ({ ...ordersNotAsked, preview: async () => previews }) });

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
