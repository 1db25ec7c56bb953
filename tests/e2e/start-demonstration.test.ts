import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { COMMAND_TIMEOUT_MS, runCommand, startCommand } from './support/command.ts';
import { SECRETS } from './support/sandbox-pair.ts';
import { temporaryFolders } from './support/temporary-folders.ts';

vi.setConfig({ testTimeout: COMMAND_TIMEOUT_MS });

const newFolder = temporaryFolders();
const POSTED = /^Проведен: Заказ клиента (ТД00-\d{6}) от \d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/m;
const ROW =
  /^ {4}\d\. .+ · [\d,]+ × [\d\s]+,\d\d .*= [\d\s]+,\d\d · НДС (\d+%|Без НДС) [\d\s]+,\d\d · \S+$/gm;

describe('row "npm start": the demonstration order', () => {
  it('is posted, numbered on from run to run, and survives kill -9', async () => {
    const DATA_DIR = await newFolder();
    const environment = { ...SECRETS, PORT: '0', DATA_DIR };
    const serving = startCommand('infra/local/start.ts', [], environment);
    const printed = await serving.printed('Обмен работает');
    const log = await readFile(join(DATA_DIR, 'log.jsonl'), 'utf8');
    const endpoints = await readFile(join(DATA_DIR, 'endpoints.json'), 'utf8');
    await serving.end('SIGKILL');

    expect(POSTED.exec(printed)?.[1]).toBe('ТД00-000001');
    expect(printed.match(ROW)).toHaveLength(4);
    expect(/^ {2}НДС: +([\d\s]+,\d\d)$/m.exec(printed)?.[1]).not.toBe('0,00');
    const asked = /^Заказ .*; сумма (.+)$/m.exec(printed)?.[1];
    expect(asked).toMatch(/\d,\d\d$/);
    expect(/^ {2}Сумма: (.+)$/m.exec(printed)?.[1]).toBe(asked);

    const second = await runCommand('infra/local/start.ts', ['--once'], environment);
    expect(second).toMatchObject({ exitCode: 0, err: '' });
    expect(POSTED.exec(second.out)?.[1]).toBe('ТД00-000002');

    const firstOrder = /^Заказ \S+ \(id (\d+),/m.exec(printed)?.[1] ?? '';
    const again = await runCommand('infra/local/start.ts', ['--once', '--order', firstOrder], environment);
    expect(again).toMatchObject({ exitCode: 0, err: '' });
    expect(again.out).toContain('записывать нечего');
    expect(POSTED.exec(again.out)?.[1]).toBe('ТД00-000001');

    const secrets = [
      SECRETS.CRM_API_KEY,
      SECRETS.ONEC_PASSWORD,
      SECRETS.WEBHOOK_PASSWORD,
      SECRETS.CONSOLE_PASSWORD,
    ];
    for (const text of [printed, second.out, log, endpoints]) {
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      expect(text).not.toMatch(/@example\.|\+7[\s(]|\b79\d{9}\b/);
    }
  });

  it('is followed by the catalogue, whose file is served, and by what stock and prices sent', async () => {
    const environment = { ...SECRETS, PORT: '0', DATA_DIR: await newFolder() };
    const serving = startCommand('infra/local/start.ts', [], environment);
    // A step after the other: each has its own patience on a busy machine.
    await serving.printed('Обмен работает');
    await serving.printed('Каталог. ');
    await serving.printed('Остатки. ');
    const printed = await serving.printed('Цены. ');
    const address = /^Каталог\. Файл каталога сформирован по адресу (\S+)$/m.exec(printed)?.[1] ?? '';
    expect(await (await fetch(address)).text()).toContain('<yml_catalog');
    expect(printed).toMatch(/^Остатки\. Передано предложений: [1-9]\d* из \d+/m);
    expect(printed).toMatch(/^Цены\. Передано предложений: [1-9]\d* из \d+/m);
    expect(await serving.end('SIGTERM')).toMatchObject({ exitCode: 0, err: '' });
  });
});
