import type { Command } from 'commander';
import type { OrderOutcome } from '../journal/outcomes.ts';
import type { OrderAttempt } from '../journal/timeline.ts';
import { orderId } from './order-ids.ts';
import type { Outcome } from './outcome.ts';
import type { Perform } from './settings-commands.ts';
import { showText, unknownText } from './show-text.ts';

/** All that the exchange has written down about an order. */
export interface OrderRecords {
  /** The last outcome; undefined if there was none in 30 days and the order is not parked. */
  readonly outcome: OrderOutcome | undefined;
  /** Attempts of the last 30 days, oldest first. */
  readonly attempts: readonly OrderAttempt[];
}

export interface ShowCommandParts {
  /** Reads what is known of an order. */
  readonly orderRecords: (orderId: number) => Promise<OrderRecords>;
  /** IANA name of the zone that people are told times in. */
  readonly timeZone: () => Promise<string>;
}

/** Adds `orders show ID`: why an order is, or is not, in 1C. */
export function addShowCommand(orders: Command, parts: ShowCommandParts, perform: Perform): void {
  orders
    .command('show')
    .description('показать, что стало с заказом: последний итог и попытки загрузки за 30 дней')
    .argument('<id>', 'id заказа в RetailCRM', orderId)
    .action((id: number) => perform(() => show(id, parts)));
}

async function show(id: number, { orderRecords, timeZone }: ShowCommandParts): Promise<Outcome> {
  const { outcome, attempts } = await orderRecords(id);
  if (outcome === undefined && attempts.length === 0) {
    return { exitCode: 1, text: unknownText(id), data: { ok: false, orderId: id, attempts } };
  }
  return {
    exitCode: 0,
    text: showText(id, outcome, attempts, await timeZone()),
    data: { ok: true, orderId: id, ...(outcome === undefined ? {} : { outcome }), attempts },
  };
}
