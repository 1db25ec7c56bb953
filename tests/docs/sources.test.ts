import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOTES = join(ROOT, '../shared');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** `onec-odata A7`, also as one of a list: `retailcrm-api 3.1, 3.2`. */
const CITATION =
  /\b(contract|retailcrm-api|onec-odata|ut-filling|original-import|original-export|manual)[ ,]+(?:sections? )?((?:[A-G]\d*|\d{1,2})(?:\.\d+)*(?:(?:,| and) (?:[A-G]\d*|\d{1,2})(?:\.\d+)*)*)(?![\w%])/g;

interface Citation {
  readonly name: string;
  readonly section: string;
}

const citations: readonly Citation[] = globSync(
  ['{lib,functions,infra,tests}/**/*.ts', 'docs/adr/*.md', 'serverless.yml', '.dependency-cruiser.cjs'],
  { cwd: ROOT },
).flatMap((file) =>
  // A citation may be broken by the end of a line of a comment.
  [
    ...textOf(file)
      .replaceAll(/\s*\n\s*(?:\*|\/\/|#)? ?/g, ' ')
      .matchAll(CITATION),
  ].flatMap(([, name = '', sections = '']) =>
    sections.split(/(?:,| and) /).map((section) => ({ name, section })),
  ),
);

/** Short name → the sections that its row of the page explains, without their parts. */
const explained = new Map(
  [...textOf('docs/sources.md').matchAll(/^\| `([a-z-]+)` .*$/gm)].map(([row, name = '']) => [
    name,
    [...(row.split('|')[3] ?? '').matchAll(/`([A-Z0-9]+)`/g)].map(([, section]) => section),
  ]),
);

const partOf = (section: string): string => /^[A-Z]/.exec(section)?.[0] ?? section.split('.')[0] ?? '';

describe('the page of cited sources', () => {
  it('explains every name and section that the code cites', () => {
    expect(citations.length).toBeGreaterThan(300);
    const unexplained = citations.filter(
      ({ name, section }) => explained.get(name)?.includes(partOf(section)) !== true,
    );
    expect(unexplained).toEqual([]);
  });

  it.skipIf(!existsSync(NOTES))('the notes have every section that the code cites', () => {
    const headings = new Map(
      globSync('reference/*.md', { cwd: NOTES }).map((file) => [
        file.slice('reference/'.length, -'.md'.length),
        new Set(
          [...readFileSync(join(NOTES, file), 'utf8').matchAll(/^#+ ([A-G]?\d*(?:\.\d+)*)\b/gm)].map(
            ([, section]) => section,
          ),
        ),
      ]),
    );
    // Points of a section are numbered without headings: C0.6, G14, 13.9.
    const missing = citations.filter(
      ({ name, section }) => headings.get(name)?.has(section) === false && !/^(C0\.|G\d|13\.)/.test(section),
    );
    expect(missing).toEqual([]);
  });
});
