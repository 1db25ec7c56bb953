import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchInProcess } from '../../infra/sandbox/common/exchange.ts';
import type { FaultAction as CrmFault } from '../../infra/sandbox/common/faults.ts';
import { createSandboxCrm, type SandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import type { FaultAction as OnecFault } from '../../infra/sandbox/onec/faults/rules.ts';
import { type RunningSandboxOnec, startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { createHttp, type HttpRequest, NoAnswer } from '../../lib/platform/http.ts';
import { shop } from '../orders/support/bridge.ts';

const clock = { now: () => Date.parse('2026-03-10T09:00:00Z') };

let crm: SandboxCrm;
let onec: RunningSandboxOnec;
let crmUrl: string;

beforeAll(async () => {
  crm = createSandboxCrm({ shop, clock, apiKey: 'key', requestsPerSecond: null, seed: false });
  crmUrl = await crm.listen(0);
  onec = await startSandboxOnec({ shop, release: release11520, clock });
});

afterAll(async () => {
  await Promise.all([crm.close(), onec.close()]);
});

/** What the bridge sees of a request, over one `fetch` or another. */
async function seen(fetch: typeof globalThis.fetch, request: HttpRequest): Promise<unknown> {
  const send = createHttp({ fetch, clock, sleep: async () => undefined, random: () => 0.5 });
  const policy = {
    tries: 1,
    timing: { baseMs: 1, capMs: 1 },
    onStatus: () => false,
    onNoAnswer: () => false,
  };
  try {
    const { status, headers, text } = await send(request, policy);
    return { status, contentType: headers.get('content-type'), text };
  } catch (error) {
    return error instanceof NoAnswer ? { code: error.code, sent: error.sent } : error;
  }
}

const overHttp: typeof fetch = (input, init) => fetch(input, init);

const onecRequest = (method: 'GET' | 'POST', path: string, body?: object): HttpRequest => ({
  method,
  url: `${onec.url}/odata/standard.odata/${encodeURIComponent(path)}`,
  headers: {
    Authorization: basicAuthorization(onec.login),
    Accept: 'application/json',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  timeoutMs: 5000,
});

describe('requests to the sandbox 1C without a socket between', () => {
  const faults: readonly (OnecFault | undefined)[] = [
    undefined,
    { kind: 'status', status: 503 },
    { kind: 'html' },
    { kind: 'unauthorized' },
    { kind: 'drop' },
    { kind: 'dropAfter' },
    { kind: 'truncate' },
  ];

  it.each(faults)('end as over HTTP: %o', async (action) => {
    const answers: unknown[] = [];
    for (const fetch of [overHttp, fetchInProcess(onec.exchange)]) {
      for (const path of ['Catalog_Валюты', 'Catalog_НетТакого']) {
        onec.control.faults.add(...(action === undefined ? [] : [{ times: 1, action }]));
        answers.push(await seen(fetch, onecRequest('GET', path)));
      }
    }
    const [list, unknown, ...inProcess] = answers;
    expect(inProcess).toEqual([list, unknown]);
  });

  it('write as over HTTP, also without a body', async () => {
    const partner = onecRequest('POST', 'Catalog_Партнеры', { Description: 'Примеров «Пример»' });
    const empty = onecRequest('POST', 'Catalog_Партнеры');
    for (const fetch of [overHttp, fetchInProcess(onec.exchange)]) {
      expect(await seen(fetch, partner)).toMatchObject({ status: 201 });
      expect(await seen(fetch, empty)).toMatchObject({ status: 400 });
    }
    const made = onec.control.entities('Catalog_Партнеры').slice(-2);
    expect(made.map(({ Description }) => Description)).toEqual(['Примеров «Пример»', 'Примеров «Пример»']);
  });
});

describe('requests to the sandbox CRM without a socket between', () => {
  const faults: readonly (CrmFault | undefined)[] = [
    undefined,
    { kind: 'status', status: 503 },
    { kind: 'html' },
    { kind: 'dropBefore' },
    { kind: 'dropAfter' },
  ];

  it.each(faults)('end as over HTTP: %o', async (action) => {
    const answers: unknown[] = [];
    for (const fetch of [overHttp, fetchInProcess(crm.exchange)]) {
      for (const key of ['key', 'another']) {
        if (action !== undefined) {
          crm.faults.add({ match: {}, action });
        }
        const url = `${crmUrl}/api/v5/orders?filter[ids][]=1&limit=20`;
        answers.push(
          await seen(fetch, { method: 'GET', url, headers: { 'x-api-key': key }, timeoutMs: 5000 }),
        );
      }
    }
    const [allowed, refused, ...inProcess] = answers;
    expect(inProcess).toEqual([allowed, refused]);
  });
});
