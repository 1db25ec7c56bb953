import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeOrderImport } from '../lib/composition/order-import.ts';
import { composeOrderQueue } from '../lib/composition/order-queue.ts';
import { readConfig } from '../lib/platform/config.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { withDigestKey, withSecrets } from '../lib/platform/secrets.ts';
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
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withDigestKey(await withSecrets(process.env));
  const config = readConfig(environment, stage, [
    'log',
    'crm',
    'onec',
    'queue',
    'state',
    'files',
    'digest',
    'run',
  ]);
  const log = createLog('order-worker', config);
  return createOrderWorker({
    importOrders: composeOrderImport(config, log),
    queue: composeOrderQueue(config),
    log,
    random: Math.random,
  });
});
