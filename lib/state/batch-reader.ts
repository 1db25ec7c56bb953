import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Sleep } from '../platform/clock.ts';
import { type RetryTiming, retryDelay } from '../platform/retry-delay.ts';
import type { Item, Key } from './table.ts';

/** DynamoDB's limit for one BatchGetItem. */
const KEYS_A_REQUEST = 100;

/** A full answer (16 MB) or a throttle leaves keys unread; every round must read some of them, or the tries are counted. */
const FRUITLESS_ROUNDS = 5;
const TIMING: RetryTiming = { baseMs: 50, capMs: 1000 };

export interface BatchReaderDeps {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sleep: Sleep;
  readonly random: () => number;
}

/**
 * Reads any number of items by key, in batches of 100, asking again for what DynamoDB left unprocessed.
 *
 * @returns a reader that throws what the SDK throws, or an Error when five rounds in a row read nothing.
 */
export function createBatchReader(deps: BatchReaderDeps): (keys: readonly Key[]) => Promise<Item[]> {
  return async (keys) => {
    let waiting = distinct(keys);
    let fruitless = 0;
    const items: Item[] = [];
    while (waiting.length > 0) {
      const { found, unread } = await readSome(deps, waiting.slice(0, KEYS_A_REQUEST));
      items.push(...found);
      fruitless = unread.length < Math.min(waiting.length, KEYS_A_REQUEST) ? 0 : fruitless + 1;
      if (fruitless === FRUITLESS_ROUNDS) {
        throw new Error(`${unread.length} keys are still unprocessed`);
      }
      if (unread.length > 0) {
        await deps.sleep(retryDelay(TIMING, fruitless + 1, deps.random()));
      }
      waiting = [...unread, ...waiting.slice(KEYS_A_REQUEST)];
    }
    return items;
  };
}

async function readSome(
  { client, tableName }: BatchReaderDeps,
  keys: readonly Key[],
): Promise<{ found: readonly Item[]; unread: readonly Key[] }> {
  const page = await client.send(
    new BatchGetCommand({
      RequestItems: { [tableName]: { Keys: keys.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true } },
    }),
  );
  return {
    found: (page.Responses?.[tableName] ?? []) as Item[],
    unread: (page.UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[],
  };
}

/** DynamoDB refuses a batch that names a key twice. */
function distinct(keys: readonly Key[]): readonly Key[] {
  return [...new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key])).values()];
}
