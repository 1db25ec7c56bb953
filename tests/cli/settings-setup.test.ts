import { describe, expect, it } from 'vitest';
import { OnecUnavailable } from '../../lib/onec/errors.ts';
import { createSettingsVersions } from '../../lib/settings/versions.ts';
import type { SettingsSetup } from '../../lib/usecases/settings-setup.ts';
import { MemoryPorts } from '../settings/memory-ports.ts';
import { fullDocument } from '../settings/valid-settings.ts';
import { commandLine } from './command-line.ts';

const DOCUMENT = fullDocument();

/** `settings …` over settings in memory and a file that holds `document`. */
function run(setup: Partial<SettingsSetup>, document: object = DOCUMENT) {
  const ports = new MemoryPorts();
  const versions = createSettingsVersions({ archive: ports, pointer: ports, now: () => new Date(0) });
  const notAsked = () => Promise.reject(new Error('must not be asked'));
  return commandLine({
    settings: async () => versions,
    setup: async () => ({ propose: notAsked, check: notAsked, ...setup }),
    readFile: async () => new TextEncoder().encode(JSON.stringify(document)),
  });
}

describe('settings import', () => {
  const faults = [
    { path: 'sites[0].warehouse', key: 'x', site: 0, kind: 'absent' },
    { path: 'deliveryItem', key: 'y', site: undefined, kind: 'notService' },
  ] as const;

  it('N-1: succeeds and names what 1C does not have, by path', async () => {
    const command = run({ check: async () => ({ faults, unchecked: [] }) });
    const { exitCode, out } = await command('settings', 'import', 'file.json');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Настройки сохранены, действует версия 1\.\nСтоит проверить:\n/);
    expect(out).toContain('  sites[0].warehouse — такого элемента в 1С нет');
    expect(out).toContain('  deliveryItem — у этой номенклатуры тип не «Услуга»');
  });

  it('N-1: programs get the same paths among the warnings', async () => {
    const command = run({ check: async () => ({ faults, unchecked: [] }) });
    const { out } = await command('settings', 'import', 'file.json', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      version: 1,
      warnings: [{ path: 'sites[0].warehouse' }, { path: 'deliveryItem' }],
    });
  });

  it('N-1: succeeds where 1C cannot be asked, and says why', async () => {
    const down = new OnecUnavailable({ operation: 'list', set: 'x' }, 'HTTP 503');
    const command = run({ check: () => Promise.reject(down) });
    const { exitCode, out } = await command('settings', 'import', 'file.json');
    expect(exitCode).toBe(0);
    expect(out).toContain('Настройки сохранены, действует версия 1.');
    expect(out).toContain('не проверено. 1С не отвечает');
  });

  it('N-11: says so if the import is switched off, and nothing if it is on', async () => {
    const check = async () => ({ faults: [], unchecked: [] });
    const off = { ...DOCUMENT, exchange: { ...DOCUMENT.exchange, importOrders: false } };
    expect((await run({ check }, off)('settings', 'import', 'f')).out).toContain('exchange.importOrders');
    expect((await run({ check })('settings', 'import', 'f')).out).not.toContain('exchange.importOrders');
  });
});

describe('settings init', () => {
  const proposed = { document: DOCUMENT, remarks: [{ path: 'deliveryItem', problem: 'Проверьте' }] };
  const asked: string[] = [];
  const command = run({
    propose: async (preset) => {
      asked.push(preset);
      return proposed;
    },
  });

  it('writes the document to the output and the remarks beside it, so that the output is a file of settings', async () => {
    for (const args of [[], ['--json']]) {
      const { exitCode, out, err } = await command('settings', 'init', ...args);
      expect(exitCode).toBe(0);
      expect(JSON.parse(out)).toEqual(DOCUMENT);
      expect(err).toContain('deliveryItem — Проверьте');
    }
  });

  it('takes the simple tables unless asked for the reference ones', async () => {
    asked.length = 0;
    await command('settings', 'init');
    await command('settings', 'init', '--preset', 'reference');
    expect(asked).toEqual(['simple', 'reference']);
  });

  it('knows no other tables', async () => {
    const { exitCode, err } = await command('settings', 'init', '--preset', 'mine');
    expect(exitCode).toBe(2);
    expect(err).toContain('есть: simple, reference');
  });
});
