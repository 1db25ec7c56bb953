import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import { createQueueClient } from '../queue/client.ts';
import { ORDER_ITEM, type OrderQueue } from '../queue/order-item.ts';
import { createSqsQueue } from '../queue/sqs-queue.ts';

/**
 * The order queue of a stage, with a client of its own that is worth keeping: it holds the connection. It stands apart from the
 * stage for the trigger, whose bundle is small and starts fast because it knows neither 1C nor the table.
 */
export const composeOrderQueue = ({ ORDER_QUEUE_URL: url }: Config<'queue'>): OrderQueue =>
  createSqsQueue(ORDER_ITEM, { url, client: createQueueClient(), makeId: randomId });
