import type { Command } from 'commander';
import type { Clock } from '../platform/clock.ts';
import { BridgeError } from '../platform/errors.ts';
import type { PublishCatalog } from '../usecases/publish-catalog.ts';
import { catalogProgressText, catalogText } from './catalog-text.ts';
import type { Outcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Perform } from './settings-commands.ts';

export interface CatalogCommandParts {
  /** Opened only by the command that needs it. */
  readonly publishCatalog: () => Promise<PublishCatalog>;
  /** Makes a folder if there is none. @throws the system's error if files cannot be written there. */
  readonly prepareFolder: (folder: string) => Promise<void>;
  /** Writes a file as it comes, in the place of one of its name when it is complete. */
  readonly writeFile: (folder: string, name: string, body: AsyncIterable<Uint8Array>) => Promise<void>;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** The folder of `--to` takes no files. */
class FolderUnwritable extends BridgeError {
  constructor(folder: string, cause: Error) {
    super(`cannot write into ${folder}`, {
      code: 'folderUnwritable',
      retryable: false,
      scope: 'exchange',
      advice: `В папку «${folder}» записать нельзя: ${cause.message}. Проверьте имя папки, права и свободное место.`,
      cause,
    });
  }
}

/** Whatever kept a file from being written; what kept it from being read says so itself. */
const unwritable =
  (folder: string) =>
  (error: unknown): never => {
    throw error instanceof Error && !(error instanceof BridgeError)
      ? new FolderUnwritable(folder, error)
      : error;
  };

interface PublishChoice {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly to?: string;
}

/** Adds `catalog publish [--dry-run] [--force] [--to FOLDER]` (contract 4). */
export function addCatalogCommand(program: Command, parts: CatalogCommandParts, perform: Perform): void {
  program
    .command('catalog')
    .description('каталог товаров: файл ICML, который читает RetailCRM')
    .command('publish')
    .description('собрать и опубликовать файлы каталога всех магазинов')
    .option('--dry-run', 'только прочитать товары и показать, что вошло бы в файл')
    .option('--force', 'опубликовать, даже если файл стал намного короче')
    .option('--to <папка>', 'записать файлы ещё и в эту папку')
    .action((choice: PublishChoice) => perform(() => publish(choice, parts)));
}

async function publish(
  { dryRun = false, force = false, to }: PublishChoice,
  { publishCatalog, prepareFolder, writeFile, progress, clock }: CatalogCommandParts,
): Promise<Outcome> {
  if (to !== undefined) {
    // Before 1C is read for minutes.
    await prepareFolder(to).catch(unwritable(to));
  }
  const run = await publishCatalog();
  try {
    const publication = await run({
      isDryRun: dryRun,
      isForced: force,
      onProgress: catalogProgressText(clock, progress.show),
      copyTo: to === undefined ? undefined : (name, body) => writeFile(to, name, body).catch(unwritable(to)),
    });
    progress.clear();
    const { record } = publication;
    const isDone = record.outcome === 'ok';
    return {
      exitCode: isDone ? 0 : 1,
      text: catalogText(publication, dryRun),
      data: { ok: isDone, ...record },
    };
  } finally {
    progress.clear();
  }
}
