import { request as forward } from 'node:http';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIns, startStandIns } from '../../infra/local/stand-ins.ts';
import { ORDER_ITEM, type OrderQueue } from '../../lib/queue/order-item.ts';
import { createSqsPolledQueue } from '../../lib/queue/sqs-polled-queue.ts';
import { createSqsQueue } from '../../lib/queue/sqs-queue.ts';
import { type PollerOptions, type QueuePoller, startQueuePoller } from '../../lib/server/queue-poller.ts';
import { startTestServer } from '../infra/local/hostile-server.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { sqsClient } from '../queue/queues.ts';
import { counter, testClock } from '../state/tables.ts';

let standIns: StandIns;
let client: SQSClient;
let queue: OrderQueue;
let poller: QueuePoller | undefined;
const { log, entries } = recordingLog();

beforeEach(async () => {
  entries.length = 0;
  standIns = await startStandIns({ queue: { visibilitySeconds: 1 } });
  client = sqsClient(standIns.addresses.fauxqs);
  queue = createSqsQueue(ORDER_ITEM, {
    url: standIns.addresses.orderQueue.url,
    client,
    makeId: counter('dedup'),
  });
});
afterEach(async () => {
  await poller?.stop();
  poller = undefined;
  client.destroy();
  await standIns.close();
});

function start(handler: PollerOptions['handler'], options: Partial<PollerOptions> = {}): void {
  poller = startQueuePoller({
    queue: createSqsPolledQueue(client, standIns.addresses.orderQueue),
    functionName: 'order-worker',
    handler,
    timeoutMs: 60_000,
    maximumConcurrency: 1,
    waitSeconds: 1,
    log,
    clock: testClock(),
    makeId: counter('call'),
    sleep: async () => undefined,
    random: () => 0,
    ...options,
  });
}

const bodies = (event: SQSEvent): string[] => event.Records.map((record) => record.body);

/** Resolves with the calls so far as soon as `isEnough` holds for them. */
function recordCalls(isEnough: (calls: readonly SQSEvent[]) => boolean) {
  const calls: SQSEvent[] = [];
  const enough = Promise.withResolvers<readonly SQSEvent[]>();
  const record = (event: SQSEvent): void => {
    calls.push(event);
    if (isEnough(calls)) {
      enough.resolve(calls);
    }
  };
  return { record, enough: enough.promise };
}

describe('queue poller', () => {
  it('calls the function with a batch and deletes what it finished', async () => {
    await queue.send({ orderId: 1 });
    await queue.send({ orderId: 2 });
    const { record, enough } = recordCalls((calls) => calls.flatMap(bodies).length === 2);
    start(async (event) => record(event) as undefined);

    const [event] = await enough;
    expect(event?.Records[0]).toMatchObject({
      body: '{"order":1}',
      eventSource: 'aws:sqs',
      eventSourceARN: standIns.addresses.orderQueue.arn,
      attributes: {
        ApproximateReceiveCount: '1',
        MessageGroupId: 'order-1',
        SentTimestamp: expect.any(String),
      },
    });
    await poller?.stop();
    expect(await countMessages()).toBe(0);
  });

  it('leaves what the function names as failed, and delivers it again', async () => {
    await queue.send({ orderId: 1 });
    await queue.send({ orderId: 2 });
    const { record, enough } = recordCalls((calls) => calls.flatMap(bodies).length === 3);
    start(async (event) => {
      record(event);
      return { batchItemFailures: event.Records.filter(isFirstTry).map(toFailure) };
    });

    const seen = (await enough).flatMap(bodies);
    expect(seen).toEqual(['{"order":1}', '{"order":2}', '{"order":1}']);
    await poller?.stop();
    expect(await countMessages()).toBe(0);
  });

  it('leaves the whole batch when the function throws, logs it, and delivers it again', async () => {
    await queue.send({ orderId: 1 });
    const { record, enough } = recordCalls((calls) => calls.length === 2);
    start(async (event) => {
      record(event);
      if (event.Records.some(isFirstTry)) {
        throw new Error('broken');
      }
      return undefined;
    });

    await enough;
    await poller?.stop();
    expect(await countMessages()).toBe(0);
    expect(entries).toMatchObject([
      { level: 'error', fields: { functionName: 'order-worker', reason: 'broken' } },
    ]);
  });

  it('works on several batches at once, up to its limit', async () => {
    const release = Promise.withResolvers<void>();
    const two = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    start(
      async () => {
        running += 1;
        most = Math.max(most, running);
        if (running === 2) {
          two.resolve();
        }
        await release.promise;
        running -= 1;
        return undefined;
      },
      { maximumConcurrency: 2 },
    );
    await queue.send({ orderId: 1 });
    await queue.send({ orderId: 2 });
    await queue.send({ orderId: 3 });
    await two.promise;
    release.resolve();
    await poller?.stop();

    expect(most).toBe(2);
  });

  it('waits for the running batch when it stops, and takes no other', async () => {
    const release = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    const events: string[] = [];
    await queue.send({ orderId: 1 });
    start(async (event) => {
      called.resolve();
      await release.promise;
      events.push(...bodies(event));
      return undefined;
    });
    await called.promise;
    await queue.send({ orderId: 2 });
    const stopped = poller?.stop().then(() => events.push('stopped'));
    release.resolve();
    await stopped;

    expect(events).toEqual(['{"order":1}', 'stopped']);
    expect(await countMessages()).toBe(1);
  });

  it('survives a queue that fails, with growing pauses, and works on when it is back', async () => {
    await queue.send({ orderId: 1 });
    let requests = 0;
    const flaky = await startTestServer((request, response) => {
      requests += 1;
      if (requests <= 3) {
        response.writeHead(503).end('{}');
        return;
      }
      const { method, headers } = request;
      const forwarded = forward(standIns.addresses.fauxqs, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forwarded);
    });
    const flakyClient = sqsClient(flaky.url, 1);
    const pauses: number[] = [];
    const { record, enough } = recordCalls((calls) => calls.length === 1);
    start(async (event) => record(event) as undefined, {
      queue: createSqsPolledQueue(flakyClient, {
        ...standIns.addresses.orderQueue,
        url: `${flaky.url}/000000000000/orders.fifo`,
      }),
      random: () => 0.999,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
      },
    });
    expect((await enough).flatMap(bodies)).toEqual(['{"order":1}']);
    await poller?.stop();
    flakyClient.destroy();
    await flaky.close();

    expect(pauses).toEqual([200, 400, 799]);
    expect(entries.map((entry) => entry.message)).toEqual(Array(3).fill('queue poll failed'));
    expect(await countMessages()).toBe(0);
  });
});

function isFirstTry(record: SQSEvent['Records'][number]): boolean {
  return record.body === '{"order":1}' && record.attributes.ApproximateReceiveCount === '1';
}

function toFailure(record: SQSEvent['Records'][number]) {
  return { itemIdentifier: record.messageId };
}

/** Messages in the queue, hidden ones included. */
async function countMessages(): Promise<number> {
  const { Attributes: attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: standIns.addresses.orderQueue.url, AttributeNames: ['All'] }),
  );
  return (
    Number(attributes.ApproximateNumberOfMessages) + Number(attributes.ApproximateNumberOfMessagesNotVisible)
  );
}
