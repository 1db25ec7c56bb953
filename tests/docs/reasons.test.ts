import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The members of a union of texts, which is gone at run time: read from the source. */
function unionOf(name: string): readonly string[] {
  const source = textOf('lib/orders/problems.ts');
  const [, members = ''] = new RegExp(`export type ${name} =([^;]+);`).exec(source) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, member = '']) => member).toSorted();
}

/** What the first column names of the table that has this heading there. */
function firstColumn(page: string, heading: string): readonly string[] {
  const lines = textOf(page).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows
    .slice(0, end)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)])
    .map(([, name = '']) => name)
    .toSorted();
}

describe.each([
  {
    page: 'README.md',
    ParkReason: 'reason of a parked order',
    SkipReason: 'reason of a skipped order',
    WarningCode: 'warning of an imported order',
  },
  {
    page: 'README.ru.md',
    ParkReason: 'причина отложенного заказа',
    SkipReason: 'причина пропуска',
    WarningCode: 'предупреждение о загруженном заказе',
  },
])('$page', ({ page, ...headings }) => {
  it.each(['ParkReason', 'SkipReason', 'WarningCode'] as const)(
    'explains every %s, and no other',
    (union) => {
      const members = unionOf(union);
      const explained = firstColumn(page, headings[union]);
      expect(members.length).toBeGreaterThan(5);
      expect(members.filter((member) => !explained.includes(member))).toEqual([]);
      expect(explained.filter((name) => !members.includes(name))).toEqual([]);
    },
  );
});
