import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../cli/command-line.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const linesOf = (path: string): readonly string[] => readFileSync(join(ROOT, path), 'utf8').split('\n');

/** Where people are told what to do: texts of the program and of its alarms. */
const ADVICE = globSync(
  [
    'lib/**/*.ts',
    'functions/**/*.ts',
    'infra/*.ts',
    'infra/local/**/*.ts',
    'infra/deploy/alarms/*.{yml,cjs}',
  ],
  { cwd: ROOT },
);
const PAGES = ['README.md', 'README.ru.md', ...globSync('docs/guides/*.md', { cwd: ROOT })];

const COMMENT = /^\s*(?:\*|\/\*|\/\/)/;
/** As the contract calls them, those of later versions too: an advice must not name them yet. */
const IN_ADVICE =
  /(?<![\w./-])(?:(?:settings|orders|failed|links|stock|prices|catalog|crm|exchange) [a-z][a-z-]+|runs(?! [a-z])|doctor)(?![\w/])/g;
const ON_PAGES = /(?:npm run (?:-s )?cli --|retailcrm-1c) (?:--json )?([a-z]+(?: [a-z][a-z-]+)?)/g;

const advised = (path: string): readonly string[] =>
  linesOf(path)
    .filter((line) => /[а-яё]/i.test(line) && !COMMENT.test(line))
    .flatMap((line) => [...line.matchAll(IN_ADVICE)].map(([command]) => command));

const shown = (path: string): readonly string[] =>
  linesOf(path).flatMap((line) => [...line.matchAll(ON_PAGES)].map(([, command = '']) => command));

/** Help is that of the command itself; of words that are none it is that of as many of them as are. */
async function exists(command: string): Promise<boolean> {
  const { out } = await commandLine({})(...command.split(' '), '--help');
  return new RegExp(`^Использование: retailcrm-1c ${command}(?: |$)`, 'm').test(out);
}

async function missing(commands: Iterable<string>): Promise<readonly string[]> {
  const found = await Promise.all([...commands].map(async (name) => [name, await exists(name)] as const));
  return found.filter(([, isThere]) => !isThere).map(([name]) => name);
}

describe('the commands that people are told to run', () => {
  it('in advice exist', async () => {
    const commands = new Set(ADVICE.flatMap(advised));
    expect([...commands]).toEqual(
      expect.arrayContaining(['settings import', 'failed retry', 'orders show', 'orders import']),
    );
    expect(await missing(commands)).toEqual([]);
  });

  it('on the pages exist', async () => {
    const commands = new Set(PAGES.flatMap(shown));
    expect([...commands]).toEqual(expect.arrayContaining(['orders show', 'orders poll', 'runs']));
    expect(await missing(commands)).toEqual([]);
  });

  it('would be missed if they did not', async () => {
    expect(await missing(['failed retry', 'failed forget', 'doctor'])).toEqual(['failed forget', 'doctor']);
  });
});
