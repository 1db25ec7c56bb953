import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Exchange, startExchange } from './support/exchange.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let exchange: Exchange;

beforeEach(async () => {
  exchange = await startExchange();
});

afterEach(async () => {
  await exchange[Symbol.asyncDispose]();
});

describe('1C is down for six hours and 200 orders are queued', () => {
  it('none is lost or parked; all are imported after the recovery without help', async () => {
    const { time, onec, queue, outcomes, sent } = exchange;
    const orders = await exchange.queueOrders(200);
    const startedAt = time.clock.now();
    onec.control.faults.add({ action: { kind: 'status', status: 503 } });
    await exchange.work(startedAt + 6 * HOUR);
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 0));
    expect((await outcomes.listParked()).records).toEqual([]);
    // Two workers, each of which asks for one batch in two minutes once the outage lasts.
    expect(sent.crm.length).toBeLessThan(2 * 6 * 30 + 30);

    onec.control.faults.clear();
    const recoveredAt = time.clock.now();
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await outcomes.listParked()).records).toEqual([]);
    expect(queue.deadLetters()).toEqual([]);
    expect(time.clock.now() - recoveredAt).toBeLessThan(20 * MINUTE);
  });
});

describe('1C is restarted', () => {
  it.each([
    ['a web server without 1C behind it', { kind: 'status', status: 502 }],
    ['connections that break', { kind: 'drop' }],
    ['a page in place of answers', { kind: 'html' }],
  ] as const)('%s for two minutes: all orders are imported once', async (_, action) => {
    const { time, onec, outcomes } = exchange;
    const orders = await exchange.queueOrders(20);
    onec.control.faults.add({ action });
    await exchange.work(time.clock.now() + 2 * MINUTE);
    onec.control.faults.clear();
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await outcomes.listParked()).records).toEqual([]);
  });
});
