import * as z from 'zod/mini';
import type { ItemKind, WorkQueue } from './work-queue.ts';

/** An order of the CRM that is to be looked at: its id and nothing else (design, principle 1). */
export interface OrderItem {
  readonly orderId: number;
}

/** The queue of changed orders. */
export type OrderQueue = WorkQueue<OrderItem>;

/** The largest id of contract 2: fifteen digits. */
const LARGEST_ID = 999_999_999_999_999;

/** Other properties are ignored: a later version may add hints. */
const messageBody = z.object({ order: z.int().check(z.positive(), z.maximum(LARGEST_ID)) });

export const ORDER_ITEM: ItemKind<OrderItem> = {
  queueName: 'order queue',
  unreachableAdvice:
    'Очередь заказов не отвечает, триггер CRM получил отказ. Заказ не потерян: его подберет следующее чтение истории CRM. ' +
    'Если это повторяется, проверьте очередь SQS и права функций на неё.',
  keyOf: ({ orderId }) => `order-${orderId}`,
  encode: ({ orderId }) => ({ order: orderId }),
  decode: (body) => {
    const result = z.safeParse(messageBody, body);
    return result.success ? { orderId: result.data.order } : undefined;
  },
};
