import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeOrderImport } from '../lib/composition/order-import.ts';
import { readConfig } from '../lib/platform/config.ts';
import { randomId } from '../lib/platform/ids.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import { createQueueClient } from '../lib/queue/client.ts';
import { createSqsOrderQueue } from '../lib/queue/sqs-order-queue.ts';
import { type WorkOffDeps, type WorkOnOrders, workOff } from '../lib/queue/work-off.ts';

export interface OrderWorkerDeps extends WorkOffDeps {
  readonly importOrders: WorkOnOrders;
}

type OrderWorker = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * Imports the orders of one batch of messages. A message leaves the queue when its order is done, parked or skipped; one
 * whose work failed for a passing reason stays and comes back later.
 */
export function createOrderWorker({ importOrders, ...deps }: OrderWorkerDeps): OrderWorker {
  return ({ Records }) => workOff(Records, importOrders, deps);
}

/** The cloud's entry. */
export const handler: OrderWorker = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'crm', 'onec', 'queue', 'state', 'files', 'run']);
  const log = createLog('order-worker', config);
  return createOrderWorker({
    importOrders: composeOrderImport(config, log),
    queue: createSqsOrderQueue({
      url: config.ORDER_QUEUE_URL,
      client: createQueueClient(),
      makeId: randomId,
    }),
    log,
    random: Math.random,
  });
});
