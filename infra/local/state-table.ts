import { once } from 'node:events';
import type { Server } from 'node:http';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { standInPackage } from './stand-in-packages.ts';

/** The longest wait for a new table, seconds; the stand-in needs some milliseconds. */
const LONGEST_WAIT_SECONDS = 10;

export interface DynamoStandIn {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Starts the stand-in for DynamoDB on a free port of the loopback.
 *
 * @param path folder of its store; without it the data is in memory.
 * @throws {StandInsMissing} if it is not installed.
 */
export async function startDynamo(path?: string): Promise<DynamoStandIn> {
  const { default: dynalite } = await standInPackage(() => import('dynalite'));
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { endpoint: `http://127.0.0.1:${portOf(server)}`, close: () => closed(server) };
}

/**
 * Creates the state table (`pk`, `sk`, both text) unless it exists. The stand-in refuses `UpdateTimeToLive`; expired items
 * stay there and the table's code hides them.
 */
export async function ensureStateTable(client: DynamoDBClient, TableName: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw error;
    }
  }
  await waitUntilTableExists(
    { client, maxWaitTime: LONGEST_WAIT_SECONDS, minDelay: 1, maxDelay: 1 },
    { TableName },
  );
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the stand-in for DynamoDB listens on no port');
  }
  return address.port;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
