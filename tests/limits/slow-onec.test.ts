import { afterEach, expect, it } from 'vitest';
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

it('B-9: a 1C that takes 20 s for every answer is slow but steady: half of what such answers allow at least', async () => {
  exchange = await startExchange({ workers: 2 });
  // What is known of the base and of the settings' references is remembered from here on.
  await importOrders(1);
  const quick = await importOrders(ORDERS);
  exchange.delayOnec(ANSWER_MS, Number.POSITIVE_INFINITY);
  const slow = await importOrders(ORDERS);

  const possibleMs = (quick.requests * ANSWER_MS) / SLOTS;
  expect(slow.tookMs).toBeLessThanOrEqual(2 * possibleMs);
});
