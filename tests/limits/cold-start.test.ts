import { describe, expect, it } from 'vitest';
import { startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { createOnecClient } from '../../lib/onec/create-client.ts';
import { PATIENT } from '../../lib/onec/transport.ts';
import { валюты } from '../../lib/onec/ut/objects/company.ts';
import { партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { shop } from '../orders/support/bridge.ts';
import { startExchange } from './support/exchange.ts';

/** A first call after idle takes as long (onec-odata A10). */
const COLD_MS = 30_000;

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

  it('is waited for by the client, with all times 200 times shorter', async () => {
    const faster = 200;
    await using onec = await startSandboxOnec({ shop, release: release11520 });
    const client = createOnecClient({
      root: onec.url,
      login: onec.login,
      http: createHttp({ fetch, clock: systemClock, sleep: systemSleep, random: () => 0.5 }),
      log: recordingLog().log,
      timeouts: { readMs: PATIENT.readMs / faster, writeMs: PATIENT.writeMs / faster },
    });
    onec.control.faults.add({ times: 1, action: { kind: 'delay', milliseconds: COLD_MS / faster } });
    expect(await client.list(валюты)).not.toEqual([]);
    const { Ref_Key: key } = await client.create(партнеры, {
      Description: 'Примеров Пример',
    });
    onec.control.faults.add({ times: 1, action: { kind: 'delay', milliseconds: COLD_MS / faster } });
    expect(await client.read(партнеры, key)).toMatchObject({ Description: 'Примеров Пример' });
    expect(onec.control.requests.list()).toHaveLength(3);
  });
});
