import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localDigestKey } from '../../../infra/local/digest-key.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bridge-digest-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('D-25: the local stack’s key is made once and lives in DATA_DIR, for its owner alone', async () => {
  const dataDir = join(folder, 'new');
  const key = localDigestKey(dataDir);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(localDigestKey(dataDir)).toBe(key);
  const file = join(dataDir, 'digest.key');
  expect((await readFile(file, 'utf8')).trim()).toBe(key);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('D-25: a file that a killed process left empty is filled', async () => {
  await writeFile(join(folder, 'digest.key'), '');
  expect(localDigestKey(folder)).toMatch(/^[\w-]{43}$/);
});
