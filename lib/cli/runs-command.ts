import { type Command, InvalidArgumentError } from 'commander';
import { isJobName, JOB_NAMES } from '../jobs/registry.ts';
import type { RunJournal } from '../journal/runs.ts';
import type { Outcome } from './outcome.ts';
import { runTable } from './run-table.ts';
import type { Perform } from './settings-commands.ts';

export interface RunsCommandParts {
  /** Opened only by the command that needs it. */
  readonly runs: () => Promise<Pick<RunJournal, 'list'>>;
  /** IANA name of the zone that people are told times in. */
  readonly timeZone: () => Promise<string>;
}

interface RunsChoice {
  readonly job?: string;
  readonly last?: number;
}

const DEFAULT_LAST = 30;

/** Adds `runs [--job J] [--last N]` (contract 4). */
export function addRunsCommand(program: Command, parts: RunsCommandParts, perform: Perform): void {
  program
    .command('runs')
    .description('журнал запусков заданий за 30 дней, новые сверху')
    .option('--job <задание>', `запуски одного задания: ${JOB_NAMES.join(', ')}`, jobName)
    .option('--last <число>', `сколько последних запусков показать, обычно ${DEFAULT_LAST}`, runCount)
    .action((choice: RunsChoice) => perform(async () => listed(await parts.runs(), choice, parts)));
}

async function listed(
  journal: Pick<RunJournal, 'list'>,
  { job, last = DEFAULT_LAST }: RunsChoice,
  { timeZone }: RunsCommandParts,
): Promise<Outcome> {
  const { records: runs, unreadable } = await journal.list({
    most: last,
    ...(job === undefined ? {} : { job }),
  });
  const none = job === undefined ? 'Запусков ещё не было.\n' : `Запусков задания «${job}» в журнале нет.\n`;
  return {
    exitCode: 0,
    text: `${runs.length === 0 ? none : runTable(runs, await timeZone())}${unreadableText(unreadable.length)}`,
    data: {
      ok: true,
      runs,
      ...(unreadable.length === 0 ? {} : { unreadable: unreadable.map(({ pk, sk }) => `${pk}/${sk}`) }),
    },
  };
}

const unreadableText = (count: number): string =>
  count === 0
    ? ''
    : `Не читаются записи журнала: ${count}; они повреждены или созданы другой версией обмена.\n`;

function jobName(text: string): string {
  if (!isJobName(text)) {
    throw new InvalidArgumentError(`такого задания нет, есть: ${JOB_NAMES.join(', ')}`);
  }
  return text;
}

function runCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError('нужно число от 1 до 9999');
  }
  return Number(text);
}
