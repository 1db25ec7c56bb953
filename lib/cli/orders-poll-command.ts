import { type Command, InvalidArgumentError } from 'commander';
import type { HistoryPosition } from '../crm/history.ts';
import type { RunOrderPoll } from '../jobs/order-poll.ts';
import type { QueueState } from '../usecases/queue-state.ts';
import { pollToEnd } from '../usecases/run-to-end.ts';
import type { Outcome } from './outcome.ts';
import { pollProgressText, pollText } from './poll-text.ts';
import type { Progress } from './progress.ts';
import { queueFact, queueNote } from './queue-note.ts';
import type { Perform } from './settings-commands.ts';

export interface PollCommandParts {
  /** The job `order-poll`, of which a long back-log takes several runs. */
  readonly open: () => Promise<RunOrderPoll>;
  /** What becomes of queued orders now. */
  readonly queueState: () => Promise<QueueState>;
  readonly progress: Progress;
}

interface PollChoice {
  readonly sinceId?: number;
  readonly since?: string;
}

/** Adds `orders poll [--since-id N|--since DATE]` (contract 4). */
export function addPollCommand(orders: Command, parts: PollCommandParts, perform: Perform): void {
  orders
    .command('poll')
    .description('прочитать историю изменений CRM и поставить изменённые заказы в очередь')
    .option('--since-id <число>', 'читать после этой записи истории; она станет позицией обмена', recordId)
    .option(
      '--since <дата>',
      'читать с этого времени аккаунта, 2026-03-10 или "2026-03-10 08:05:00"',
      dateTime,
    )
    .action((choice: PollChoice, command: Command) => {
      if (choice.sinceId !== undefined && choice.since !== undefined) {
        command.error('Укажите либо --since-id, либо --since.', {
          code: 'commander.conflictingOption',
          exitCode: 2,
        });
      }
      return perform(() => poll(parts, positionOf(choice)));
    });
}

function positionOf({ sinceId, since }: PollChoice): HistoryPosition | undefined {
  if (sinceId !== undefined) {
    return { sinceId };
  }
  return since === undefined ? undefined : { startDate: since };
}

async function poll(
  { open, queueState, progress }: PollCommandParts,
  from: HistoryPosition | undefined,
): Promise<Outcome> {
  const run = await open();
  try {
    const whole = await pollToEnd(run, {
      ...(from === undefined ? {} : { from }),
      onPage: (counts) => progress.show(pollProgressText(counts)),
    });
    const isDone = whole.outcome === 'ok' && whole.skipped.length === 0;
    const state = (whole.counts.queued ?? 0) === 0 ? 'worked' : await queueState();
    return {
      exitCode: isDone ? 0 : 1,
      text: `${pollText(whole)}${queueNote(state)}`,
      data: { ok: isDone, ...whole, ...queueFact(state) },
    };
  } finally {
    progress.clear();
  }
}

function recordId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('нужен номер записи истории: 0, 1, 2…');
  }
  return Number(text);
}

function dateTime(text: string): string {
  const [, day, time = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  const full = `${day} ${time.length === 'HH:MM'.length ? `${time}:00` : time}`;
  if (day === undefined || !isRealTime(full)) {
    throw new InvalidArgumentError('нужна дата ГГГГ-ММ-ДД или дата и время "ГГГГ-ММ-ДД ЧЧ:ММ:СС"');
  }
  return full;
}

/** `2026-02-30` and `25:00` look like a time and are none. */
function isRealTime(text: string): boolean {
  const iso = `${text.replace(' ', 'T')}.000Z`;
  const milliseconds = Date.parse(iso);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === iso;
}
