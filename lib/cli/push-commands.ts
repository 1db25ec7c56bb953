import type { Command } from 'commander';
import type { PushKind } from '../jobs/push-job.ts';
import type { Clock } from '../platform/clock.ts';
import type { PushCommand } from '../usecases/pushes.ts';
import { pushToEnd } from '../usecases/run-to-end.ts';
import type { Outcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import { previewText, progressText, pushText } from './push-text.ts';
import type { Perform } from './settings-commands.ts';

export interface PushCommandParts {
  /** Opened only by the command that needs it. */
  readonly pushes: () => Promise<Readonly<Record<PushKind, PushCommand>>>;
  readonly progress: Progress;
  readonly clock: Clock;
}

interface PushChoice {
  readonly full?: boolean;
  readonly dryRun?: boolean;
}

const COMMANDS = {
  stock: ['stock', 'остатки: 1С → RetailCRM', 'передать в RetailCRM изменившиеся остатки и закупочные цены'],
  prices: ['prices', 'типы цен: 1С → RetailCRM', 'передать в RetailCRM изменившиеся цены'],
} as const satisfies Record<PushKind, readonly [string, string, string]>;

/** Adds `stock push` and `prices push`, each with `[--full] [--dry-run]` (contract 4). */
export function addPushCommands(program: Command, parts: PushCommandParts, perform: Perform): void {
  for (const kind of ['stock', 'prices'] as const) {
    const [name, title, description] = COMMANDS[kind];
    program
      .command(name)
      .description(title)
      .command('push')
      .description(description)
      .option('--full', 'передать всё, а не только изменения')
      .option('--dry-run', 'только показать, что было бы передано')
      .action((choice: PushChoice) =>
        perform(async () => {
          const { [kind]: push } = await parts.pushes();
          try {
            return choice.dryRun === true
              ? await preview(push, choice, parts.progress)
              : await pushAll(push, choice, parts);
          } finally {
            parts.progress.clear();
          }
        }),
      );
  }
}

async function pushAll(
  push: PushCommand,
  { full = false }: PushChoice,
  { progress, clock }: Pick<PushCommandParts, 'progress' | 'clock'>,
): Promise<Outcome> {
  const startedAt = clock.now();
  const whole = await pushToEnd(push.run, {
    isFull: full,
    onProgress: (site, reached) => progress.show(progressText(site, reached, clock.now() - startedAt)),
  });
  const isDone = whole.outcome === 'ok';
  return { exitCode: isDone ? 0 : 1, text: pushText(whole), data: { ok: isDone, ...whole } };
}

async function preview(
  push: PushCommand,
  { full = false }: PushChoice,
  progress: Progress,
): Promise<Outcome> {
  const found = await push.preview({
    isFull: full,
    onProgress: (site, reached) => progress.show(progressText(site, reached)),
  });
  return { exitCode: 0, text: previewText(found), data: { ok: true, ...found } };
}
