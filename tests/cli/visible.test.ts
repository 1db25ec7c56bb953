import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleInLine } from '../../lib/cli/visible.ts';
import type { OrderOutcome } from '../../lib/journal/outcomes.ts';
import { commandLine } from './command-line.ts';

/** What a terminal would obey: it clears the screen, sets its title, rewrites the line, turns the text round. */
const HOSTILE = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\r',
  '\u009b31m',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u061c',
  '\u2028',
  '\u0000',
  '\u007f',
  '\u{e0041}',
  '\ud800',
];

/** Everything that a terminal does not simply show, by a list of its own. */
const isUnseen = (character: string): boolean =>
  /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e007f}]|\p{Surrogate}/u.test(character) &&
  character !== '\n' &&
  character !== '\t';

describe('B-11: a text from outside', () => {
  it.each(HOSTILE)('%j is shown and not obeyed', (hostile) => {
    const shown = visible(`a${hostile}b`);
    expect([...shown].filter(isUnseen)).toEqual([]);
    expect(shown).toMatch(/\\u[0-9a-f]{4}/);
  });

  it('whatever it is, nothing of it is obeyed, and what people read stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect([...visible(text)].filter(isUnseen)).toEqual([]);
        expect(visibleInLine(text)).not.toContain('\n');
      }),
      { numRuns: 2000 },
    );
    expect(visible('Чай «Ассам», 100 г — 250,00 ₽ 👨‍👩‍👧\tда\n')).toBe(
      'Чай «Ассам», 100 г — 250,00 ₽ 👨‍👩‍👧\tда\n',
    );
  });

  it('inside JSON it stays the same text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(JSON.parse(visible(JSON.stringify({ text })))).toEqual({ text });
      }),
    );
  });
});

const hostileText = HOSTILE.join('x');

const outcome = {
  orderId: 138,
  number: `138${hostileText}\nЗаказ 139: проведён`,
  at: 0,
  kind: 'parked',
  reason: 'productUnknown',
  message: `Товар «${hostileText}» не найден`,
  details: { offer: hostileText },
  warnings: [{ code: 'textCut', message: hostileText }],
} as unknown as OrderOutcome;

describe('B-11: no command passes it on', () => {
  const run = commandLine({
    failed: async () => ({
      list: async () => ({
        orders: { records: [{ ...outcome, since: 0, lastAttempt: 0 }], unreadable: [] },
        exports: { records: [], unreadable: [] },
      }),
      retry: async () => undefined,
    }),
    orderRecords: async () => ({ outcome, attempts: [] }),
  } as unknown as Parameters<typeof commandLine>[0]);

  it.each([
    [['failed', 'list']],
    [['failed', 'list', '--json']],
    [['orders', 'show', '138']],
    [['orders', 'show', '138', '--json']],
    [['orders', 'import', hostileText]],
    [[hostileText]],
    [['failed', 'retry', '--reason', hostileText]],
    [[hostileText, '--json']],
  ])('%j', async (args) => {
    const { out, err } = await run(...args);
    expect(`${out}${err}`).not.toBe('');
    expect([...`${out}${err}`].filter(isUnseen)).toEqual([]);
  });

  it('a line feed in an order number begins no line of its own', async () => {
    for (const args of [
      ['failed', 'list'],
      ['orders', 'show', '138'],
    ]) {
      expect((await run(...args)).out).not.toMatch(/^Заказ 139: проведён/m);
    }
  });
});

describe('--version', () => {
  const run = commandLine({});

  it.each(['--version', '-V'])('%s tells the version and exits 0', async (word) => {
    expect(await run(word)).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' });
    expect(await run(word, '--json')).toMatchObject({ exitCode: 0, out: '{\n  "version": "1.2.3"\n}\n' });
  });

  it('stands in the help', async () => {
    expect((await run('--help')).out).toContain('--version');
  });
});
