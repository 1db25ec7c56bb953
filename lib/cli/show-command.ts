import type { Command } from 'commander';
import type { QueueState } from '../usecases/queue-state.ts';
import type { ShowOrder } from '../usecases/show-order.ts';
import { withIsoTimes } from './json-times.ts';
import { orderId } from './order-ids.ts';
import type { Outcome } from './outcome.ts';
import { queueNote } from './queue-note.ts';
import type { Perform } from './settings-commands.ts';
import { showText, unknownText } from './show-text.ts';

export interface ShowCommandParts {
  /** Reads what is known of an order. */
  readonly orderRecords: ShowOrder;
  /** What becomes of queued orders now. */
  readonly queueState: () => Promise<QueueState>;
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

async function show(id: number, { orderRecords, queueState, timeZone }: ShowCommandParts): Promise<Outcome> {
  const { outcome, attempts, unreadable } = await orderRecords(id);
  if (outcome === undefined && attempts.length === 0 && unreadable.length === 0) {
    const text = `${unknownText(id)}${queueNote(await queueState())}`;
    return { exitCode: 1, text, data: { ok: false, orderId: id, attempts } };
  }
  const isQueued = outcome?.kind === 'failed';
  return {
    exitCode: 0,
    text: [
      showText(id, outcome, attempts, await timeZone()),
      isQueued ? queueNote(await queueState()) : '',
      unreadableText(id, unreadable.length),
    ].join(''),
    data: {
      ok: true,
      orderId: id,
      ...(outcome === undefined ? {} : { outcome: withIsoTimes(outcome) }),
      attempts: attempts.map(withIsoTimes),
      ...(unreadable.length === 0 ? {} : { unreadable: unreadable.map(({ pk, sk }) => `${pk}/${sk}`) }),
    },
  };
}

const unreadableText = (orderId: number, count: number): string =>
  count === 0
    ? ''
    : `Не читаются записи об этом заказе: ${count}; они повреждены или созданы другой версией обмена. Загрузить заказ заново и заменить их: failed retry ${orderId}.\n`;
