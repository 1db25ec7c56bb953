import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueueClient } from '../../lib/queue/client.ts';
import { ORDER_ITEM } from '../../lib/queue/order-item.ts';
import { createSqsQueue } from '../../lib/queue/sqs-queue.ts';
import {
  FAULTS,
  startHostileServer,
  startTestServer,
  type TestServer,
} from '../infra/local/hostile-server.ts';
import { counter } from '../state/tables.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

function queueAt(server: TestServer) {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', server.url);
  const client = createQueueClient();
  closers.push(
    () => server.close(),
    () => client.destroy(),
  );
  const url = `${server.url}/0/orders.fifo`;
  return { client, queue: createSqsQueue(ORDER_ITEM, { url, client, makeId: counter('dedup') }) };
}

/** The SDK's own handler of requests, which its types do not show. */
interface NodeHandler {
  readonly config: Readonly<Record<'requestTimeout' | 'socketTimeout', number>>;
}

/** Answers every call with one error in SQS's form. */
function startRefusingServer(code: string): Promise<TestServer> {
  return startTestServer((_request, response) => {
    response
      .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: code }));
  });
}

describe('order queue on SQS', () => {
  it.each(FAULTS)(
    'reports a server that fails (%s) within five seconds, to be tried again',
    async (fault) => {
      const { client, queue } = queueAt(await startHostileServer(fault));

      const calls = await Promise.allSettled([queue.send({ orderId: 1 }), queue.postpone('receipt', 30)]);
      for (const call of calls) {
        expect(call).toMatchObject({
          status: 'rejected',
          reason: { code: 'queueUnreachable', retryable: true },
        });
      }
      // What the client was told, since the clock on the wall counts what else a busy machine does.
      const { config } = client.config.requestHandler as unknown as NodeHandler;
      const longest = Math.max(config.requestTimeout, config.socketTimeout);
      expect(longest * (await client.config.maxAttempts())).toBeLessThanOrEqual(5000);
    },
  );

  it('sends the id in the group of its order, with a deduplication id for every call', async () => {
    const bodies: unknown[] = [];
    const server = await startTestServer((request, response) => {
      const answering = text(request).then((sent) => {
        const body = JSON.parse(sent) as { MessageBody: string };
        bodies.push(body);
        const digest = createHash('md5').update(body.MessageBody).digest('hex');
        response
          .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
          .end(JSON.stringify({ MessageId: 'm', MD5OfMessageBody: digest }));
      });
      answering.catch(() => response.destroy());
    });
    const { queue } = queueAt(server);
    await Promise.all([queue.send({ orderId: 138 }), queue.send({ orderId: 138 })]);

    const common = {
      QueueUrl: `${server.url}/0/orders.fifo`,
      MessageBody: '{"order":138}',
      MessageGroupId: 'order-138',
    };
    expect(bodies).toEqual(
      expect.arrayContaining([
        { ...common, MessageDeduplicationId: 'dedup-1' },
        { ...common, MessageDeduplicationId: 'dedup-2' },
      ]),
    );
  });

  it('reports an answer whose checksum is not that of the message', async () => {
    const server = await startTestServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ MessageId: 'm', MD5OfMessageBody: '00000000000000000000000000000000' }));
    });

    await expect(queueAt(server).queue.send({ orderId: 1 })).rejects.toMatchObject({
      code: 'queueUnreachable',
    });
  });

  it.each(['AccessDenied', 'QueueDoesNotExist'])('reports %s as unreachable', async (code) => {
    const { queue } = queueAt(await startRefusingServer(code));

    await expect(queue.send({ orderId: 1 })).rejects.toMatchObject({
      code: 'queueUnreachable',
      retryable: true,
    });
    await expect(queue.postpone('receipt', 30)).rejects.toMatchObject({ code: 'queueUnreachable' });
  });

  it.each(['MessageNotInflight', 'ReceiptHandleIsInvalid', 'InvalidParameterValue'])(
    'has nothing to postpone for a receipt that is over (%s)',
    async (code) => {
      const { queue } = queueAt(await startRefusingServer(code));

      await expect(queue.postpone('receipt', 30)).resolves.toBeUndefined();
    },
  );
});
