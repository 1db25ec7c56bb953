import { type Command, InvalidArgumentError } from 'commander';
import { PARK_REASONS } from '../orders/reasons.ts';
import type { FailedWork } from '../usecases/failed-work.ts';
import type { QueueState } from '../usecases/queue-state.ts';
import { failedJson, failedText } from './failed-text.ts';
import { orderIds } from './order-ids.ts';
import type { Outcome } from './outcome.ts';
import { queueFact, queueNote } from './queue-note.ts';
import type { Perform } from './settings-commands.ts';

export interface FailedCommandParts {
  /** Opened only by the commands that need it. */
  readonly failed: () => Promise<FailedWork>;
  /** What becomes of queued orders now. */
  readonly queueState: () => Promise<QueueState>;
  /** IANA name of the zone that people are told times in. */
  readonly timeZone: () => Promise<string>;
}

interface RetryChoice {
  readonly reason?: string;
  readonly all?: boolean;
}

/** Adds `failed list` and `failed retry [ID…|--reason R|--all]` (contract 4). */
export function addFailedCommands(program: Command, parts: FailedCommandParts, perform: Perform): void {
  const failed = program.command('failed').description('отложенные заказы: показать, загрузить снова');

  failed
    .command('list')
    .description('заказы, которые ждут решения администратора')
    .action(() => perform(() => list(parts)));

  failed
    .command('retry')
    .description('снова поставить отложенные заказы в очередь')
    .argument('[id...]', 'id заказов в RetailCRM', orderIds)
    .option('--reason <причина>', 'все отложенные по этой причине', parkReason)
    .option('--all', 'все отложенные')
    .action((ids: readonly number[] = [], choice: RetryChoice, command: Command) => {
      if ([ids.length > 0, choice.reason !== undefined, choice.all === true].filter(Boolean).length !== 1) {
        command.error('Укажите id заказов, или --reason, или --all.', {
          code: 'retailcrm-1c.choice',
          exitCode: 2,
        });
      }
      return perform(() => retry(parts, ids, choice));
    });
}

async function list({ failed, timeZone }: FailedCommandParts): Promise<Outcome> {
  const lists = await (await failed()).list();
  return {
    exitCode: 0,
    text: failedText(lists, await timeZone()),
    data: { ok: true, ...failedJson(lists) },
  };
}

/**
 * An id that is not parked is queued all the same: a message only says "look", so it does no harm, and the order may have been
 * taken from the list a moment ago. But it is said, since the id may be a mistyped one. A record that cannot be read is replaced
 * by the import (D-13), so it is as good as any.
 */
async function retry(
  parts: FailedCommandParts,
  ids: readonly number[],
  choice: RetryChoice,
): Promise<Outcome> {
  const failed = await parts.failed();
  const { orders } = await failed.list();
  const unreadable = orders.unreadable.map(({ sk }) => Number(sk));
  const parked = [...orders.records.map(({ orderId }) => orderId), ...unreadable];
  const ofReason = orders.records.filter(({ reason }) => reason === choice.reason);
  const chosen = ids.length > 0 ? ids : choice.all ? parked : ofReason.map(({ orderId }) => orderId);
  for (const orderId of chosen) {
    await failed.retry(orderId);
  }
  const notParked = chosen.filter((id) => !parked.includes(id));
  const state = chosen.length === 0 ? 'worked' : await parts.queueState();
  return {
    exitCode: 0,
    text: `${queuedText(chosen, notParked)}${queueNote(state)}`,
    data: { ok: true, queued: chosen, notParked, ...queueFact(state) },
  };
}

function queuedText(chosen: readonly number[], notParked: readonly number[]): string {
  if (chosen.length === 0) {
    return 'Таких отложенных заказов нет, в очередь ничего не поставлено.\n';
  }
  const vanish =
    notParked.length < chosen.length ? ' Записи исчезнут из списка, когда заказы загрузятся.' : '';
  const remarks = notParked.map(
    (orderId) =>
      `Заказ ${orderId} не отложен, он поставлен в очередь, как по триггеру. Что с ним стало: orders show ${orderId}.\n`,
  );
  return `Поставлено в очередь заказов: ${chosen.length} (${chosen.join(', ')}).${vanish}\n${remarks.join('')}`;
}

/** A reason that no order is ever parked for is a mistyped one (N-11). */
function parkReason(text: string): string {
  if (!Object.hasOwn(PARK_REASONS, text)) {
    throw new InvalidArgumentError(`такой причины нет, есть: ${Object.keys(PARK_REASONS).join(', ')}`);
  }
  return text;
}
