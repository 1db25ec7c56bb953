import type { Command } from 'commander';
import type { OrderOutcome } from '../journal/order-outcomes.ts';
import { localTime } from './local-time.ts';
import { orderIds } from './order-ids.ts';
import type { Outcome } from './outcome.ts';
import type { Perform } from './settings-commands.ts';

/** The list of orders that wait for a person, and the way back into the queue. */
export interface FailedOrders {
  list(): Promise<readonly OrderOutcome[]>;
  /** Puts an order into the queue. */
  retry(orderId: number): Promise<void>;
}

export interface FailedCommandParts {
  /** Opened only by the commands that need it. */
  readonly failed: () => Promise<FailedOrders>;
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
    .option('--reason <причина>', 'все отложенные по этой причине')
    .option('--all', 'все отложенные')
    .action((ids: readonly number[] = [], choice: RetryChoice, command: Command) => {
      if ([ids.length > 0, choice.reason !== undefined, choice.all === true].filter(Boolean).length !== 1) {
        command.error('Укажите id заказов, или --reason, или --all.', {
          code: 'retailcrm-1c.choice',
          exitCode: 2,
        });
      }
      return perform(async () => retry(await parts.failed(), ids, choice));
    });
}

async function list({ failed, timeZone }: FailedCommandParts): Promise<Outcome> {
  const orders = await (await failed()).list();
  const text = orders.length === 0 ? NOTHING_PARKED : parkedText(orders, await timeZone());
  return { exitCode: 0, text, data: { ok: true, orders } };
}

const NOTHING_PARKED =
  'Отложенных заказов нет. Заказы, загрузка которых ещё повторяется сама, здесь не показаны: что стало с любым заказом — orders show ID.\n';

/** The time is that of the last attempt, which parked the order (again). */
function parkedText(orders: readonly OrderOutcome[], timeZone: string): string {
  const lines = orders.map(({ orderId, number, reason, at, message }) => {
    const cells = [orderId, number ?? '', reason ?? '', `с ${localTime(at, timeZone)}`];
    return `${cells.join('\t')}\n  ${message.replaceAll('\n', '\n  ')}\n`;
  });
  return `Отложено заказов: ${orders.length} (время: ${timeZone})\n${lines.join('')}`;
}

/**
 * An id that is not parked is queued all the same: a message only says "look", so it does no harm, and the order may have been
 * taken from the list a moment ago. But it is said, since the id may be a mistyped one.
 */
async function retry(failed: FailedOrders, ids: readonly number[], choice: RetryChoice): Promise<Outcome> {
  const parked = await failed.list();
  const chosen =
    ids.length > 0
      ? ids
      : parked.filter(({ reason }) => choice.all || reason === choice.reason).map(({ orderId }) => orderId);
  for (const orderId of chosen) {
    await failed.retry(orderId);
  }
  const notParked = chosen.filter((id) => !parked.some(({ orderId }) => orderId === id));
  return {
    exitCode: 0,
    text: queuedText(chosen, notParked),
    data: { ok: true, queued: chosen, notParked },
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
