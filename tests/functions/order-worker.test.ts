import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOrderWorker, handler } from '../../functions/order-worker.ts';
import type { OrderItem } from '../../lib/queue/order-item.ts';
import type { QueuedItem } from '../../lib/queue/process-batch.ts';
import { sqsRecord } from '../queue/sqs-record.ts';

type NamedOrder = QueuedItem<OrderItem>;

function setUp(importOrders: (orders: readonly NamedOrder[]) => Promise<ReadonlySet<number>>) {
  const imported: (readonly NamedOrder[])[] = [];
  const postponed: [string, number][] = [];
  const lines: unknown[][] = [];
  const write = (level: string) => (message: string, fields: unknown) => lines.push([level, message, fields]);
  const worker = createOrderWorker({
    importOrders: async (orders) => {
      imported.push(orders);
      const finished = await importOrders(orders);
      return orders.map(({ orderId }) => (finished.has(orderId) ? 'done' : 'failed'));
    },
    queue: { postpone: async (receiptHandle, seconds) => void postponed.push([receiptHandle, seconds]) },
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    clock: { now: () => 0 },
    random: () => 0,
  });
  return { worker, imported, postponed, lines };
}

describe('the order worker', () => {
  it('imports the orders of a batch together and lets the messages of the finished ones go', async () => {
    const { worker, imported, postponed, lines } = setUp(async () => new Set([138, 139]));
    const answer = await worker({
      Records: [
        sqsRecord('a', { order: 138, sentAt: 1 }),
        sqsRecord('b', { order: 139, sentAt: 2 }),
        sqsRecord('c', { order: 138, sentAt: 3 }),
      ],
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(imported).toEqual([
      [
        { orderId: 138, sentAt: 3, deliveries: 1 },
        { orderId: 139, sentAt: 2, deliveries: 1 },
      ],
    ]);
    expect([postponed, lines]).toEqual([[], []]);
  });

  it('keeps the messages of an order that failed for a passing reason, for later', async () => {
    const { worker, postponed } = setUp(async () => new Set([139]));
    const answer = await worker({
      Records: [sqsRecord('a', { order: 138, receiveCount: 2 }), sqsRecord('b', { order: 139 })],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
    expect(postponed).toEqual([['receipt-a', 30]]);
  });

  it('keeps everything when the import breaks, and says so', async () => {
    const { worker, lines } = setUp(() => Promise.reject(new TypeError('bug')));
    const answer = await worker({
      Records: [sqsRecord('a', { order: 138 }), sqsRecord('b', { order: 'foreign' })],
    });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual([
      'a',
      'b',
    ]);
    expect(lines.map(([level, message]) => [level, message])).toEqual([
      ['error', 'message not understood'],
      ['error', 'batch failed'],
    ]);
  });
});

describe("the cloud's entry of the order worker", () => {
  const VARIABLES = {
    CRM_URL: 'http://127.0.0.1:1',
    CRM_API_KEY: 'key',
    ONEC_URL: 'http://127.0.0.1:1/ut',
    ONEC_USER: 'odata',
    ONEC_PASSWORD: 'hidden-secret\n',
    ORDER_QUEUE_URL: '',
    TABLE_NAME: 'state',
    PRIVATE_BUCKET: '',
    DIGEST_KEY: undefined,
  };

  beforeEach(() => {
    vi.stubEnv('SECRETS_PATH', undefined);
    vi.stubEnv('FUNCTION_TIMEOUT_SECONDS', '0');
    for (const [name, value] of Object.entries(VARIABLES)) {
      vi.stubEnv(name, value);
    }
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('does not touch a message before its configuration is right, and names all that is wrong at once', async () => {
    const failure = await handler({ Records: [sqsRecord('a', { order: 138 })] }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      code: 'configurationFault',
      faults: [
        expect.stringMatching(/^ONEC_PASSWORD /),
        'ORDER_QUEUE_URL is not set',
        'PRIVATE_BUCKET is not set',
        'DIGEST_KEY is not set',
        expect.stringMatching(/^FUNCTION_TIMEOUT_SECONDS /),
      ],
    });
    expect(String(failure)).not.toContain('hidden-secret');
  });
});
