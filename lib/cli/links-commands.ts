import type { Command } from 'commander';
import type { RebuildLinks } from '../usecases/rebuild-links.ts';
import { rebuildProgressText, rebuildText } from './links-text.ts';
import type { Outcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Perform } from './settings-commands.ts';

export interface LinksCommandParts {
  /** Opened only by the command that needs it. */
  readonly rebuildLinks: () => Promise<RebuildLinks>;
  readonly progress: Progress;
}

/** Adds `links rebuild [--dry-run]` (contract 4). */
export function addLinksCommands(program: Command, parts: LinksCommandParts, perform: Perform): void {
  program
    .command('links')
    .description('связи объектов RetailCRM и 1С')
    .command('rebuild')
    .description('восстановить связи по данным 1С и RetailCRM; прерванный запуск можно повторить')
    .option('--dry-run', 'только показать, что было бы связано')
    .action(({ dryRun = false }: { readonly dryRun?: boolean }) => perform(() => rebuild(dryRun, parts)));
}

async function rebuild(isDryRun: boolean, { rebuildLinks, progress }: LinksCommandParts): Promise<Outcome> {
  const run = await rebuildLinks();
  try {
    const report = await run(isDryRun, (reached) => progress.show(rebuildProgressText(reached)));
    return { exitCode: 0, text: rebuildText(report), data: { ok: true, ...report } };
  } finally {
    progress.clear();
  }
}
