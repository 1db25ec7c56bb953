import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Comeback, PARK_REASONS, SKIP_REASONS, WARNINGS } from '../../lib/orders/reasons.ts';

const COMEBACKS: Readonly<Record<Comeback, string>> = {
  settings: 'с новыми настройками',
  offer: 'когда товар появится в 1С',
  vatRate: 'когда ставка появится в 1С',
  hour: 'раз в час',
};

/** The guide, made of what the code knows of its reasons. */
function guide(): string {
  const parked = Object.entries(PARK_REASONS).map(([reason, { title, remedy, comesBack }]) => [
    `\`${reason}\``,
    title,
    remedy,
    comesBack.map((comeback) => COMEBACKS[comeback]).join(', ') || 'сама — нет',
  ]);
  const meanings = (entries: object) =>
    Object.entries(entries).map(([name, meaning]) => [`\`${name}\``, String(meaning)]);
  return [
    '# Причины и предупреждения',
    'Страница составлена по коду (`lib/orders/reasons.ts`): `npx vitest run tests/docs/reasons.test.ts -u` записывает её заново.',
    '## Отложенные заказы',
    'Заказ ждёт человека: `failed list` показывает причину и подробности. Заказ, который исправили в RetailCRM, загружается сам; последний столбец говорит, когда обмен сам пробует ещё раз, даже если заказ не меняли. В любой момент можно выполнить `failed retry ID`.',
    table(['причина', 'что не так', 'что значит и что делать', 'вернётся'], parked),
    '## Пропущенные заказы',
    'Обмену такой заказ не нужен; делать ничего не надо, если так и задумано.',
    table(['причина', 'что значит'], meanings(SKIP_REASONS)),
    '## Предупреждения о загруженных заказах',
    table(['предупреждение', 'что значит'], meanings(WARNINGS)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Aligned, as the formatter wants it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

describe('the guide to reasons and warnings', () => {
  it('says what the code knows of each', async () => {
    await expect(guide()).toMatchFileSnapshot('../../docs/guides/reasons.md');
  });

  it.each(['README.md', 'README.ru.md'])('%s leads to it', (page) => {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
    expect(text).toContain('(docs/guides/reasons.md)');
  });

  it('no cell breaks its table', () => {
    const texts = [
      ...Object.values(PARK_REASONS).flatMap(({ title, remedy }) => [title, remedy]),
      ...Object.values(SKIP_REASONS),
      ...Object.values(WARNINGS),
    ];
    expect(texts.filter((text) => /[|\n]/.test(text) || text.trim() === '')).toEqual([]);
  });
});
