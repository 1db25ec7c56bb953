import { describe, expect, it } from 'vitest';
import { CrmUnavailable } from '../../lib/crm/errors.ts';
import { OnecBusy, OnecUnavailable } from '../../lib/onec/errors.ts';
import type { OrderResult } from '../../lib/orders/import/import-batch.ts';
import { createCircuitBreaker } from '../../lib/worker/circuit-breaker.ts';
import { testClock } from '../state/tables.ts';

const REQUEST = { operation: 'list', set: 'Catalog_Партнеры' } as const;
const DOWN = new OnecUnavailable(REQUEST, 'HTTP 503');
const SECOND = 1000;

const failed = (orderId: number, error: Error = DOWN): OrderResult => ({ orderId, status: 'failed', error });
const processed = (orderId: number): OrderResult => ({ orderId, status: 'alreadyProcessed' });

/** Batches that end as they are told, with what was really worked on. */
function setting() {
  const clock = testClock();
  const breaker = createCircuitBreaker(clock);
  const worked: number[] = [];
  const batch = (...results: readonly OrderResult[]) => {
    const changed = results.map(({ orderId }) => ({ orderId, sentAt: 0 }));
    return breaker.unlessOpen(changed, async () => {
      worked.push(...changed.map(({ orderId }) => orderId));
      return results;
    });
  };
  return { clock, worked, batch };
}

describe('the circuit breaker', () => {
  it('after a batch that found 1C down the next one fails alike, without being worked on', async () => {
    const { worked, batch } = setting();
    expect(await batch(failed(1), processed(2))).toEqual([failed(1), processed(2)]);
    expect(await batch(processed(3), processed(4))).toEqual([failed(3), failed(4)]);
    expect(worked).toEqual([1, 2]);
  });

  it('is looked at again after 15, 30, 60 and then every 120 seconds', async () => {
    const { clock, worked, batch } = setting();
    await batch(failed(1));
    for (const seconds of [15, 30, 60, 120, 120]) {
      clock.time += seconds * SECOND - 1;
      await batch(failed(2));
      expect(worked).toEqual([1]);
      clock.time += 1;
      await batch(failed(1));
      expect(worked.splice(1)).toEqual([1]);
    }
  });

  it('ends with the first order that gets an answer, and begins anew from 15 seconds', async () => {
    const { clock, worked, batch } = setting();
    await batch(failed(1));
    clock.time += 15 * SECOND;
    await batch(failed(2), failed(3, new OnecBusy(REQUEST)));
    await batch(failed(4));
    clock.time += 15 * SECOND;
    await batch(processed(5));
    expect(worked).toEqual([1, 2, 3, 4, 5]);
  });

  it('of the CRM is an outage too', async () => {
    const { worked, batch } = setting();
    const silent = new CrmUnavailable('GET /api/v5/orders', 502);
    await batch(failed(1, silent), failed(2, silent));
    expect(await batch(processed(3))).toEqual([failed(3, silent)]);
    expect(worked).toEqual([1, 2]);
  });

  it.each([
    ['nothing to do', [processed(1)]],
    ['another fault', [failed(1, new OnecBusy(REQUEST))]],
    ['no orders', []],
  ])('is not seen in a batch with %s', async (_, results) => {
    const { worked, batch } = setting();
    await batch(...results);
    await batch(processed(2));
    expect(worked).toContain(2);
  });
});
