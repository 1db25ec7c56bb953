import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fullDocument } from '../settings/valid-settings.ts';
import { COMMAND_TIMEOUT_MS, runCommand } from './support/command.ts';
import { temporaryFolders } from './support/temporary-folders.ts';

vi.setConfig({ testTimeout: COMMAND_TIMEOUT_MS });

const newFolder = temporaryFolders();

describe.concurrent('row "wrong use": exit code 2 and how it is used', () => {
  it.each([[['--bogus']], [['--order', '138A']], [['--order', '0']]])('%j', async (args) => {
    const environment = { DATA_DIR: await newFolder(), PORT: '0' };
    const finished = await runCommand('infra/local/start.ts', args, environment);
    expect(finished).toMatchObject({ exitCode: 2, out: '' });
    expect(finished.err).toContain('Использование: npm start -- [--once] [--order ID]');
  });
});

it('help is Russian, starts nothing and is no fault', async () => {
  const DATA_DIR = await newFolder();
  const finished = await runCommand('infra/local/start.ts', ['--help'], { DATA_DIR, PORT: 'abc' });
  expect(finished).toMatchObject({ exitCode: 0, err: '' });
  expect(finished.out).toContain('--order ID');
});

describe.concurrent('row "configuration": a faulty variable stops the start with one line that names it', () => {
  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'abc' }],
    ['CRM_API_KEY', { CRM_URL: 'https://demo.example.ru' }],
    ['SETTINGS_FILE', { SETTINGS_FILE: '/nowhere/settings.json' }],
    ['DATA_DIR', { DATA_DIR: import.meta.filename }],
  ])('%s of %j', async (variable, variables) => {
    await expectRefused(variable, { DATA_DIR: await newFolder(), PORT: '0', ...variables });
  });

  it('PORT that another program has', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    await expectRefused('PORT', { DATA_DIR: await newFolder(), PORT });
    server.close();
  });
});

async function expectRefused(variable: string, environment: Record<string, string>): Promise<void> {
  const { exitCode, out, err } = await runCommand('infra/local/start.ts', ['--once'], environment);
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
  expect(err.trimEnd().split('\n')).toEqual([expect.stringMatching(new RegExp(`\\b${variable}\\b`))]);
}

describe('row "settings": a faulty SETTINGS_FILE', () => {
  it('in another encoding is one line, not a fault for every word', async () => {
    const DATA_DIR = await newFolder();
    const SETTINGS_FILE = join(DATA_DIR, 'cp1251.json');
    await writeFile(SETTINGS_FILE, Buffer.from([0x7b, 0x22, 0xcc, 0xe0, 0x22, 0x7d]));
    await expectRefused('SETTINGS_FILE', { DATA_DIR, PORT: '0', SETTINGS_FILE });
  });

  it('stops the start with the JSON path of every fault, and nothing of it is stored', async () => {
    const DATA_DIR = await newFolder();
    const SETTINGS_FILE = join(DATA_DIR, 'faulty.json');
    await writeFile(SETTINGS_FILE, JSON.stringify({ ...fullDocument(), timeZone: 'Луна', typo: 1 }));
    const environment = { DATA_DIR, PORT: '0', SETTINGS_FILE };
    const { exitCode, err } = await runCommand('infra/local/start.ts', ['--once'], environment);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^ {2}timeZone — .+$/m);
    expect(err).toMatch(/^ {2}typo — .+$/m);
    const exported = await runCommand('infra/cli.ts', ['settings', 'export', '--json'], { DATA_DIR });
    expect(exported.exitCode).toBe(1);
    expect(JSON.parse(exported.out)).toMatchObject({ ok: false, error: { code: 'settingsMissing' } });
  });
});
