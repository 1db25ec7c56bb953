import { describe, expect, it } from 'vitest';
import type { OrderOutcome } from '../../lib/journal/outcomes.ts';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import type { OrderPreview } from '../../lib/orders/import/preview.ts';
import type { OrderReport } from '../../lib/orders/report/order-report.ts';
import { refTo } from '../../lib/state/links.ts';
import { writeRecord } from '../../lib/writes/write-record.ts';
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
    expect(JSON.parse(out).orders[1].at).toBe('1970-01-01T00:16:40.000Z');
  });

  it('fails when the CRM does not know an order: its id may be mistyped', async () => {
    const unknown = outcome(99_999, 'skipped', { reason: 'orderAbsent' });
    const { run } = overOutcomes(unknown);
    expect(await run('orders', 'import', '99999')).toMatchObject({ exitCode: 1, err: '' });
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
    object: заказКлиента,
    ref: refTo('order', 138),
    key: 'key',
    reason: 'Новый заказ проводится',
  } as const;
  const parked = {
    kind: 'parked',
    reason: 'productUnknown',
    message: 'Товар не найден.',
    details: {},
    problems: [],
    writes: [],
  } as const;
  const report: OrderReport = {
    document: {
      Контрагент_Key: 'customer',
      Организация_Key: 'organization',
      Склад_Key: 'warehouse',
      Статус: 'КОбеспечению',
      НомерПоДаннымКлиента: '138A',
      СуммаДокумента: 1800,
      Товары: [
        {
          LineNumber: '1',
          Номенклатура_Key: 'kettle',
          Количество: 2,
          Цена: 1000,
          Сумма: 1800,
          СуммаРучнойСкидки: 200,
          СтавкаНДС_Key: 'rate',
          СуммаНДС: 300,
          СуммаСНДС: 1800,
          Отменено: false,
          ВариантОбеспечения: 'Отгрузить',
        },
      ],
    },
    names: new Map([
      ['customer', 'Примеров Пример'],
      ['organization', 'ООО «Образец»'],
      ['kettle', 'Чайник'],
      ['rate', '20%'],
    ]),
    steps: [[]],
  };
  const overPreviews = (...previews: readonly OrderPreview[]) => {
    const asked: (readonly OrderPreview[])[] = [];
    const run = commandLine({
      orders: async () => ({
        ...ordersNotAsked,
        preview: async () => previews,
        report: async (reported) => {
          asked.push(reported);
          return new Map(
            reported
              .filter(({ writes, outcome }) => writes.length > 0 || outcome?.kind === 'unchanged')
              .map(({ orderId }) => [orderId, report]),
          );
        },
      }),
    });
    return { run, asked };
  };
  const warnings = [{ code: 'textCut', message: 'Имя сокращено.' }] as const;
  const plan: OrderPreview = { orderId: 138, number: '138A', writes: [write], warnings, documents: [] };

  it('prints the plan as an administrator reads it, and that nothing was written', async () => {
    const { run } = overPreviews(plan);
    expect(await run('orders', 'import', '138', '--dry-run')).toEqual({
      exitCode: 0,
      out: [
        'Заказ 138A (id 138): в 1С будет записано:',
        '  провести заказ клиента — Новый заказ проводится',
        '  Заказ клиента станет таким:',
        '    Покупатель:  Примеров Пример',
        '    Организация: ООО «Образец», склад: warehouse',
        '    Статус:      КОбеспечению, номер в RetailCRM: 138A',
        '    Строки:',
        '      1. Чайник · 2 × 1\u00a0000,00 · скидка 200,00 · = 1\u00a0800,00 · НДС 20% 300,00 · Отгрузить',
        '    НДС:   300,00',
        '    Сумма: 1\u00a0800,00',
        '  Внимание: Имя сокращено.',
        'Это предварительный просмотр: ничего не записано.',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('N-11: shows an order that needs no write, and that nothing would be written', async () => {
    const unchanged = {
      kind: 'unchanged',
      message: 'Заказ 138A в 1С уже такой же, как в RetailCRM',
    } as const;
    const { run } = overPreviews({ ...plan, writes: [], warnings: [], outcome: unchanged });
    const { exitCode, out } = await run('orders', 'import', '138', '--dry-run');
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Заказ 138A \(id 138\): Заказ 138A в 1С уже такой же.*\n {2}Заказ клиента в 1С:\n {4}Покупатель: /,
    );
    expect(out).toContain('    1. Чайник'.trimStart());
    expect(out).toMatch(/\n {2}В 1С ничего не будет записано\.\nЭто предварительный просмотр/);
    expect(out).not.toContain('станет таким');
  });

  it('shows what would be written beside what would be parked of the same order', async () => {
    const { run } = overPreviews({ ...plan, outcome: parked });
    const { out } = await run('orders', 'import', '138', '--dry-run');
    expect(out).toMatch(/Товар не найден\.\n {2}в 1С будет записано:\n {2}провести заказ клиента/);
  });

  it('masks the customers of a list', async () => {
    const { run } = overPreviews(plan, { ...plan, orderId: 139 });
    const { out } = await run('orders', 'import', '138', '139', '--dry-run');
    expect(out).toContain('Покупатель:  П*** П***');
    expect(out).not.toContain('Примеров');
  });

  it('gives programs the writes as they are, without reading names', async () => {
    const { run, asked } = overPreviews(plan);
    const { out } = await run('--json', 'orders', 'import', '138', '--dry-run');
    expect(JSON.parse(out)).toEqual({
      ok: true,
      dryRun: true,
      orders: [{ ...plan, writes: plan.writes.map(writeRecord) }],
    });
    expect(asked).toEqual([]);
  });

  it('fails when an order would be parked, with the problem', async () => {
    const { run } = overPreviews({ orderId: 138, writes: [], warnings: [], documents: [], outcome: parked });
    expect(await run('orders', 'import', '138', '--dry-run')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('Заказ с id 138: Товар не найден.\n'),
    });
    const { out } = await run('--json', 'orders', 'import', '138', '--dry-run');
    expect(JSON.parse(out)).toMatchObject({ ok: false, dryRun: true, orders: [{ outcome: parked }] });
  });
});
