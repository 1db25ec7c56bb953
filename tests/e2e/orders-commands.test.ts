import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import { sandboxSettings } from '../../infra/sandbox/shop/settings.ts';
import { COMMAND_TIMEOUT_MS, type Finished, runCommand } from './support/command.ts';
import { temporaryFolders } from './support/temporary-folders.ts';

vi.setConfig({ testTimeout: COMMAND_TIMEOUT_MS, hookTimeout: COMMAND_TIMEOUT_MS });

const newFolder = temporaryFolders();
let DATA_DIR: string;

const cli = (...args: readonly string[]): Promise<Finished> => runCommand('infra/cli.ts', args, { DATA_DIR });
const answerOf = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await cli('--json', ...args)).out);

/** An order that the sandbox CRM begins with. */
const ORDER = '4001';

beforeAll(async () => {
  DATA_DIR = await newFolder();
  const settings = join(DATA_DIR, 'settings.json');
  await writeFile(settings, JSON.stringify(sandboxSettings(makeShop())));
  expect(await cli('settings', 'import', settings)).toMatchObject({ exitCode: 0, err: '' });
});

describe('row "orders import", alone', () => {
  it('shows the plan and writes nothing, then writes it', async () => {
    const planned = { ok: true, dryRun: true, orders: [{ orderId: 4001, writes: expect.anything() }] };
    expect(await answerOf('orders', 'import', ORDER, '--dry-run')).toMatchObject(planned);
    expect(await answerOf('orders', 'import', ORDER)).toMatchObject({
      ok: true,
      orders: [{ orderId: 4001, kind: 'imported', document: { number: expect.any(String) } }],
    });
  });
});

describe('"orders show", alone', () => {
  it('tells what became of the order, and says so of one that nothing is known of', async () => {
    expect(await answerOf('orders', 'show', ORDER)).toMatchObject({
      ok: true,
      outcome: { kind: 'imported' },
      attempts: [{ kind: 'imported', writes: expect.anything() }],
    });
    expect(await cli('orders', 'show', '99999')).toMatchObject({ exitCode: 1, err: '' });
  });
});

describe('row "orders poll", alone', () => {
  it.each([
    ['--since', '2099-01-01'],
    ['--since-id', '999999999'],
  ])('a mistyped %s %s is wrong use and no run of the job', async (name, value) => {
    const refused = await cli('orders', 'poll', name, value);
    expect(refused).toEqual({ exitCode: 2, out: '', err: expect.stringContaining('Позиция не изменена') });
    expect(await answerOf('runs')).toEqual({ ok: true, runs: [] });
  });

  it('reads from a position, which becomes the stored one', async () => {
    const first = await answerOf('orders', 'poll', '--since-id', '0');
    expect(first).toMatchObject({ ok: true, job: 'order-poll', outcome: 'ok', counts: { remaining: 0 } });
    expect(await cli('orders', 'poll')).toMatchObject({
      exitCode: 0,
      out: 'Новых изменений в истории RetailCRM нет.\n',
      err: '',
    });
  });
});
