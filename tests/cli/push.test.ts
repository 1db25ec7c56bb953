import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../lib/journal/run-record.ts';
import type { PushCommand } from '../../lib/usecases/pushes.ts';
import { commandLine } from './command-line.ts';

const record = (changes: Partial<RunRecord>): RunRecord => ({
  job: 'stock-push',
  outcome: 'ok',
  startedAt: '2026-03-01T12:00:00.000Z',
  finishedAt: '2026-03-01T12:00:02.500Z',
  counts: { due: 0, sent: 0, unchanged: 0, rejected: 0, requests: 0, skipped: 0, errors: 0 },
  skipped: [],
  errors: [],
  ...changes,
});

/** A push whose runs end as given, one after the other; it notes how it was asked. */
function pushOf(records: readonly RunRecord[], preview?: PushCommand['preview']) {
  const asked: object[] = [];
  const left = [...records];
  const push: PushCommand = {
    run: async (options = {}) => {
      asked.push({ isForced: options.isForced, isFull: options.isFull });
      options.onProgress?.('shop1', { read: 10, due: 5, sent: 2 });
      return left.shift() ?? record({});
    },
    preview: preview ?? (() => Promise.reject(new Error('must not be asked'))),
  };
  return { asked, pushes: async () => ({ stock: push, prices: push }) };
}

describe('stock push', () => {
  it('runs now, whether due or not, and says what it did', async () => {
    const { asked, pushes } = pushOf([record({ counts: { due: 7, sent: 7, unchanged: 3, requests: 1 } })]);
    const { exitCode, out } = await commandLine({ pushes })('stock', 'push');
    expect(exitCode).toBe(0);
    expect(out).toBe('Передано предложений: 7 из 7, без изменений: 3; запросов: 1, 2,5 с.\n');
    expect(asked).toEqual([{ isForced: true, isFull: false }]);
  });

  it('goes on until the last run is not unfinished, and adds the runs up; everything is sent once', async () => {
    const { asked, pushes } = pushOf([
      record({ unfinished: true, counts: { due: 5, sent: 5, unchanged: 0, requests: 1 } }),
      record({ counts: { due: 2, sent: 2, unchanged: 1, requests: 1 } }),
    ]);
    const { out } = await commandLine({ pushes })('--json', 'stock', 'push', '--full');
    expect(asked).toEqual([
      { isForced: true, isFull: true },
      { isForced: true, isFull: false },
    ]);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      job: 'stock-push',
      counts: { due: 7, sent: 7, requests: 2 },
    });
  });

  it('names what was left out and what to do about it, and fails', async () => {
    const { pushes } = pushOf([
      record({
        outcome: 'partial',
        counts: { due: 1, sent: 0, unchanged: 0, requests: 1, skipped: 1, errors: 1 },
        skipped: [{ id: 'store-9', reason: 'storeUnknown' }],
        errors: [
          { id: 'x', reason: 'offerUnknown', message: 'Болт: в каталоге RetailCRM нет такого товара.' },
        ],
      }),
    ]);
    const { exitCode, out } = await commandLine({ pushes })('stock', 'push');
    expect(exitCode).toBe(1);
    expect(out).toContain('Склада store-9 в RetailCRM нет');
    expect(out).toContain('Болт: в каталоге RetailCRM нет такого товара.');
  });

  it('a direction that is switched off sends nothing and names the key', async () => {
    const { pushes } = pushOf([
      record({ outcome: 'skipped', counts: {}, skipped: [{ id: 'exchange.stock', reason: 'switchedOff' }] }),
    ]);
    const { exitCode, out } = await commandLine({ pushes })('stock', 'push');
    expect(exitCode).toBe(1);
    expect(out).toContain('exchange.stock');
  });

  it('--dry-run shows what would be sent, as a table and as JSON', async () => {
    const offers = [
      { site: 'shop1', id: 'a', name: 'Болт', values: { stores: [{ code: 'main', available: 3 }] } },
    ];
    const preview: PushCommand['preview'] = async () => ({
      offers,
      report: {
        counts: { due: 1, sent: 0, unchanged: 4, rejected: 0, requests: 0 },
        errors: [],
        skipped: [{ id: 'store-9', reason: 'storeUnknown' }],
      },
    });
    const { pushes } = pushOf([], preview);
    const text = await commandLine({ pushes })('stock', 'push', '--dry-run');
    expect(text.out).toContain('Было бы передано предложений: 1\nshop1  a  Болт: main 3');
    expect(text.out).toContain(
      'Склада store-9 в RetailCRM нет: его остатки не передаются. Проверьте sites[].warehouses.',
    );
    const json = await commandLine({ pushes })('--json', 'prices', 'push', '--dry-run', '--full');
    expect(JSON.parse(json.out)).toMatchObject({ ok: true, offers, report: { counts: { unchanged: 4 } } });
  });

  it('tells on a terminal how far it is, and takes the line away', async () => {
    const shown: string[] = [];
    let cleared = 0;
    const { pushes } = pushOf([record({})]);
    const progress = { show: (line: string) => shown.push(line), clear: () => (cleared += 1) };
    let now = 0;
    const clock = { now: () => (now += 1000) };
    await commandLine({ pushes, progress, clock } as never)('stock', 'push');
    expect(shown).toEqual([
      'Магазин shop1: прочитано 10, к передаче 5, передано 2, 2 в секунду, осталось 2 с',
    ]);
    expect(cleared).toBe(1);
  });
});
