import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Endpoints } from '../../../infra/local/endpoints-file.ts';
import {
  type StandInAddresses,
  type StandIns,
  standInEnvironment,
  startStandIns,
} from '../../../infra/local/stand-ins.ts';
import { createPrivateFiles } from '../../../lib/files/s3-private-files.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { randomId } from '../../../lib/platform/ids.ts';
import { ORDER_ITEM } from '../../../lib/queue/order-item.ts';
import { createSqsQueue } from '../../../lib/queue/sqs-queue.ts';
import { orderLease } from '../../../lib/state/leases.ts';
import { createLeases } from '../../../lib/state/table-leases.ts';
import { counter, dynamoTable, testClock } from '../../state/tables.ts';

const ADDRESSES: StandInAddresses = {
  fauxqs: '',
  dynamo: '',
  orderQueue: { url: '', arn: '' },
  deadLetters: { url: '', arn: '' },
  tableName: '',
  privateBucket: '',
  catalogBucket: '',
};

let dataDir: string;
const running: StandIns[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stand-ins-'));
});
afterEach(async () => {
  for (const standIns of running.splice(0)) {
    await standIns.close();
  }
  await rm(dataDir, { recursive: true });
});

async function start(options: Parameters<typeof startStandIns>[0] = { dataDir }): Promise<StandIns> {
  const standIns = await startStandIns(options);
  running.push(standIns);
  return standIns;
}

/** Clients made from nothing but the environment that the functions are given. */
function openAll(addresses: StandInAddresses) {
  const environment = standInEnvironment(addresses);
  const login = {
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  const sqs = new SQSClient({ ...login, endpoint: environment.AWS_ENDPOINT_URL_SQS ?? '' });
  const s3 = new S3Client({
    ...login,
    endpoint: environment.AWS_ENDPOINT_URL_S3 ?? '',
    forcePathStyle: true,
  });
  const dynamo = new DynamoDBClient({ ...login, endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? '' });
  return {
    sqs,
    queue: createSqsQueue(ORDER_ITEM, {
      url: environment.ORDER_QUEUE_URL ?? '',
      client: sqs,
      makeId: counter('dedup'),
    }),
    files: createPrivateFiles({ bucket: environment.PRIVATE_BUCKET ?? '', client: s3 }),
    catalog: createPrivateFiles({ bucket: environment.CATALOG_BUCKET ?? '', client: s3 }),
    table: dynamoTable(dynamo, testClock()),
  };
}

async function receive(
  { sqs }: Pick<ReturnType<typeof openAll>, 'sqs'>,
  { orderQueue }: StandInAddresses,
  WaitTimeSeconds = 0,
) {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: orderQueue.url, MaxNumberOfMessages: 10, WaitTimeSeconds }),
  );
  return messages.map((message) => message.Body);
}

async function fill(addresses: StandInAddresses): Promise<void> {
  const { queue, files, table } = openAll(addresses);
  await queue.send({ orderId: 138 });
  await files.write('settings/1.json', '{}', 'application/json');
  await table.put({ pk: 'order#138', sk: 'link', key: 'key-1' });
}

async function expectFilled(addresses: StandInAddresses): Promise<void> {
  const all = openAll(addresses);
  expect(await receive(all, addresses)).toEqual(['{"order":138}']);
  expect(await all.files.read('settings/1.json')).toBe('{}');
  expect(await all.table.get({ pk: 'order#138', sk: 'link' })).toMatchObject({ key: 'key-1' });
}

