import { describe, expect, it } from 'vitest';
import type { OrderOutcome } from '../../lib/journal/outcomes.ts';
import type { OrderAttempt } from '../../lib/journal/timeline.ts';
import type { OrderRecords } from '../../lib/usecases/show-order.ts';
import { commandLine } from './command-line.ts';

const NOON = Date.parse('2026-11-24T09:00:00Z');

const attempt = (kind: OrderAttempt['kind'], changes: Partial<OrderAttempt> = {}): OrderAttempt => ({
  orderId: 138,
  at: NOON,
  kind,
  message: `Попытка ${kind}.`,
  writes: [],
  warnings: [],
  ...changes,
});

const outcome = (kind: OrderOutcome['kind'], changes: Partial<OrderOutcome> = {}): OrderOutcome => ({
  orderId: 138,
  number: '138A',
  at: NOON,
  kind,
  message: `Попытка ${kind}.`,
  details: {},
  warnings: [],
  ...changes,
});

function over(known: Omit<OrderRecords, 'unreadable'> & Partial<OrderRecords>) {
  const records: OrderRecords = { unreadable: [], ...known };
  const asked: number[] = [];
  const run = commandLine({
    orderRecords: async (orderId) => {
      asked.push(orderId);
      return records;
    },
  });
  return { run, asked };
}

