import { expect, it } from 'vitest';
import { CrmBudgetExhausted } from '../../lib/crm/errors.ts';
import { OnecUnavailable, UnknownOutcome } from '../../lib/onec/errors.ts';
import type { OrderResult } from '../../lib/orders/import/import-batch.ts';
import { batchResults } from '../../lib/worker/batch-results.ts';
import { recordingLog } from '../infra/local/recording-log.ts';

const failed = (orderId: number, error: Error): OrderResult => ({ orderId, status: 'failed', error });
const create = { operation: 'create', set: 'Catalog_Партнеры' } as const;
const post = { operation: 'post', set: 'Document_ЗаказКлиента' } as const;

it('tells what becomes of the messages of every kind of order', async () => {
  const results: OrderResult[] = [
    { orderId: 1, status: 'alreadyProcessed' },
    failed(2, new CrmBudgetExhausted('GET /api/v5/orders', 1000)),
    failed(3, new UnknownOutcome(create, 'HTTP 504')),
    failed(4, new UnknownOutcome(post, 'HTTP 504')),
    failed(5, new OnecUnavailable(create, 'HTTP 503')),
    failed(6, new Error('parked by the journal')),
  ];
  const counted: number[] = [];
  const journal = {
    finished: async () => undefined,
    failed: async (orderId: number) => {
      counted.push(orderId);
      return orderId === 6;
    },
  };
  const changed = [1, 2, 3, 4, 5, 6, 7].map((orderId) => ({ orderId, sentAt: 0 }));
  const outcome = await batchResults({ results, changed }, journal, recordingLog().log);
  expect(outcome).toEqual(['done', 'throttled', 'outcomeUnknown', 'failed', 'failed', 'done', 'throttled']);
  expect(counted).toEqual([2, 3, 4, 5, 6]);
});
