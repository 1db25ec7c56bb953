import { afterEach, describe, expect, it } from 'vitest';
import { type Exchange, startExchange } from './support/exchange.ts';

const ANSWER_MS = 20_000;
const ORDERS = 6;
/** `limits.onecParallel` of the sandbox's settings. */
const SLOTS = 3;

let exchange: Exchange;

afterEach(async () => {
  await exchange[Symbol.asyncDispose]();
});

/** Imports so many orders. @returns the requests to 1C that they took, and the time, milliseconds. */
async function importOrders(count: number): Promise<{ requests: number; tookMs: number }> {
  const before = { requests: exchange.sent.onec.length, at: exchange.time.clock.now() };
  const ids = await exchange.queueOrders(count);
  await exchange.work(before.at + 24 * 3_600_000);
  expect(exchange.documentsOf(ids)).toEqual(ids.map(() => 1));
  return {
    requests: exchange.sent.onec.length - before.requests,
    tookMs: exchange.time.clock.now() - before.at,
  };
}

/** Twice the time in which so many requests can be answered: half of the possible throughput. */
const halfThroughputMs = (requests: number): number => (2 * requests * ANSWER_MS) / SLOTS;

describe('B-9: a 1C that takes 20 s for every answer is slow but steady, half of what such answers allow at least', () => {
  it('once the base is known', async () => {
    exchange = await startExchange({ workers: 2 });
    // What is known of the base and of the settings' references is remembered from here on.
    await importOrders(1);
    const quick = await importOrders(ORDERS);
    exchange.delayOnec(ANSWER_MS, Number.POSITIVE_INFINITY);
    const slow = await importOrders(ORDERS);
    expect(slow.tookMs).toBeLessThanOrEqual(halfThroughputMs(quick.requests));
  });

  it('from a cold start, when the base and the references of the settings have to be looked at first', async () => {
    exchange = await startExchange({ workers: 2 });
    const quick = await importOrders(ORDERS);
    await exchange[Symbol.asyncDispose]();

    exchange = await startExchange({ workers: 2 });
    exchange.delayOnec(ANSWER_MS, Number.POSITIVE_INFINITY);
    const slow = await importOrders(ORDERS);
    // It takes three quarters of that; one look after the other took all of it.
    expect(slow.tookMs).toBeLessThanOrEqual(0.85 * halfThroughputMs(quick.requests));
  });
});
