import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { QueueAddress } from '../../lib/queue/sqs-polled-queue.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { guardPort } from './loopback-guard.ts';
import { ensureFifoQueue, type QueueFigures, type QueuePair, REGION } from './order-queues.ts';
import { releaseLeases, releaseMessages } from './predecessor.ts';
import { standInPackage } from './stand-in-packages.ts';
import { ensureStateTable, startDynamo } from './state-table.ts';

export interface StandInOptions {
  /** Folder that keeps everything, so that it survives a restart and a killed process; without it all is in memory. */
  readonly dataDir?: string;
  /** The caller holds the lock of `dataDir`. */
  readonly isLocked?: boolean;
  /** Figures of the order queue; by default those of the deployed one. */
  readonly queue?: Partial<QueueFigures>;
}

/** What the local stack's processes need to reach the stand-ins: plain data, fit for the endpoints file. */
export interface StandInAddresses {
  /** SQS and S3, `http://127.0.0.1:PORT`. */
  readonly fauxqs: string;
  /** DynamoDB, `http://127.0.0.1:PORT`. */
  readonly dynamo: string;
  readonly orderQueue: QueueAddress;
  readonly deadLetters: QueueAddress;
  readonly tableName: string;
  readonly privateBucket: string;
  readonly catalogBucket: string;
}

export interface StandIns {
  readonly addresses: StandInAddresses;
  /** Stops them; what is in `dataDir` stays. Stop what polls the queue first. */
  close(): Promise<void>;
}

/** The same names on every machine; only the deployed stack puts its stage into them. */
const NAMES = { queue: 'orders', table: 'state', privateBucket: 'private', catalogBucket: 'catalog' };

/** Dead letters as deployed (design, decisions: retry); a message comes back sooner, since a person is watching. */
const FIGURES: QueueFigures = { visibilitySeconds: 30, maxReceiveCount: 1000, retentionDays: 14 };

/** The stand-ins take any login, but the SDK signs with none missing. */
const LOGIN = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * Starts the stand-ins for SQS, S3 and DynamoDB in this process, on free ports that only this machine can reach, and
 * creates the order queue with its dead letters, the state table and both buckets where they are missing.
 *
 * @throws {import('./data-dir-lock.ts').DataDirInUse} when another process has `dataDir`, {StandInsMissing} where they are
 *   not installed. Whatever fails, nothing is left running.
 */
export async function startStandIns(options: StandInOptions = {}): Promise<StandIns> {
  const closers: Closer[] = [];
  const close = (): Promise<void> => closeAll(closers);
  try {
    // Before anything is written: an installed command comes without them, and leaves nothing in the current folder (N-8).
    const { startFauxqs } = await standInPackage(() => import('fauxqs'));
    const { dataDir } = options;
    if (dataDir !== undefined && options.isLocked !== true) {
      const lock = lockDataDir(dataDir);
      closers.push(() => lock.release());
    }
    const server = await openFauxqs(startFauxqs, dataDir, closers);
    const fauxqs = `http://127.0.0.1:${server.port}`;
    const dynamo = await openDynamo(dataDir, closers);
    const [{ queue: orderQueue, deadLetters }] = await Promise.all([
      prepareQueue(server, fauxqs, { ...FIGURES, ...options.queue }),
      prepareTable(dynamo),
    ]);
    const { table: tableName, privateBucket, catalogBucket } = NAMES;
    return {
      addresses: { fauxqs, dynamo, orderQueue, deadLetters, tableName, privateBucket, catalogBucket },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The environment in which the functions and the SDK find the stand-ins. To be set before the first client is made; the
 * empty `AWS_PROFILE` keeps a developer's own account out of it.
 */
export function standInEnvironment(addresses: StandInAddresses): Readonly<Record<string, string>> {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: LOGIN.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOGIN.secretAccessKey,
    AWS_PROFILE: '',
    AWS_ENDPOINT_URL_SQS: addresses.fauxqs,
    AWS_ENDPOINT_URL_S3: addresses.fauxqs,
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamo,
    ORDER_QUEUE_URL: addresses.orderQueue.url,
    TABLE_NAME: addresses.tableName,
    PRIVATE_BUCKET: addresses.privateBucket,
    CATALOG_BUCKET: addresses.catalogBucket,
  };
}

type StartFauxqs = typeof import('fauxqs')['startFauxqs'];
type FauxqsServer = Awaited<ReturnType<StartFauxqs>>;

type Closer = () => Promise<void> | void;

async function openFauxqs(
  startFauxqs: StartFauxqs,
  dataDir: string | undefined,
  closers: Closer[],
): Promise<FauxqsServer> {
  const server = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: REGION,
    ...(dataDir === undefined ? {} : { dataDir: join(dataDir, 'fauxqs') }),
  });
  closers.push(guardPort(server.port), () => server.stop());
  server.createBucket(NAMES.privateBucket);
  server.createBucket(NAMES.catalogBucket);
  return server;
}

async function openDynamo(dataDir: string | undefined, closers: Closer[]): Promise<string> {
  const dynamo = await startDynamo(dataDir === undefined ? undefined : join(dataDir, 'dynamo'));
  closers.push(() => dynamo.close());
  return dynamo.endpoint;
}

async function prepareQueue(
  server: FauxqsServer,
  endpoint: string,
  figures: QueueFigures,
): Promise<QueuePair> {
  const client = new SQSClient({ endpoint, region: REGION, credentials: LOGIN });
  try {
    const pair = await ensureFifoQueue(client, endpoint, NAMES.queue, figures);
    await releaseMessages(client, pair.queue.url, heldIn(server));
    return pair;
  } finally {
    client.destroy();
  }
}

/** Receipts of the messages that were hidden when the stand-in was stopped. */
const heldIn = (server: FauxqsServer): readonly string[] =>
  server.inspectQueue(`${NAMES.queue}.fifo`)?.messages.inflight.map(({ receiptHandle }) => receiptHandle) ??
  [];

async function prepareTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOGIN });
  try {
    await ensureStateTable(client, NAMES.table);
    await releaseLeases(client, NAMES.table);
  } finally {
    client.destroy();
  }
}

async function closeAll(closers: Closer[]): Promise<void> {
  for (const closer of closers.splice(0).reverse()) {
    await closer();
  }
}
