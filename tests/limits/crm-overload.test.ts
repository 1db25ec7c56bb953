import { afterEach, describe, expect, it } from 'vitest';
import type { Lane } from '../../lib/platform/request-budget.ts';
import { type Exchange, startExchange } from './support/exchange.ts';
import type { Sent } from './support/recorded-fetch.ts';

let exchange: Exchange;

afterEach(async () => {
  await exchange[Symbol.asyncDispose]();
});

const busiest = (sent: readonly Sent[]): number =>
  Math.max(...sent.map(({ at }) => sent.filter((one) => one.at >= at && one.at < at + 1000).length));

const refused = (sent: readonly Sent[]): readonly Sent[] => sent.filter(({ status }) => status === 503);

/** Another function that reads from the CRM as fast as it may. @returns how many of its reads failed. */
async function readMany(reads: number, lane: Lane): Promise<number> {
  const client = exchange.crmClient(lane);
  const results: PromiseSettledResult<unknown>[] = [];
  for (let read = 0; read < reads; read += 1) {
    results.push(...(await Promise.allSettled([client.credentials()])));
  }
  return results.filter(({ status }) => status === 'rejected').length;
}

describe('the CRM answers 503 to every third request', () => {
  it('nothing is lost, the budget is respected, and there is no storm of retries', async () => {
    exchange = await startExchange({ workers: 3 });
    const { crm, sent, outcomes } = exchange;
    const orders = await exchange.queueOrders(100);
    for (let rule = 0; rule < 200; rule += 1) {
      crm.faults.add({ match: {}, skip: 2, action: { kind: 'status', status: 503 } });
    }
    const polling = [readMany(30, 'bulk'), readMany(30, 'orders')];
    await exchange.work();
    const failed = await exchange.time.passUntil(Promise.all(polling));

    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await outcomes.listParked()).records).toEqual([]);
    expect(failed).toEqual([0, 0]);
    expect(busiest(sent.crm)).toBeLessThanOrEqual(9);
    expect(refused(sent.crm).length).toBe(Math.floor(sent.crm.length / 3));
    // What is sent within a second of a refusal had its permit before: at most one of each other process.
    for (const { at } of refused(sent.crm)) {
      expect(sent.crm.filter((one) => one.at > at && one.at < at + 1000).length).toBeLessThanOrEqual(4);
    }
    // 60 reads and at least ten batches, of every three tries one for nothing.
    expect(sent.crm.length).toBeLessThanOrEqual((60 + 10 + 20) * 1.5);
  });
});

describe('the CRM is overloaded by others for a minute', () => {
  it('is asked two times a second, and all orders arrive', async () => {
    exchange = await startExchange({ workers: 3 });
    const { crm, sent, time, outcomes } = exchange;
    const orders = await exchange.queueOrders(60);
    crm.faults.add({ match: {}, times: 100_000, action: { kind: 'status', status: 429 } });
    const polling = readMany(20, 'bulk');
    const startedAt = time.clock.now();
    await exchange.work(startedAt + 60_000);
    expect(sent.crm.length).toBeLessThanOrEqual(2.5 * 60);
    crm.faults.clear();
    await exchange.work();
    await exchange.time.passUntil(polling);
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await outcomes.listParked()).records).toEqual([]);
  });
});

describe('the CRM counts ten requests a second', () => {
  it('five processes at full speed never meet its limit', async () => {
    exchange = await startExchange({ workers: 2 });
    const { sent, time } = exchange;
    const orders = await exchange.queueOrders(40);
    const polling = Promise.all([
      readMany(60, 'bulk'),
      readMany(60, 'bulk'),
      readMany(60, 'orders'),
      readMany(60, 'orders'),
      readMany(60, 'orders'),
    ]);
    await exchange.work();
    expect(await time.passUntil(polling)).toEqual([0, 0, 0, 0, 0]);
    expect(refused(sent.crm)).toEqual([]);
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    const times = sent.crm.map(({ at }) => at);
    const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
    expect(sent.crm.length / seconds).toBeGreaterThanOrEqual(0.95 * 8);
  });
});
