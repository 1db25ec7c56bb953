import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addLinksCommands } from '../../lib/cli/links-commands.ts';
import type { Outcome } from '../../lib/cli/outcome.ts';
import type { RebuildReason } from '../../lib/orders/rebuild/issues.ts';
import type { RebuildReport } from '../../lib/orders/rebuild/report.ts';
import type { RebuildLinks } from '../../lib/usecases/rebuild-links.ts';

const REPORT: RebuildReport = {
  isDryRun: false,
  former: 'none',
  documents: 12,
  links: {
    order: { linked: 9, known: 2 },
    partner: { linked: 5, known: 1 },
    counterparty: { linked: 4, known: 0 },
  },
  issueCounts: {},
  issues: [],
};

const issuesOf = (reason: RebuildReason, count: number) =>
  Array.from({ length: count }, (_, index) => ({ reason, message: `Случай ${index + 1}.` }));

/** `links rebuild` over a rebuilding that ends with the report. */
async function rebuild(report: Partial<RebuildReport>, ...args: readonly string[]) {
  const shown: string[] = [];
  const asked: boolean[] = [];
  const outcomes: Outcome[] = [];
  const run: RebuildLinks = async (isDryRun, onProgress) => {
    asked.push(isDryRun);
    onProgress?.({ phase: 'documents', done: 0 });
    onProgress?.({ phase: 'orders', done: 100, total: 250 });
    return { ...REPORT, ...report };
  };
  const program = new Command('test');
  addLinksCommands(
    program,
    {
      rebuildLinks: async () => run,
      progress: { show: (line) => shown.push(line), clear: () => shown.push('') },
    },
    async (work) => {
      outcomes.push(await work());
    },
  );
  await program.parseAsync(['links', 'rebuild', ...args], { from: 'user' });
  return { asked, shown, outcome: outcomes[0] };
}

describe('links rebuild', () => {
  it('tells what was linked and shows its progress, which it takes away again', async () => {
    const { asked, shown, outcome } = await rebuild({});

    expect(asked).toEqual([false]);
    expect(shown).toEqual(['Чтение заказов клиентов из 1С…', 'Поиск заказов: 100 из 250', '']);
    expect(outcome).toEqual({
      exitCode: 0,
      text:
        'Связи восстановлены.\n' +
        'Документов, которые могут быть заказами RetailCRM: 12\n' +
        'Заказы: связано 9, были связаны раньше 2\n' +
        'Партнеры: связано 5, были связаны раньше 1\n' +
        'Контрагенты: связано 4, были связаны раньше 0\n' +
        'Связей прежнего расширения в 1С нет.\n',
      data: { ok: true, ...REPORT },
    });
  });

  it('--dry-run writes nothing and says so', async () => {
    const { asked, outcome } = await rebuild({ isDryRun: true }, '--dry-run');

    expect(asked).toEqual([true]);
    expect(outcome?.text).toMatch(/^Пробный запуск: ничего не записано\.\n/);
  });

  it('lists what a person has to look at by its reason, the first twenty of each', async () => {
    const { outcome } = await rebuild({
      issues: [...issuesOf('notInCrm', 100), ...issuesOf('severalOrders', 2)],
      issueCounts: { notInCrm: 345, severalOrders: 2 },
    });

    expect(outcome?.text).toContain(
      'Несколько заказов на один документ: 2\n  Случай 1.\n  Случай 2.\nЗаказа нет в RetailCRM: 345\n  Случай 1.\n',
    );
    expect(outcome?.text).toMatch(/ {2}Случай 20\.\n {2}…и ещё 325\n$/);
  });

  it.each([
    ['adopted', 'учтены'],
    ['notPublished', 'Дополнительные сведения'],
    ['otherAccount', 'другого аккаунта'],
  ] as const)('says of the former extension’s links that they are %s', async (former, words) => {
    expect((await rebuild({ former })).outcome?.text).toContain(words);
  });

  it('takes its progress away when it fails', async () => {
    const shown: string[] = [];
    const program = new Command('test');
    const failing: RebuildLinks = async () => Promise.reject(new Error('1C is down'));
    addLinksCommands(
      program,
      {
        rebuildLinks: async () => failing,
        progress: { show: (line) => shown.push(line), clear: () => shown.push('') },
      },
      async (work) => {
        await work();
      },
    );

    await expect(program.parseAsync(['links', 'rebuild'], { from: 'user' })).rejects.toThrow('1C is down');
    expect(shown).toEqual(['']);
  });
});
