import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureStateTable, startDynamo } from '../../infra/local/state-table.ts';
import { createDynamoTable } from '../../lib/state/dynamo-table.ts';
import type { Table } from '../../lib/state/table.ts';
import { createMemoryTable } from './memory-table.ts';

/** A clock that a test sets. */
export interface TestClock {
  now(): number;
  time: number;
}

export interface TestTable {
  readonly table: Table;
  readonly clock: TestClock;
  close(): Promise<void>;
}

/** The two tables that must behave the same. */
export const TABLES = [
  { name: 'dynalite', open: openDynalite },
  { name: 'memory', open: openMemory },
];

export function testClock(time = Date.UTC(2026, 0, 15, 9)): TestClock {
  const clock: TestClock = { time, now: () => clock.time };
  return clock;
}

/** Ids that are predictable and never repeat. */
export function counter(prefix: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${prefix}-${last}`;
  };
}

export async function openMemory(): Promise<TestTable> {
  const clock = testClock();
  return { table: createMemoryTable(clock), clock, close: async () => undefined };
}

export async function openDynalite(): Promise<TestTable> {
  const server = await startDynamo();
  const client = dynamoClient(server.endpoint);
  await ensureStateTable(client, 'state');
  const clock = testClock();
  return {
    table: dynamoTable(client, clock),
    clock,
    close: async () => {
      client.destroy();
      await server.close();
    },
  };
}

/** A client for stand-ins and for servers that fail. @param timeoutMs short only where nobody answers: a busy machine is slow as well. */
export function dynamoClient(endpoint: string, maxAttempts = 2, timeoutMs = 120_000): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
    requestHandler: { requestTimeout: timeoutMs, socketTimeout: timeoutMs, throwOnRequestTimeout: true },
  });
}

export function dynamoTable(client: DynamoDBClient, clock: TestClock): Table {
  return createDynamoTable({
    client,
    tableName: 'state',
    clock,
    sleep: async () => undefined,
    random: () => 0.5,
  });
}
