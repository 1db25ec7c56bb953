import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const SOURCES = globSync(['lib/**/*.ts', 'functions/**/*.ts', 'infra/*.ts', 'infra/local/**/*.ts'], {
  cwd: ROOT,
});

/** Every page that a text for people sends them to, with the number of its section where one is named. */
function pagesNamed(source: string): readonly (readonly [page: string, section: string | undefined])[] {
  return [...textOf(source).matchAll(/(docs\/guides\/[\w-]+\.md)(?:, раздел (\d+))?/g)].map(
    ([, page = '', section]) => [page, section] as const,
  );
}

describe('what the texts for people send them to', () => {
  it('is a page that exists, and a section of it', () => {
    const named = SOURCES.flatMap(pagesNamed);
    expect(named).toContainEqual(['docs/guides/publish-onec.md', '4']);
    const missing = named.filter(
      ([page, section]) =>
        !existsSync(join(ROOT, page)) ||
        (section !== undefined && !new RegExp(`^## ${section}\\. `, 'm').test(textOf(page))),
    );
    expect(missing).toEqual([]);
  });

  it('is no instruction without a name', () => {
    expect(SOURCES.filter((source) => /из инструкции|веб-консол/.test(textOf(source)))).toEqual([]);
  });
});
