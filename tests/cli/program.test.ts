import { describe, expect, it } from 'vitest';
import { createSettingsVersions, type SettingsVersions } from '../../lib/settings/versions.ts';
import { MemoryPorts } from '../settings/memory-ports.ts';
import { fullDocument } from '../settings/valid-settings.ts';
import { commandLine } from './command-line.ts';

function storedSettings(): SettingsVersions {
  const ports = new MemoryPorts();
  return createSettingsVersions({
    archive: ports,
    pointer: ports,
    now: () => new Date('2026-02-03T04:05:06Z'),
  });
}

/** A command line over files in memory. */
const overFiles = (
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: () => Promise<SettingsVersions>,
) =>
  commandLine({
    settings,
    setup: async () => ({
      propose: () => Promise.reject(new Error('must not be asked')),
      check: async () => ({ faults: [], unchecked: [] }),
    }),
    readFile: async (path) => {
      const content = files[path];
      if (content === undefined) {
        throw Object.assign(new Error('no such file'), {
          code: path.startsWith('/root') ? 'EACCES' : 'ENOENT',
        });
      }
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
  });

const GOOD = JSON.stringify(fullDocument());
const DOUBTFUL = JSON.stringify({ ...fullDocument(), limits: { crmRps: 20 } });
const BAD = JSON.stringify({ ...fullDocument(), timeZone: 'Луна', typo: 1 });
const FILES = { 'good.json': GOOD, 'doubtful.json': DOUBTFUL, 'bad.json': BAD, 'broken.json': '{"a": 1,}' };

const nothingStarted = (): Promise<SettingsVersions> => Promise.reject(new Error('must not be opened'));

describe('settings validate', () => {
  const run = overFiles(FILES, nothingStarted);

  it('says that the settings are right, without opening the store', async () => {
    expect(await run('settings', 'validate', 'good.json')).toEqual({
      exitCode: 0,
      out: 'Настройки верны: магазинов — 2, статусов — 19.\n',
      err: '',
    });
  });

  it('shows what is doubtful and still says that they are right', async () => {
    const { exitCode, out } = await run('settings', 'validate', 'doubtful.json');

    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Настройки верны.*\nСтоит проверить:\n {2}limits\.crmRps — /);
  });

  it('lists every fault with its path and fails', async () => {
    const { exitCode, out } = await run('settings', 'validate', 'bad.json');

    expect(exitCode).toBe(1);
    expect(out).toMatch(/^В настройках ошибки: 2\n {2}timeZone — .+\n {2}typo — .+\n$/);
  });

  it('shows line and column of a broken text', async () => {
    expect(await run('settings', 'validate', 'broken.json')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('строка 1, столбец 9'),
    });
  });

  it('answers programs with one JSON value', async () => {
    const good = await run('--json', 'settings', 'validate', 'good.json');
    const bad = await run('settings', 'validate', 'bad.json', '--json');

    expect([good.exitCode, JSON.parse(good.out)]).toEqual([0, { ok: true, warnings: [] }]);
    expect([bad.exitCode, JSON.parse(bad.out)]).toEqual([
      1,
      {
        ok: false,
        faults: [
          { path: 'timeZone', problem: expect.any(String) },
          { path: 'typo', problem: expect.any(String) },
        ],
      },
    ]);
  });

  it.each([
    ['CP1251', Uint8Array.of(0x7b, 0x22, 0xcc, 0xe0, 0xe3, 0xe0, 0xe7, 0xe8, 0xed, 0x22, 0x7d)],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
  ])('of a file in %s says what to do, once', async (_, bytes) => {
    expect(
      await overFiles({ 'old.json': bytes }, nothingStarted)('settings', 'validate', 'old.json'),
    ).toEqual({
      exitCode: 1,
      out: '',
      err: 'Файл «old.json» не в UTF-8: сохраните его в UTF-8.\n',
    });
  });

  it('takes a file as Notepad saves it in UTF-8, with a byte order mark', async () => {
    const run = overFiles({ 'notepad.json': `\ufeff${GOOD}` }, nothingStarted);
    expect((await run('settings', 'validate', 'notepad.json')).exitCode).toBe(0);
  });

  it.each([
    ['missing.json', 'Файла «missing.json» нет'],
    ['/root/secret.json', 'Файл «/root/secret.json» не читается (EACCES)'],
  ])('says why %s cannot be read', async (path, sentence) => {
    expect(await run('settings', 'validate', path)).toEqual({
      exitCode: 1,
      out: '',
      err: expect.stringContaining(sentence),
    });
  });
});

