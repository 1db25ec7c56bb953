import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../lib/journal/run-record.ts';
import type { CatalogPublication, CatalogPublishRequest } from '../../lib/usecases/publish-catalog.ts';
import { commandLine } from './command-line.ts';

const URL_OF = (site: string) => `https://files.example.ru/t/${site}_catalog_icml.xml`;

const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
  job: 'catalog-publish',
  outcome: 'ok',
  startedAt: '2026-03-01T12:00:00.000Z',
  finishedAt: '2026-03-01T12:00:02.500Z',
  counts: { offers: 4640, categories: 68, bytes: 3_535_443, leftOut: 0, skipped: 0, errors: 0 },
  skipped: [],
  errors: [],
  ...changes,
});

/** A publication that ends as given; it notes how it was asked, and copies a file if it may. */
function publishing(publication: Partial<CatalogPublication>) {
  const asked: CatalogPublishRequest[] = [];
  return {
    asked,
    publishCatalog: async () => async (request: CatalogPublishRequest) => {
      asked.push(request);
      await request.copyTo?.('shop1_catalog_icml.xml', chunks());
      return { record: record(), files: [], ...publication };
    },
  };
}

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('<a/>');
}

describe('catalog publish', () => {
  it('says where each site’s file is, and what is in them', async () => {
    const files = ['shop1', 'shop2'].map((site) => ({ site, url: URL_OF(site) }));
    const { publishCatalog, asked } = publishing({ files });
    const { exitCode, out } = await commandLine({ publishCatalog })('catalog', 'publish');
    expect(exitCode).toBe(0);
    expect(out).toBe(
      `Файл каталога сформирован по адресу ${URL_OF('shop1')}\n` +
        `Файл каталога сформирован по адресу ${URL_OF('shop2')}\n` +
        'В файлах предложений: 4640, категорий: 68, 3,4 МиБ. Не вошло товаров: 0.\n',
    );
    expect(asked).toMatchObject([{ isDryRun: false, isForced: false, copyTo: undefined }]);
  });

  it('E-33: tells what was left out and what to do, and does not call that done', async () => {
    const { publishCatalog } = publishing({
      record: record({
        outcome: 'partial',
        counts: { offers: 1, categories: 1, bytes: 100, leftOut: 31, skipped: 1, errors: 30 },
        skipped: [{ id: 'k', reason: 'noCharacteristics' }],
        errors: Array.from({ length: 30 }, (_, index) => ({
          id: `k${index}`,
          reason: 'identifierBlank',
          message: `Болт ${index}: заполните артикул.`,
        })),
      }),
    });
    const { exitCode, out } = await commandLine({ publishCatalog })('catalog', 'publish');
    expect(exitCode).toBe(1);
    expect(out).toContain('Товар k: учёт по характеристикам включён');
    expect(out).toContain('Болт 19: заполните артикул.\n… и ещё 10;');
    expect(out).not.toContain('Болт 20');
  });

  it('with --dry-run and --force asks for just that', async () => {
    const { publishCatalog, asked } = publishing({});
    const { out } = await commandLine({ publishCatalog })('catalog', 'publish', '--dry-run', '--force');
    expect(asked).toMatchObject([{ isDryRun: true, isForced: true }]);
    expect(out).toBe(
      'Вошло бы в файлы предложений: 4640, категорий: 68. Не вошло товаров: 0.\n' +
        'Это предварительный просмотр: ничего не опубликовано.\n',
    );
  });

  it('with --to writes the files there too', async () => {
    const written: string[] = [];
    const { publishCatalog } = publishing({});
    await commandLine({
      publishCatalog,
      writeFile: async (folder, name, body) => {
        for await (const chunk of body) {
          written.push(`${folder} ${name} ${Buffer.from(chunk)}`);
        }
      },
    })('catalog', 'publish', '--to', 'out');
    expect(written).toEqual(['out shop1_catalog_icml.xml <a/>']);
  });

  it('names the key that switches the catalogue off', async () => {
    const { publishCatalog } = publishing({
      record: record({
        outcome: 'skipped',
        counts: { skipped: 1, errors: 0 },
        skipped: [{ id: 'exchange.catalog', reason: 'switchedOff' }],
      }),
    });
    const { exitCode, out } = await commandLine({ publishCatalog })('--json', 'catalog', 'publish');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      outcome: 'skipped',
      skipped: [{ id: 'exchange.catalog', reason: 'switchedOff' }],
    });
    const { out: told } = await commandLine({ publishCatalog })('catalog', 'publish');
    expect(told).toBe('Каталог выключен в настройках (exchange.catalog): ничего не опубликовано.\n');
  });

  it('tells on a terminal how far each site is, how fast and for how much longer, and takes the line away', async () => {
    const shown: string[] = [];
    let cleared = 0;
    let now = 0;
    const reached = (site: string, offers: number, leftOut = 0) => ({
      site,
      scopes: [],
      position: { scope: 0 },
      head: '',
      parts: 0,
      counters: { offers, categories: 1, leftOut, faults: 0, examples: [] },
    });
    const publishCatalog = async () => async (request: CatalogPublishRequest) => {
      request.onProgress(reached('shop1', 1000), 4640);
      now += 2000;
      request.onProgress(reached('shop1', 1990, 10), 4640);
      now += 2000;
      request.onProgress(reached('shop2', 1000), undefined);
      now += 4000;
      request.onProgress(reached('shop2', 2000), undefined);
      return { record: record(), files: [] };
    };
    const progress = { show: (line: string) => shown.push(line), clear: () => (cleared += 1) };
    await commandLine({ publishCatalog, progress, clock: { now: () => now } } as never)('catalog', 'publish');
    expect(shown).toEqual([
      'Магазин shop1: прочитано 1000, в файле 1000, не вошло 0',
      'Магазин shop1: прочитано 2000, в файле 1990, не вошло 10, 500 в секунду, осталось 6 с',
      'Магазин shop2: прочитано 1000, в файле 1000, не вошло 0',
      'Магазин shop2: прочитано 2000, в файле 2000, не вошло 0, 250 в секунду',
    ]);
    expect(cleared).toBeGreaterThan(0);
  });
});
