import type { Command } from 'commander';
import type { RunRecord } from '../journal/run-record.ts';
import type { Clock } from '../platform/clock.ts';
import type { QueueState } from '../usecases/queue-state.ts';
import { isSwitchedOff, type RunExchange } from '../usecases/run-exchange.ts';
import type { Outcome } from './outcome.ts';
import { pollProgressText, pollText } from './poll-text.ts';
import type { Progress } from './progress.ts';
import { progressText, pushText } from './push-text.ts';
import { queueFact, queueNote } from './queue-note.ts';
import type { Perform } from './settings-commands.ts';

export interface ExchangeCommandParts {
  /** Opened only by the command that needs it. */
  readonly runExchange: () => Promise<RunExchange>;
  /** What becomes of queued orders now. */
  readonly queueState: () => Promise<QueueState>;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** Adds `exchange run` (contract 4). */
export function addExchangeCommand(program: Command, parts: ExchangeCommandParts, perform: Perform): void {
  program
    .command('exchange')
    .description('обмен целиком')
    .command('run')
    .description('выполнить обмен сейчас: изменения заказов, затем остатки, затем цены — то, что включено')
    .action(() => perform(() => runNow(parts)));
}

async function runNow({ runExchange, queueState, progress, clock }: ExchangeCommandParts): Promise<Outcome> {
  const run = await runExchange();
  const startedAt = clock.now();
  try {
    const runs = await run({
      onPage: (counts) => progress.show(pollProgressText(counts)),
      onProgress: (site, reached) => progress.show(progressText(site, reached, clock.now() - startedAt)),
    });
    const isDone = runs.every((record) => isSwitchedOff(record) || isWhole(record)) && runs.some(isWhole);
    const isQueued = runs.some(({ counts: { queued = 0 } }) => queued > 0);
    const state = isQueued ? await queueState() : 'worked';
    return {
      exitCode: isDone ? 0 : 1,
      text: `${runs.map(jobText).join('')}${queueNote(state)}`,
      data: { ok: isDone, runs, ...queueFact(state) },
    };
  } finally {
    progress.clear();
  }
}

/** What is left out of a push is no fault of it; a pass over the history that left something out has stopped there. */
const isWhole = ({ job, outcome, skipped }: RunRecord): boolean =>
  outcome === 'ok' && (job !== 'order-poll' || skipped.length === 0);

const TITLES: Readonly<Record<string, string>> = {
  'order-poll': 'Заказы',
  'stock-push': 'Остатки',
  'price-push': 'Цены',
};

const jobText = (record: RunRecord): string =>
  `${TITLES[record.job] ?? record.job}. ${record.job === 'order-poll' ? pollText(record) : pushText(record)}`;
