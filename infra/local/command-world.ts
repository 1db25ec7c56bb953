import type { FailedOrders } from '../../lib/cli/failed-commands.ts';
import { composeStores, type Stores } from '../../lib/composition/stores.ts';
import { readConfig } from '../../lib/platform/config.ts';
import { randomId } from '../../lib/platform/ids.ts';
import { createQueueClient } from '../../lib/queue/client.ts';
import { createSqsOrderQueue } from '../../lib/queue/sqs-order-queue.ts';
import { openStage } from './open-stage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that commands work on, of the stage that the environment means. */
export interface CommandWorld {
  readonly stores: Stores;
  readonly failed: FailedOrders;
  close(): Promise<void>;
}

/** @throws as `openStage`. */
export async function openWorld(environment: Environment): Promise<CommandWorld> {
  const opened = await openStage(environment);
  const stores = composeStores(readConfig(opened.environment, opened.stage, ['state', 'files']));
  return {
    stores,
    failed: {
      list: () => stores.outcomes.listParked(),
      retry: (orderId) => orderQueue(opened.environment).send(orderId),
    },
    close: opened.close,
  };
}

function orderQueue(environment: Environment) {
  const { ORDER_QUEUE_URL: url } = readConfig(environment, 'local', ['queue']);
  return createSqsOrderQueue({ url, client: createQueueClient(), makeId: randomId });
}
