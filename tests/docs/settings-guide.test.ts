import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { settingsSchema } from '../../lib/settings/schema.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const guide = textOf('docs/guides/settings.md');

/** One key of the document that holds a value, as the guide writes it. */
interface Leaf {
  /** `sites[].warehouses[].crm`. */
  readonly path: string;
  readonly choices: readonly string[];
  /** What stands in for a missing key: JSON; 'нет' for nothing; 'обязателен'. */
  readonly missing: string;
}

const REQUIRED = 'обязателен';

/** The parts of zod's JSON schema that settings are made of. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

/** Every key of a section that holds a value. A list that may be missing has no default of its own in the guide. */
function leavesOf(node: Node, path = '', missing = REQUIRED): readonly Leaf[] {
  const inner = node.anyOf?.find((part) => part.properties !== undefined || part.enum !== undefined) ?? node;
  if (inner.properties !== undefined) {
    return Object.entries(inner.properties).flatMap(([key, value]) =>
      leavesOf(value, path === '' ? key : `${path}.${key}`, missingOf(key, value, inner)),
    );
  }
  return inner.items === undefined
    ? [{ path, choices: inner.enum ?? [], missing }]
    : leavesOf(inner.items, `${path}[]`, missing);
}

function missingOf(key: string, value: Node, section: Node): string {
  if (value.default !== undefined) {
    return JSON.stringify(value.default);
  }
  return section.required?.includes(key) === true ? REQUIRED : 'нет';
}

const leaves = leavesOf(z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }) as Node);

/** Path → the third column of its row. */
const documented = new Map(
  guide
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|'))
    .flatMap(([, keys = '', , missing = '']) =>
      [...keys.matchAll(/`([^`]+)`/g)].map(
        ([, path = '']) => [path, missing.trim().replaceAll('`', '')] as const,
      ),
    ),
);

describe('the guide to the settings', () => {
  it('has every key, and no other', () => {
    expect(leaves.length).toBeGreaterThan(100);
    expect([...documented.keys()].toSorted()).toEqual(leaves.map(({ path }) => path).toSorted());
  });

  it('says what stands in for a missing key', () => {
    const wrong = leaves.filter(({ path, missing }) => documented.get(path) !== missing);
    expect(wrong).toEqual([]);
  });

  it('names every value of every choice', () => {
    const choices = new Set(leaves.flatMap((leaf) => leaf.choices));
    expect(choices).toContain('ПродажаПоПатенту');
    expect([...choices].filter((value) => !guide.includes(`\`${value}\``))).toEqual([]);
  });
});

describe('the guide to the publication of 1C', () => {
  const publication = textOf('docs/guides/publish-onec.md');
  const sources = globSync('lib/settings/*.ts', { cwd: ROOT }).map(textOf).join('\n');
  /** Catalogues that settings refer to, by the words of the faults about them. */
  const referred = new Set(
    [...sources.matchAll(/\breference(?:OrNull|OrComment)?\('([^']+)'\)/g)].flatMap(([, to = '']) =>
      [...to.matchAll(/(?<!\p{L})\p{Lu}\p{L}+/gu)].map(([name]) => name),
    ),
  );

  it('opens every set from which the settings need a GUID, and says how to list it', () => {
    expect(referred).toContain('ПричиныОтменыЗаказовКлиентов');
    const [, how = ''] = publication.split('## 8. Где взять GUID');
    const missing = [...referred].filter(
      (name) => !publication.includes(`\`${name}\``) || !new RegExp(`\\blist \\w+_${name}`).test(how),
    );
    expect(missing).toEqual([]);
  });
});
