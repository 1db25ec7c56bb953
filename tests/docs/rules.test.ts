import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** `onec-odata A7`, also as one of a list: `retailcrm-api 3.1, 3.2`. */
const SECTION =
  /\b(contract|retailcrm-api|onec-odata|ut-filling|original-import|original-export|manual)[ ,]+(?:sections? )?((?:[A-G]\d*|\d{1,2})(?:\.\d+)*(?:(?:,| and) (?:[A-G]\d*|\d{1,2})(?:\.\d+)*)*)(?![\w%])/g;
/** `design, principle 4`, `design, decisions`. */
const DESIGN = /\bdesign, (principle \d|decisions|retry|dead letters|row identity|lease|layout|sandbox)/g;
/** `I-63`; a capital letter, a hyphen and a number stand for a case and for nothing else. */
const CASE = /(?<![\w-])([RBNDCIE]-\d{1,3})(?![\w-])/g;

/** The rules of the page by id. */
const rules: ReadonlyMap<string, string> = new Map(
  [...textOf('docs/rules.md').matchAll(/^- \*\*(.+?)\*\* — (.+)$/gm)].map(([, id = '', text = '']) => [
    id,
    text,
  ]),
);

interface Citation {
  readonly id: string;
  readonly file: string;
}

const FILES = globSync(
  [
    '{lib,functions,infra,tests}/**/*.{ts,tsx,yml}',
    'docs/adr/*.md',
    'serverless.yml',
    '.dependency-cruiser.cjs',
  ],
  { cwd: ROOT },
);

/** A citation may be broken by the end of a line of a comment. */
const inOneLine = (text: string): string => text.replaceAll(/\s*\n\s*(?:\*|\/\/|#)? ?/g, ' ');

function citationsIn(file: string): readonly Citation[] {
  const text = inOneLine(textOf(file));
  const sections = [...text.matchAll(SECTION)].flatMap(([, name = '', listed = '']) =>
    listed.split(/(?:,| and) /).map((section) => `${name} ${section}`),
  );
  const others = [
    ...[...text.matchAll(DESIGN)].map(([, part = '']) => `design, ${part}`),
    ...[...text.matchAll(CASE)].map(([, id = '']) => id),
  ];
  return [...sections, ...others].map((id) => ({ id, file }));
}

/** A point of a section is explained by its section: `retailcrm-api 13.9` by `retailcrm-api 13`. */
const isExplained = (id: string): boolean =>
  rules.has(id) || (/ [A-Z\d]+\.\d/.test(id) && isExplained(id.slice(0, id.lastIndexOf('.'))));

describe('the page of rules', () => {
  const citations = FILES.flatMap(citationsIn);

  it('explains every rule that the code cites', () => {
    expect(citations.length).toBeGreaterThan(400);
    expect(citations.filter(({ id }) => !isExplained(id))).toEqual([]);
  });

  it('says each rule once, in a sentence or two', () => {
    const ids = [...textOf('docs/rules.md').matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, id]) => id);
    expect(ids.length).toBe(rules.size);
    for (const [id, text] of rules) {
      expect(text.length, id).toBeLessThan(800);
      expect(text, id).toMatch(/[.!?»)`]$/);
    }
  });
});
