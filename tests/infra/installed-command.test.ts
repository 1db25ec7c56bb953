import { type ExecFileException, execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validSettings } from '../settings/valid-settings.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** npm and the bundler need some seconds; a busy machine multiplies them. */
const PATIENCE_MS = 120_000;

/** What npm packs of this checkout: its sources and, for the bundler, its packages. */
const PACKED = ['package.json', 'README.md', 'LICENSE', 'functions', 'infra', 'lib', 'tsconfig.json'];

interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

describe('the command out of the tarball that npm makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  let files: readonly string[];

  beforeAll(async () => {
    const checkout = join(folder, 'checkout');
    for (const path of PACKED) {
      cpSync(join(ROOT, path), join(checkout, path), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: checkout,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        npm_config_offline: 'true',
        npm_config_cache: join(folder, 'cache'),
      },
    });
    const [tarball] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
      { filename: string; files: { path: string }[] },
    ];
    files = tarball.files.map(({ path }) => path);
    await run('tar', ['-xzf', tarball.filename], { cwd: folder });
    writeFileSync(join(folder, 'good.json'), JSON.stringify(validSettings()));
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...validSettings(), sites: 'none' }));
  }, PATIENCE_MS);

  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs what `bin` names, away from the checkout and with nothing installed beside it. */
  async function command(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const { bin } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const entry = join(folder, 'package', bin['retailcrm-1c'] ?? 'no bin');
    try {
      const { stdout, stderr } = await run(process.execPath, [entry, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...env },
      });
      return { exitCode: 0, out: stdout, err: stderr };
    } catch (error) {
      const { code, stdout = '', stderr = '' } = error as ExecFileException;
      return { exitCode: Number(code), out: stdout, err: stderr };
    }
  }

  it('holds the bundle and what npm always adds, no source and no tool', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/cli.mjs', 'package.json']));
    const others = files.filter(
      (path) => !/^(LICENSE|README\.md|package\.json)$|^dist\/cli(\/|\.mjs$)/.test(path),
    );
    expect(others).toEqual([]);
  });

  it('N-8: says that it needs Node 24, and needs nothing else', () => {
    const manifest: object = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
    expect(manifest).toMatchObject({ engines: { node: '>=24' }, bin: { 'retailcrm-1c': 'dist/cli.mjs' } });
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/dependencies|scripts/i)]),
    );
  });

  it('N-8: the manifest of the checkout is as it was', () => {
    expect(readFileSync(join(folder, 'checkout/package.json'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
  });

  it('N-8: the launcher looks at the version before anything else is loaded, in words that an older Node reads', async () => {
    const launcher = readFileSync(join(folder, 'package/dist/cli.mjs'), 'utf8');
    expect(launcher.length).toBeLessThan(2000);
    expect(
      [...launcher.matchAll(/\bimport\b(?!\()[^;]*from\s*['"]([^'"]+)/g)].map(([, from]) => from),
    ).toEqual(['node:module']);
    const older = launcher.replaceAll('process.versions.node', '"20.20.2"');
    writeFileSync(join(folder, 'older.mjs'), older);
    const ended = await run(process.execPath, [join(folder, 'older.mjs')]).then(
      () => ({ code: 0, stderr: '' }),
      (error: ExecFileException) => error,
    );
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^retailcrm-1c: нужен Node\.js 24 или новее, а запущен 20\.20\.2\.[^\n]*\n$/,
    );
  });

  it('starts with the line that finds Node', () => {
    const [first] = readFileSync(join(folder, 'package/dist/cli.mjs'), 'utf8').split('\n');
    expect(first).toBe('#!/usr/bin/env node');
  });

  it.each([
    ['good settings', ['settings', 'validate', 'good.json'], 0],
    ['faulty settings', ['settings', 'validate', 'bad.json'], 1],
    ['a file that is not there', ['settings', 'validate', 'none.json'], 1],
    ['no file', ['settings', 'validate'], 2],
    ['no such command', ['dance'], 2],
  ])('%s: ends as contract 4 says', async (_, args, exitCode) => {
    expect(await command(args)).toMatchObject({ exitCode });
  });

  it('names the faults of settings', async () => {
    const { out, err } = await command(['settings', 'validate', 'bad.json']);
    expect(out + err).toContain('sites');
  });

  it('reaches for a cloud stage without any other package', async () => {
    const nobody = 'http://127.0.0.1:1';
    const { exitCode, out } = await command(['--json', 'settings', 'export'], {
      TABLE_NAME: 'state',
      PRIVATE_BUCKET: 'private',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'invented',
      AWS_SECRET_ACCESS_KEY: 'invented',
      AWS_ENDPOINT_URL_DYNAMODB: nobody,
      AWS_ENDPOINT_URL_S3: nobody,
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'stateUnreachable' } });
  });

  it('says what to do where there is neither a stage nor a local stack', async () => {
    const { exitCode, out } = await command(['--json', 'settings', 'export']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'standInsMissing' } });
    // N-8: nothing is left behind, neither in DATA_DIR nor in the current folder.
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
