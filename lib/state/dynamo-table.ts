import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Clock, Sleep } from '../platform/clock.ts';
import { createBatchReader } from './batch-reader.ts';
import { StateRefused, StateUnreachable } from './errors.ts';
import { expressionsOf } from './expression.ts';
import { storedCopyOf } from './stored-value.ts';
import { type Changes, type Item, isExpired, type Key, type Table } from './table.ts';

export interface DynamoTableDeps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Decides which items are expired. */
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** A number from 0 (inclusive) to 1 (exclusive), for the jitter between batch reads. */
  readonly random: () => number;
}

/**
 * The state table on DynamoDB.
 *
 * A write whose answer was lost is repeated by the SDK; callers whose condition would then look like a lost race put an
 * owner of their own into the item and allow for it in the condition.
 */
export function createDynamoTable(deps: DynamoTableDeps): Table {
  const client = DynamoDBDocumentClient.from(deps.client);
  const TableName = deps.tableName;
  const isAlive = (item: Item): boolean => !isExpired(item, deps.clock.now());
  const readBatches = createBatchReader({ ...deps, client });

  return {
    get: async (key) => {
      const sent = client.send(new GetCommand({ TableName, Key: keyOf(key), ConsistentRead: true }));
      const item = (await answer('get', sent)).Item as Item | undefined;
      return item !== undefined && isAlive(item) ? item : undefined;
    },
    getMany: async (keys) => (await answer('getMany', readBatches(keys))).filter(isAlive),
    query: (pk) => answer('query', readItems(client, { TableName, ...partition(pk) }, isAlive)),
    queryLast: (pk, most) =>
      answer(
        'queryLast',
        readItems(
          client,
          { TableName, ...partition(pk), ScanIndexForward: false, Limit: most },
          isAlive,
          most,
        ),
      ),
    put: (item, condition) =>
      write('put', item, () =>
        client.send(new PutCommand({ TableName, Item: storedCopyOf(item), ...expressionsOf(condition) })),
      ),
    update: (key, changes, condition) =>
      write('update', key, () =>
        client.send(
          new UpdateCommand({ TableName, Key: keyOf(key), ...expressionsOf(condition, storable(changes)) }),
        ),
      ),
    delete: (key, condition) =>
      write('delete', key, () =>
        client.send(new DeleteCommand({ TableName, Key: keyOf(key), ...expressionsOf(condition) })),
      ),
  };
}

function partition(pk: string): Omit<QueryCommandInput, 'TableName'> {
  return {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
}

/** Reads on page by page until there are `most` items: a page may be short, and hold items that do not count. */
async function readItems(
  client: DynamoDBDocumentClient,
  query: QueryCommandInput,
  counts: (item: Item) => boolean,
  most = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey }));
    items.push(...((page.Items ?? []) as Item[]).filter(counts));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined && items.length < most);
  return items.slice(0, most);
}

/** @returns false when the table says that the condition does not hold. */
async function write(operation: string, key: Key, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    if (error instanceof StateRefused) {
      throw error;
    }
    // Not a class of the SDK: DynamoDB's word for a request that is wrong in itself, such as an item over 400 KB.
    if (error instanceof Error && error.name === 'ValidationException') {
      throw new StateRefused(error.message, { operation, pk: key.pk, sk: key.sk }, error);
    }
    throw new StateUnreachable(operation, error);
  }
}

async function answer<T>(operation: string, sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw new StateUnreachable(operation, error);
  }
}

function storable({ set, setIfAbsent = {} }: Changes): Changes {
  return { set: storedCopyOf(set), setIfAbsent: storedCopyOf(setIfAbsent) };
}

/** The bare key: DynamoDB refuses a key with other attributes. */
function keyOf({ pk, sk }: Key): { pk: string; sk: string } {
  return { pk, sk };
}
