import { describe, expect, it } from 'vitest';
import { createOnecClient } from '../../lib/onec/create-client.ts';
import { валюты } from '../../lib/onec/ut/objects/company.ts';
import { партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import type { SendHttp } from '../../lib/platform/http.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { startExchange } from './support/exchange.ts';

/** A first call after idle takes as long (onec-odata A10). */
const COLD_MS = 30_000;
const KEY = '11111111-1111-4111-8111-111111111111';

describe('1C wakes up for half a minute', () => {
  it('no order is lost, doubled or even tried again', async () => {
    await using exchange = await startExchange();
    const { time, outcomes, log, sent } = exchange;
    const orders = await exchange.queueOrders(20);
    exchange.sleepOnec(COLD_MS);
    const startedAt = time.clock.now();
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await outcomes.listParked()).records).toEqual([]);
    expect(log.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
    expect(sent.crm).toHaveLength(2);
    expect(time.clock.now() - startedAt).toBeLessThanOrEqual(COLD_MS + 5000);
  });

  it('every call of the first orders is as slow: what does not fit into the time of the function comes again', async () => {
    await using exchange = await startExchange();
    const orders = await exchange.queueOrders(20);
    exchange.delayOnec(COLD_MS, 60);
    await exchange.work();
    expect(exchange.documentsOf(orders)).toEqual(orders.map(() => 1));
    expect((await exchange.outcomes.listParked()).records).toEqual([]);
    const reasons = exchange.log
      .filter(({ message }) => message === 'order failed')
      .map(({ fields }) => fields.code);
    expect(reasons.length).toBeGreaterThan(0);
    // The platform would have ended a function by the time its leases are over.
    expect(new Set(reasons)).toEqual(new Set(['onecBusySlots', 'leaseOver', 'noTimeLeft']));
  });

  it('is waited for by the client, whatever it asks', async () => {
    const patience: number[] = [];
    const http: SendHttp = async ({ timeoutMs }) => {
      patience.push(timeoutMs);
      return {
        status: 200,
        headers: new Headers({ 'content-type': 'application/json' }),
        text: `{"value":[],"Ref_Key":"${KEY}"}`,
      };
    };
    const login = { user: 'odata', password: 'песочница' };
    const client = createOnecClient({
      root: 'http://1c.example.ru/ut',
      login,
      http,
      log: recordingLog().log,
    });
    await client.list(валюты);
    await client.create(партнеры, { Description: 'Примеров Пример' });
    await client.post(заказКлиента, KEY);
    expect(patience).toHaveLength(3);
    expect(Math.min(...patience)).toBeGreaterThan(COLD_MS);
  });
});
