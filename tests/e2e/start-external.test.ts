import { access, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sendTrigger } from '../../infra/local/demo/send-trigger.ts';
import { bridgeSettings, newOrder } from '../orders/support/bridge.ts';
import { COMMAND_TIMEOUT_MS, runCommand, startCommand } from './support/command.ts';
import { type SandboxPair, SECRETS, startSandboxPair } from './support/sandbox-pair.ts';
import { temporaryFolders } from './support/temporary-folders.ts';

vi.setConfig({ testTimeout: COMMAND_TIMEOUT_MS });

const newFolder = temporaryFolders();
let pair: SandboxPair;
let environment: Record<string, string>;

beforeAll(async () => {
  pair = await startSandboxPair();
  const DATA_DIR = await newFolder();
  const SETTINGS_FILE = join(await newFolder(), 'settings.json');
  await writeFile(SETTINGS_FILE, JSON.stringify(bridgeSettings()));
  environment = {
    ...pair.environment,
    PORT: '0',
    DATA_DIR,
    SETTINGS_FILE,
    SCHEDULE: 'off',
    LOG_LEVEL: 'error',
  };
});

afterAll(() => pair[Symbol.asyncDispose]());

it('row "real systems": nothing is created or even read by itself', async () => {
  const { exitCode, out, err } = await runCommand('infra/local/start.ts', ['--once'], environment);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain('ничего в них не создаёт');
  expect(pair.crm.orderIds()).toEqual([]);
  expect(pair.crm.requestLog.list()).toEqual([]);
  expect(pair.onec.control.requests.list()).toEqual([]);
});

it('row "real systems": --order imports the order that it names', async () => {
  const { id, number } = newOrder(pair);
  const { exitCode, out } = await runCommand(
    'infra/local/start.ts',
    ['--once', '--order', String(id)],
    environment,
  );
  expect(exitCode).toBe(0);
  expect(out).toContain('Настройки: версия 1, сохранённые раньше');
  expect(out).toContain('Проведен: Заказ клиента ТД00-000001');
  expect(pair.documents()).toMatchObject([{ НомерПоДаннымКлиента: number, Posted: true }]);
  expect(await logged()).not.toContain('"level":"INFO"');
});

it('row "configuration": PORT, DATA_DIR, LOG_LEVEL, PUBLIC_URL and the login of the trigger are honoured', async () => {
  const port = await freePort();
  const serving = startCommand('infra/local/start.ts', [], {
    ...environment,
    PORT: String(port),
    LOG_LEVEL: 'debug',
    PUBLIC_URL: 'https://bridge.example.ru/base/',
  });
  const printed = await serving.printed('Обмен работает');
  const url = `http://127.0.0.1:${port}/ws/ws1.1cws`;
  expect(printed).toContain(`POST ${url}`);
  const wsdl = await (await fetch(`${url}?wsdl`)).text();
  expect(wsdl).toContain('location="https://bridge.example.ru/base/ws/ws1.1cws"');

  const { id } = newOrder(pair);
  expect(await sendTrigger(url, { user: 'crm', password: 'crm' }, id)).toBe(401);
  const login = { user: SECRETS.WEBHOOK_USER, password: SECRETS.WEBHOOK_PASSWORD };
  expect(await sendTrigger(url, login, id)).toBe(200);

  const { exitCode } = await serving.end('SIGTERM');
  expect(exitCode).toBe(0);
  expect(await logged()).toContain('"level":"DEBUG"');
  await expect(access(join(environment.DATA_DIR ?? '', 'endpoints.json'))).rejects.toThrow('ENOENT');
});

const logged = (): Promise<string> =>
  readFile(join(environment.DATA_DIR ?? '', 'log.jsonl'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return '';
    }
    throw error;
  });

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