describe('settings import and export', () => {
  it('import says the new version, or that the same is in force already', async () => {
    const settings = storedSettings();
    const run = overFiles(FILES, async () => settings);

    expect(await run('settings', 'import', 'good.json')).toEqual({
      exitCode: 0,
      out: 'Настройки сохранены, действует версия 1.\n',
      err: '',
    });
    expect((await run('settings', 'import', 'doubtful.json')).out).toMatch(/версия 2\.\nСтоит проверить:/);
    expect((await run('settings', 'import', 'doubtful.json')).out).toContain('уже действуют: версия 2.');
    expect(JSON.parse((await run('settings', 'import', 'good.json', '--json')).out)).toEqual({
      ok: true,
      version: 3,
      created: true,
      warnings: [],
    });
  });

  it('import of faulty settings lists the faults, changes nothing and fails', async () => {
    const settings = storedSettings();
    const run = overFiles(FILES, async () => settings);
    await run('settings', 'import', 'good.json');

    const refused = await run('settings', 'import', 'bad.json');

    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toMatch(/не приняты.*\n {2}timeZone — .+\n {2}typo — .+\n$/);
    expect(await settings.load()).toMatchObject({ version: 1 });
    const forPrograms = await run('settings', 'import', 'bad.json', '--json');
    expect(forPrograms.err).toBe('');
    expect(JSON.parse(forPrograms.out)).toMatchObject({
      ok: false,
      error: { code: 'settingsRefused', faults: [{ path: 'timeZone' }, { path: 'typo' }] },
    });
  });

  it('export prints the document alone, so that it can go into a file, and can be imported again', async () => {
    const settings = storedSettings();
    await overFiles(FILES, async () => settings)('settings', 'import', 'good.json');
    const exported = await overFiles(FILES, async () => settings)('settings', 'export');

    expect(exported).toEqual({ exitCode: 0, out: `${JSON.stringify(JSON.parse(GOOD), null, 2)}\n`, err: '' });
    const again = await overFiles({ 'again.json': exported.out }, async () => settings)(
      'settings',
      'import',
      'again.json',
    );
    expect(again.out).toContain('уже действуют');
  });

  it('export --version prints an old one, and says if there is none', async () => {
    const settings = storedSettings();
    const run = overFiles(FILES, async () => settings);
    await run('settings', 'import', 'doubtful.json');
    await run('settings', 'import', 'good.json');

    expect((await run('settings', 'export', '--version', '1')).out).toContain('"crmRps": 20');
    expect((await run('settings', 'export', '--version', '1', '--json')).out).toContain('"crmRps": 20');
    expect(await run('settings', 'export', '--version', '7')).toMatchObject({
      exitCode: 1,
      out: '',
      err: 'Версии настроек 7 нет. Есть версии 1–2.\n',
    });
  });

  it('export of nothing says what to do', async () => {
    const settings = storedSettings();

    expect(await overFiles(FILES, async () => settings)('settings', 'export')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('settings import'),
    });
  });

  it('an error that nobody expected is shown, not swallowed', async () => {
    const run = overFiles(FILES, nothingStarted);

    expect(await run('settings', 'export')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('must not be opened'),
    });
    expect(JSON.parse((await run('settings', 'export', '--json')).out)).toEqual({
      ok: false,
      error: { code: 'unexpected', message: 'must not be opened' },
    });
  });
});

describe('wrong use', () => {
  const run = overFiles(FILES, nothingStarted);

  it.each([
    [['bogus'], 'Неизвестная команда «bogus».'],
    [['settings', 'validat'], 'Неизвестная команда «validat». Возможно, имелось в виду: validate.'],
    [['settings', 'validate'], 'Не хватает аргумента «файл».'],
    [['settings', 'validate', 'a', 'b'], 'У команды «validate» лишние аргументы.'],
    [['settings', 'validate', 'a', '--bogus'], 'Неизвестный параметр «--bogus».'],
    [['settings', 'export', '--version'], 'Параметру «--version <номер>» нужно значение.'],
    [
      ['settings', 'export', '--version', '0'],
      'Неверное значение параметра «--version <номер>» — нужен номер версии',
    ],
  ])('%j is answered with exit code 2 and a sentence', async (args, sentence) => {
    expect(await run(...args)).toEqual({ exitCode: 2, out: '', err: expect.stringContaining(sentence) });
  });

  it.each([
    [['bogus', '--json'], 'Неизвестная команда «bogus».'],
    [['--json', 'settings', 'validate'], 'Не хватает аргумента «файл».'],
    [['--json', 'settings'], 'Команда не названа целиком.'],
  ])('%j is one JSON value for programs', async (args, sentence) => {
    const { exitCode, out } = await run(...args);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      error: {
        code: 'wrongUse',
        message: expect.any(String),
        advice: expect.stringContaining(sentence),
        retryable: false,
      },
    });
  });

  it.each([[[]], [['settings']]])('%j shows help on the error output with exit code 2', async (args) => {
    expect(await run(...args)).toEqual({
      exitCode: 2,
      out: '',
      err: expect.stringContaining('Использование:'),
    });
  });
});

describe('help', () => {
  const run = overFiles(FILES, nothingStarted);

  it.each([
    [['--help'], 'settings'],
    [['help'], 'settings'],
    [['settings', '--help'], 'validate'],
    [['help', 'settings'], 'validate'],
    [['settings', 'import', '--help'], '<файл>'],
  ])('%j is Russian, on the standard output, with exit code 0', async (args, word) => {
    const { exitCode, out, err } = await run(...args);

    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Использование: retailcrm-1c');
    expect(out).toContain(word);
    expect(out).not.toMatch(/Usage|Options|Commands|Arguments|\[options\]|\[command\]|display help/);
  });

  it('names the version among the options of the program, and of no command', async () => {
    const { out } = await run('--help');
    const options = out.slice(out.indexOf('Параметры:'), out.indexOf('Команды:'));
    expect(options).toContain('-V, --version');
    expect(out.match(/--version/g)).toHaveLength(1);
    expect((await run('settings', '--help')).out).not.toContain('--version');
  });
});