describe('stand-ins', () => {
  it('have the order queue, its dead letters, the table and the buckets, as deployed', async () => {
    const { addresses } = await start({});
    const { sqs, catalog } = openAll(addresses);
    await catalog.write('a', 'b', 'text/plain');
    const attributes = async (QueueUrl: string) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;

    expect(await attributes(addresses.orderQueue.url)).toMatchObject({
      FifoQueue: 'true',
      QueueArn: addresses.orderQueue.arn,
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '1209600',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:orders-dead.fifo',
        maxReceiveCount: 1000,
      }),
    });
    expect(await attributes(addresses.orderQueue.url.replace('.fifo', '-dead.fifo'))).toMatchObject({
      MessageRetentionPeriod: '1209600',
    });
  });

  it('keep everything over a restart, also with other figures of the queue', async () => {
    const first = await startStandIns({ dataDir });
    await fill(first.addresses);
    await first.close();

    const { addresses } = await start({ dataDir, queue: { visibilitySeconds: 60 } });
    await expectFilled(addresses);
    const { sqs } = openAll(addresses);
    const changed = new GetQueueAttributesCommand({
      QueueUrl: addresses.orderQueue.url,
      AttributeNames: ['All'],
    });
    expect((await sqs.send(changed)).Attributes?.VisibilityTimeout).toBe('60');
  });

  it('B-12: keep what is in the folder to its owner, also what was left open there', async () => {
    await mkdir(join(dataDir, 'sandbox'), { mode: 0o755 });
    await writeFile(join(dataDir, 'sandbox', 'crm.jsonl'), '', { mode: 0o644 });
    const { addresses } = await start();
    await fill(addresses);
    const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const open: string[] = [];
    for (const entry of [{ parentPath: dataDir, name: '', isDirectory: () => true }, ...entries]) {
      const path = join(entry.parentPath, entry.name);
      const wanted = entry.isDirectory() ? 0o700 : 0o600;
      const { mode } = await stat(path);
      if ((mode & 0o777) !== wanted) {
        open.push(`${path} ${(mode & 0o777).toString(8)}`);
      }
    }
    expect(entries.length).toBeGreaterThan(4);
    expect(open).toEqual([]);
  });

  it('B-8: free the slots and leases of a process that was killed, and its messages are due at once', async () => {
    const child = await startInChild(dataDir);
    try {
      const { queue, sqs, table } = openAll(child.addresses);
      const leases = createLeases({ table, clock: systemClock, makeId: randomId });
      for (const name of ['onec-slot-1', 'job-order-poll', orderLease(138)]) {
        expect(await leases.acquire(name, 3_600_000)).toBeDefined();
      }
      await table.put({ pk: 'order#138', sk: 'link', key: 'key-1' });
      await queue.send({ orderId: 138 });
      expect(await receive({ sqs }, child.addresses)).toEqual(['{"order":138}']);
    } finally {
      await child.kill();
    }

    const { addresses } = await start({ dataDir, queue: { visibilitySeconds: 3600 } });
    const all = openAll(addresses);
    const leases = createLeases({ table: all.table, clock: systemClock, makeId: randomId });
    for (const name of ['onec-slot-1', 'job-order-poll', orderLease(138)]) {
      expect(await leases.acquire(name, 1000), name).toBeDefined();
    }
    expect(await all.table.get({ pk: 'order#138', sk: 'link' })).toMatchObject({ key: 'key-1' });
    expect(await receive(all, addresses, 10)).toEqual(['{"order":138}']);
  });

  it('refuse a folder that another process uses, and keep everything when that one is killed', async () => {
    const child = await startInChild(dataDir);
    try {
      await expect(startStandIns({ dataDir })).rejects.toMatchObject({
        code: 'dataDirInUse',
        advice: expect.stringContaining('DATA_DIR'),
      });
      await fill(child.addresses);
    } finally {
      await child.kill();
    }

    await expectFilled((await start()).addresses);
    await expect(startStandIns({ dataDir })).rejects.toMatchObject({ code: 'dataDirInUse' });
  });

  it('share nothing when they are in memory', async () => {
    const [one, two] = [await start({}), await start({})];
    await openAll(one.addresses).queue.send({ orderId: 1 });

    expect(await receive(openAll(two.addresses), two.addresses)).toEqual([]);
  });

  it('have addresses that fit the endpoints file', () => {
    const noted: Endpoints['standIns'] = ADDRESSES;
    expect(Object.keys(noted)).toHaveLength(7);
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address !== undefined && address.family === 'IPv4' && !address.internal)?.address;

  it.skipIf(outside === undefined)(
    'cannot be reached from another machine (needs a network card)',
    async () => {
      const { addresses } = await start({});
      for (const endpoint of [addresses.fauxqs, addresses.dynamo]) {
        const port = Number(new URL(endpoint).port);
        expect(await getsAnswer('127.0.0.1', port)).toBe(true);
        expect(await getsAnswer(outside ?? '', port)).toBe(false);
      }
    },
  );
});

/** Stand-ins in a process of their own. */
async function startInChild(folder: string): Promise<{ addresses: StandInAddresses; kill(): Promise<void> }> {
  const module = new URL('../../../infra/local/stand-ins.ts', import.meta.url).href;
  const script = `
    import { startStandIns } from ${JSON.stringify(module)};
    const standIns = await startStandIns({ dataDir: ${JSON.stringify(folder)} });
    console.log(JSON.stringify(standIns.addresses));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    addresses: JSON.parse(String(line)) as StandInAddresses,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function getsAnswer(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.once('connect', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
