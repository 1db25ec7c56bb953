import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../lib/state/keys.ts';
import { type Exchange, startExchange } from './support/exchange.ts';

const MINUTE = 60_000;
const ONCE = 1;

let exchange: Exchange;

beforeEach(async () => {
  exchange = await startExchange();
});

afterEach(async () => {
  await exchange[Symbol.asyncDispose]();
});

async function slotsTaken(): Promise<number> {
  const slots = [1, 2, 3].map((slot) => keys.lease(`onec-slot-${slot}`));
  return (await exchange.table.getMany(slots)).length;
}

describe('1C refuses the login (401)', () => {
  it('nobody calls it for sixteen minutes at a time, orders wait unparked with the advice', async () => {
    const { time, onec, outcomes, sent } = exchange;
    const orders = await exchange.queueOrders(30);
    onec.control.faults.add({ action: { kind: 'unauthorized' } });
    await exchange.work(time.clock.now() + 60 * MINUTE);
    // Each worker once, then a probe in each quarter of an hour.
    expect(sent.onec.length).toBeGreaterThanOrEqual(4);
    expect(sent.onec.length).toBeLessThanOrEqual(2 + 4);
    expect((await outcomes.listParked()).records).toEqual([]);
    for (const id of orders) {
      expect(await outcomes.read(id)).toMatchObject({
        kind: 'failed',
        reason: 'onecLoginOnHold',
        message: expect.stringContaining('ONEC_PASSWORD'),
      });
    }

    onec.control.faults.clear();
    const breaker = await exchange.table.get(keys.loginBreaker('onec'));
    const tries = sent.onec.length;
    await exchange.work();
    // N-4: after the cure in 1C the next try is made within a minute of the end of the pause.
    const next = sent.onec[tries];
    expect(next?.at).toBeLessThanOrEqual(Number(breaker?.until) + MINUTE);
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => ONCE));
    expect(await exchange.table.get(keys.loginBreaker('onec'))).toBeUndefined();
  });

  it('a changed login is used without waiting for the pause to end', async () => {
    const { time, onec, sent } = exchange;
    exchange.restart({ user: onec.login.user, password: 'forgotten' });
    const orders = await exchange.queueOrders(10);
    const startedAt = time.clock.now();
    await exchange.work(startedAt + 20_000);
    expect(sent.onec.map(({ status }) => status)).toEqual(sent.onec.map(() => 401));
    exchange.restart(onec.login);
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => ONCE));
    expect(time.clock.now() - startedAt).toBeLessThan(5 * MINUTE);
  });
});

describe('1C opens no session', () => {
  it.each([402, 406])('%d: backs off, parks nothing, and gives the slots back', async (status) => {
    const { time, onec, outcomes, sent } = exchange;
    const orders = await exchange.queueOrders(10);
    onec.control.faults.add({ action: { kind: 'status', status } });
    await exchange.work(time.clock.now() + 10 * MINUTE);
    expect(await slotsTaken()).toBe(0);
    expect((await outcomes.listParked()).records).toEqual([]);
    expect(await outcomes.read(orders[0] ?? 0)).toMatchObject({
      kind: 'failed',
      reason: 'onecLicenceMissing',
    });
    // An order reads two lists at once; nothing is retried on the spot.
    const outcomesOfOrders = await Promise.all(orders.map((id) => outcomes.read(id)));
    const attempts = outcomesOfOrders.reduce(
      (sum, outcome) => sum + (outcome?.tries?.onecLicenceMissing ?? 0),
      0,
    );
    expect(attempts).toBeGreaterThan(2 * orders.length);
    expect(sent.onec.length).toBeLessThanOrEqual(2 * attempts);

    onec.control.faults.clear();
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => ONCE));
    expect(await slotsTaken()).toBe(0);
  });
});

describe('the CRM refuses the key (403)', () => {
  it('nobody calls it for sixteen minutes at a time, and all is imported afterwards', async () => {
    const { time, crm, outcomes, sent } = exchange;
    const orders = await exchange.queueOrders(30);
    crm.faults.add({
      match: {},
      times: 1000,
      action: {
        kind: 'status',
        status: 403,
        body: '{"success":false,"errorMsg":"Wrong \\"apiKey\\" value."}',
      },
    });
    await exchange.work(time.clock.now() + 60 * MINUTE);
    expect(sent.crm.length).toBeGreaterThanOrEqual(4);
    expect(sent.crm.length).toBeLessThanOrEqual(2 + 4);
    expect(sent.onec).toEqual([]);
    expect((await outcomes.listParked()).records).toEqual([]);

    crm.faults.clear();
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => ONCE));
  });
});