describe('orders show', () => {
  it('N-11: gives programs every time in ISO 8601, UTC', async () => {
    const { run } = over({
      outcome: outcome('parked', { since: NOON - 60_000, readAt: NOON - 1000 }),
      attempts: [attempt('parked', { sentAt: NOON - 2000, readAt: NOON - 1000 }), attempt('imported')],
    });
    const { outcome: last, attempts } = JSON.parse((await run('--json', 'orders', 'show', '138')).out);
    expect(last).toMatchObject({
      at: '2026-11-24T09:00:00.000Z',
      since: '2026-11-24T08:59:00.000Z',
      readAt: '2026-11-24T08:59:59.000Z',
      orderId: 138,
    });
    expect(attempts).toMatchObject([
      { at: '2026-11-24T09:00:00.000Z', sentAt: '2026-11-24T08:59:58.000Z', readAt: last.readAt },
      { at: '2026-11-24T09:00:00.000Z' },
    ]);
  });

  it('tells the last outcome and how it came to it, in the time of the settings', async () => {
    const warnings = [{ code: 'textCut', message: 'Имя сокращено.' }];
    const { run, asked } = over({
      outcome: outcome('imported', { warnings }),
      attempts: [
        attempt('parked', {
          at: NOON - 86_400_000,
          reason: 'productUnknown',
          message: 'Товара нет в 1С.\nСтавки нет в 1С.',
          settingsVersion: 2,
        }),
        attempt('imported', {
          warnings,
          writes: [
            { action: 'create', set: 'Catalog_Партнеры', reason: 'Новый покупатель' },
            { action: 'post', set: 'Document_ЗаказКлиента', reason: 'Новый заказ проводится' },
          ],
        }),
      ],
    });
    expect(await run('orders', 'show', '00138')).toEqual({
      exitCode: 0,
      out: [
        'Заказ 138A (id 138): загружен, 24.11.2026 12:00:00',
        '  Попытка imported.',
        '  Внимание: Имя сокращено.',
        'Попытки за 30 дней (время: Europe/Moscow): 2',
        '  23.11.2026 12:00:00 — отложен (productUnknown), настройки версии 2',
        '    Товара нет в 1С.',
        '    Ставки нет в 1С.',
        '  24.11.2026 12:00:00 — загружен',
        '    создать партнёра — Новый покупатель',
        '    провести заказ клиента — Новый заказ проводится',
        '',
      ].join('\n'),
      err: '',
    });
    expect(asked).toEqual([138]);
  });

  it('lists every document of the order with its state', async () => {
    const held = { key: 'key', number: 'ТД00-000001', date: '2026-11-24T12:00:00' };
    const documents = [
      { kind: 'order', id: '138', state: 'written', document: held },
      { kind: 'partner', id: '9', state: 'unchanged' },
      { kind: 'payment', id: '77', state: 'parked', reason: 'onecRefused' },
    ] as const;
    const { run } = over({ outcome: outcome('parked', { documents: [...documents] }), attempts: [] });
    expect((await run('orders', 'show', '138')).out).toContain(
      [
        '  В 1С:',
        '    заказ клиента ТД00-000001 от 24.11.2026 12:00:00: записан',
        '    партнёр (id 9): без изменений',
        '    оплата (id 77): отложен (onecRefused)',
        '',
      ].join('\n'),
    );
  });

  it('of an order that is still tried says so, and how often it failed', async () => {
    const { run } = over({
      outcome: outcome('failed', { reason: 'onecUnavailable', tries: { onecUnavailable: 3 } }),
      attempts: [attempt('failed', { reason: 'onecUnavailable' })],
    });
    const { out } = await run('orders', 'show', '138');
    expect(out).toContain('не удалось, попытки продолжаются (onecUnavailable)');
    expect(out).toContain('Неудачных попыток подряд: onecUnavailable — 3');
  });

  it('of a skipped order gives the reason', async () => {
    const { run } = over({
      outcome: outcome('skipped', { reason: 'offline', message: 'Заказ оформлен офлайн.' }),
      attempts: [],
    });
    expect((await run('orders', 'show', '138')).out).toMatch(
      /пропущен \(offline\).*\n {2}Заказ оформлен офлайн\.\nПопыток за последние 30 дней не было\.\n$/,
    );
  });

  it('shows the last twenty attempts', async () => {
    const attempts = Array.from({ length: 25 }, (_, index) => attempt('failed', { at: NOON + index }));
    const { out } = await over({ outcome: undefined, attempts }).run('orders', 'show', '138');
    expect(out).toContain('…ранее: 5');
    expect(out.match(/Попытка failed/g)).toHaveLength(20);
  });

  it('of an unknown id says what that may mean, and fails', async () => {
    const { run } = over({ outcome: undefined, attempts: [] });
    const { exitCode, out } = await run('orders', 'show', '99999');
    expect(exitCode).toBe(1);
    expect(out).toContain('О заказе с id 99999 обмен за последние 30 дней ничего не записал');
    expect(out).toContain('внутренний id из адреса страницы заказа, а не номер заказа');
    expect(JSON.parse((await run('--json', 'orders', 'show', '99999')).out)).toEqual({
      ok: false,
      orderId: 99999,
      attempts: [],
    });
  });

  it('N-11: says that nobody takes the queue where an order waits in it', async () => {
    const queueState = async () => 'nothingRuns' as const;
    const showing = async (known: Omit<OrderRecords, 'unreadable'>) => {
      const orderRecords = async () => ({ unreadable: [], ...known });
      return (await commandLine({ orderRecords, queueState })('orders', 'show', '138')).out;
    };
    expect(await showing({ outcome: undefined, attempts: [] })).toContain('никто не разбирает');
    expect(await showing({ outcome: outcome('failed'), attempts: [] })).toContain('никто не разбирает');
    expect(await showing({ outcome: outcome('parked'), attempts: [] })).not.toContain('никто не разбирает');
  });

  it('answers programs with the records, times as JSON has them', async () => {
    const records = { outcome: outcome('parked', { reason: 'sumsDiffer' }), attempts: [attempt('parked')] };
    const { out } = await over(records).run('--json', 'orders', 'show', '138');
    const at = '2026-11-24T09:00:00.000Z';
    expect(JSON.parse(out)).toEqual({
      ok: true,
      orderId: 138,
      outcome: { ...records.outcome, at },
      attempts: [{ ...records.attempts[0], at }],
    });
  });

  it('R-1: names the records that cannot be read beside the others, and how they are replaced', async () => {
    const { run } = over({
      outcome: undefined,
      attempts: [attempt('parked')],
      unreadable: [{ pk: 'order#138', sk: 'outcome' }],
    });
    const { exitCode, out } = await run('orders', 'show', '138');
    expect(exitCode).toBe(0);
    expect(out).toContain('Попытка parked.');
    expect(out).toContain('Не читаются записи об этом заказе: 1;');
    expect(out).toContain('failed retry 138');
    expect(JSON.parse((await run('--json', 'orders', 'show', '138')).out).unreadable).toEqual([
      'order#138/outcome',
    ]);
  });

  it.each([[[]], [['0']], [['138A']], [['138', '139']]])('%j is wrong use', async (args) => {
    const { run, asked } = over({ outcome: undefined, attempts: [] });
    expect(await run('orders', 'show', ...args)).toMatchObject({ exitCode: 2, out: '' });
    expect(asked).toEqual([]);
  });
});
