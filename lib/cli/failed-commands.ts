import type { Command } from 'commander';
import type { OrderOutcome } from '../journal/order-outcomes.ts';
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
    .action(() => perform(async () => listed(await (await parts.failed()).list())));

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

function listed(orders: readonly OrderOutcome[]): Outcome {
  const lines = orders.map(
    (order) =>
      `${order.orderId}\t${order.number ?? ''}\t${order.reason ?? ''}\n  ${order.message.replaceAll('\n', '\n  ')}\n`,
  );
  const text =
    orders.length === 0
      ? 'Отложенных заказов нет.\n'
      : `Отложено заказов: ${orders.length}\n${lines.join('')}`;
  return { exitCode: 0, text, data: { ok: true, orders } };
}

async function retry(failed: FailedOrders, ids: readonly number[], choice: RetryChoice): Promise<Outcome> {
  const parked = await failed.list();
  const chosen =
    ids.length > 0
      ? ids
      : parked.filter(({ reason }) => choice.all || reason === choice.reason).map(({ orderId }) => orderId);
  for (const orderId of chosen) {
    await failed.retry(orderId);
  }
  const text =
    chosen.length === 0
      ? 'Таких отложенных заказов нет, в очередь ничего не поставлено.\n'
      : `Поставлено в очередь заказов: ${chosen.length} (${chosen.join(', ')}). Записи исчезнут из списка, когда заказы загрузятся.\n`;
  return { exitCode: 0, text, data: { ok: true, queued: chosen } };
}
