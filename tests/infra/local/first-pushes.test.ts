import { describe, expect, it } from 'vitest';
import { tellFirstPushes } from '../../../infra/local/demo/first-pushes.ts';
import { doneRun, failedRun, type RunRecord } from '../../../lib/journal/run-record.ts';

const times = { startedAt: 0, finishedAt: 2_000 };
const URL = 'http://127.0.0.1:3000/token/shop1_catalog_icml.xml';

const RECORDS: Readonly<Record<string, RunRecord>> = {
  'catalog-publish': doneRun('catalog-publish', times, {
    counts: { offers: 12, categories: 3, bytes: 1024 * 1024, leftOut: 0 },
    skipped: [],
    errors: [],
    url: URL,
  }),
  'stock-push': doneRun('stock-push', times, {
    counts: { due: 10, sent: 10, unchanged: 0, requests: 1 },
    skipped: [],
    errors: [],
  }),
  'price-push': failedRun('price-push', times, new Error('1C sleeps')),
};

async function told(records: Readonly<Record<string, RunRecord>>, stopsAfter = Number.POSITIVE_INFINITY) {
  const lines: string[] = [];
  const jobs: string[] = [];
  await tellFirstPushes({
    run: async (job) => {
      jobs.push(job);
      const record = records[job];
      if (record === undefined) {
        throw new Error(`${job} is not expected`);
      }
      return record;
    },
    isStopping: () => jobs.length >= stopsAfter,
    say: (line) => lines.push(line),
  });
  return { lines, jobs };
}

describe('the first pushes of a started stack', () => {
  it('tell where the catalogue lies and what was sent, the catalogue first; one that fails says why', async () => {
    const { lines, jobs } = await told(RECORDS);
    expect(jobs).toEqual(['catalog-publish', 'stock-push', 'price-push']);
    expect(lines[0]).toBe(`Каталог. Файл каталога сформирован по адресу ${URL}`);
    expect(lines[1]).toContain('предложений: 12');
    expect(lines).toContain('Остатки. Передано предложений: 10 из 10, без изменений: 0; запросов: 1, 2,0 с.');
    expect(lines.at(-1)).toMatch(/^Цены\. Неожиданная ошибка/);
  });

  it('do not begin while the stack is being stopped', async () => {
    expect((await told(RECORDS, 1)).jobs).toEqual(['catalog-publish']);
  });
});
