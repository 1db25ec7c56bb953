import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareFolder, writeWhole } from '../../infra/local/write-whole.ts';
import { publishCatalogs } from '../../lib/catalog/publish-catalogs.ts';
import { doneRun } from '../../lib/journal/run-record.ts';
import { createPublishCatalog } from '../../lib/usecases/publish-catalog.ts';
import { openCatalog, TOKEN } from '../catalog/support/open-catalog.ts';
import { commandLine } from '../cli/command-line.ts';
import { NOON, settingsOf } from '../goods/support/open-base.ts';

/** The command over a catalogue in memory. */
function commandOver({ deps, shop }: Awaited<ReturnType<typeof openCatalog>>) {
  const settings = settingsOf(shop);
  let runs = 0;
  const publish = createPublishCatalog({
    catalog: deps,
    settings: { load: async () => ({ version: 1, settings }) as never },
    run: async ({ onSlice, onComplete, onPublished } = {}) => {
      runs += 1;
      const report = await publishCatalogs(
        {
          settings,
          deadline: Number.POSITIVE_INFINITY,
          ...(onSlice === undefined ? {} : { onSlice }),
          ...(onComplete === undefined ? {} : { onComplete }),
          ...(onPublished === undefined ? {} : { onPublished }),
        },
        deps,
      );
      return doneRun('catalog-publish', { startedAt: NOON, finishedAt: NOON }, report);
    },
  });
  const parts = { publishCatalog: async () => publish, prepareFolder, writeFile: writeWhole };
  return {
    run: commandLine(parts),
    with: (more: object) => commandLine({ ...parts, ...more }),
    runs: () => runs,
  };
}

const newFolder = () => mkdtemp(join(tmpdir(), 'copies-'));

describe('catalog publish --to', () => {
  it('leaves a copy of each site’s file, equal to what is published', async () => {
    await using catalog = await openCatalog();
    const folder = join(await newFolder(), 'new');
    const { exitCode } = await commandOver(catalog).run('catalog', 'publish', '--to', folder);
    expect(exitCode).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual(
      [...catalog.files.published.keys()].map((path) => path.slice(TOKEN.length + 1)).toSorted(),
    );
  });

  it('a folder that takes no files is named with the cause before anything is read', async () => {
    await using catalog = await openCatalog();
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    const command = commandOver(catalog);
    const { exitCode, out, err } = await command.run('catalog', 'publish', '--to', join(file, 'below'));
    expect(exitCode).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/В папку «.*file.below» записать нельзя: ENOTDIR/);
    expect(err).not.toMatch(/ошибка:|at /i);
    expect(command.runs()).toBe(0);
    expect(catalog.files.published.size).toBe(0);
  });

  it('a copy that fails later costs no publication: the site is named, and so is the cause', async () => {
    await using catalog = await openCatalog();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const command = commandOver(catalog).with({ writeFile: () => Promise.reject(full) });
    const folder = await newFolder();
    const { exitCode, out } = await command('catalog', 'publish', '--to', folder);
    expect(exitCode).toBe(1);
    expect(catalog.files.published.size).toBe(2);
    expect(out).toContain('Файл каталога сформирован по адресу');
    expect(out).toContain(
      `Каталог магазина shop1 опубликован, а его копия не записана. В папку «${folder}» записать нельзя: ENOSPC`,
    );
    const { out: json } = await command('--json', 'catalog', 'publish', '--to', folder);
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      outcome: 'partial',
      counts: { errors: 2 },
      errors: [
        { id: 'shop1', reason: 'copyNotWritten' },
        { id: 'shop2', reason: 'copyNotWritten' },
      ],
    });
  });
});
