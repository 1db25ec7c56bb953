import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeOrderImport, IMPORT_SECTIONS } from '../lib/composition/order-import.ts';
import { processStage } from '../lib/composition/process-stage.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { ORDER_ITEM, type OrderItem } from '../lib/queue/order-item.ts';
import { type BatchDeps, processBatch, type WorkOnItems } from '../lib/queue/process-batch.ts';

export interface OrderWorkerDeps extends Omit<BatchDeps<OrderItem>, 'kind'> {
  readonly importOrders: WorkOnItems<OrderItem>;
}

type OrderWorker = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * Imports the orders of one batch of messages. A message leaves the queue when its order is done, parked or skipped; one
 * whose work failed for a passing reason stays and comes back later.
 */
export function createOrderWorker({ importOrders, ...deps }: OrderWorkerDeps): OrderWorker {
  return ({ Records }) => processBatch(Records, importOrders, { ...deps, kind: ORDER_ITEM });
}

/** The cloud's entry. */
export const handler: OrderWorker = lazily(async () => {
  const stage = await processStage(process.env, 'order-worker', IMPORT_SECTIONS);
  const log = createLog('order-worker', stage.config(['log']));
  return createOrderWorker({
    importOrders: composeOrderImport(stage, log),
    queue: stage.orderQueue,
    log,
    clock: stage.runtime.clock,
    random: Math.random,
  });
});
