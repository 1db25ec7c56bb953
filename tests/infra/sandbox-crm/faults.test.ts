import { describe, expect, it } from 'vitest';
import { createFaults } from '../../../infra/sandbox/common/faults.ts';
import { BRIDGE_KEY, smallOrder, startCrm } from './harness.ts';

const target = (method: string, path: string, body = '') => {
  const url = new URL(path, 'http://sandbox');
  return { method, path: decodeURIComponent(url.pathname), query: url.searchParams, body };
};

describe('fault rules', () => {
  it('act after `skip` matches, `times` times, on matching requests only', () => {
    const faults = createFaults();
    faults.add({ match: { method: 'post', path: '/edit$' }, skip: 1, times: 2, action: { kind: 'html' } });
    const kinds = ['/a/edit', '/a/edit', '/b', '/a/edit', '/a/edit'].map(
      (path) => faults.take(target('POST', path))?.kind,
    );
    expect(kinds).toEqual([undefined, 'html', undefined, 'html', undefined]);
    expect(faults.take(target('GET', '/a/edit'))).toBeUndefined();
    expect(faults.list()).toEqual([]);
  });

  it('match decoded Cyrillic addresses, queries and bodies', () => {
    const faults = createFaults();
    faults.add({
      match: { path: 'Документ_Заказ\\?\\$filter=Дата eq 1', body: '"Проведен":true' },
      action: { kind: 'dropBefore' },
    });
    const path = `/odata/${encodeURIComponent('Документ_Заказ')}?%24filter=${encodeURIComponent('Дата eq 1')}`;
    expect(faults.take(target('POST', path, '{}'))).toBeUndefined();
    expect(faults.take(target('POST', path, '{"Проведен":true}'))?.kind).toBe('dropBefore');
  });

  it('are checked when they come over the wire', async () => {
    const { admin } = await startCrm();
    const post = async (rule: unknown) => (await admin('POST', '/sandbox/faults', rule)).status;
    expect(await post({ match: {}, action: { kind: 'explode' } })).toBe(400);
    expect(await post({ match: { path: '(' }, action: { kind: 'html' } })).toBe(400);
    expect(await post({ match: { pth: 'x' }, action: { kind: 'html' } })).toBe(400);
    expect(await post([{ match: {}, action: { kind: 'html' } }])).toBe(200);
    expect((await admin('GET', '/sandbox/faults')).body).toMatchObject([{ skip: 0, times: 1 }]);
    await admin('DELETE', '/sandbox/faults');
    expect((await admin('GET', '/sandbox/faults')).body).toEqual([]);
  });
});

describe('a sandbox under faults', () => {
  it('answers a status or HTML without doing the work', async () => {
    const { crm, get, url } = await startCrm();
    crm.faults.add({
      match: {},
      action: { kind: 'status', status: 502, body: '{"broken', headers: { 'retry-after': '3' } },
    });
    const broken = await fetch(`${url}/api/credentials`, { headers: { 'x-api-key': BRIDGE_KEY } });
    expect([broken.status, broken.headers.get('retry-after'), await broken.text()]).toEqual([
      502,
      '3',
      '{"broken',
    ]);
    crm.faults.add({ match: {}, action: { kind: 'html' } });
    const html = await fetch(`${url}/api/credentials`, { headers: { 'x-api-key': BRIDGE_KEY } });
    expect(await html.text()).toMatch(/^<!DOCTYPE html>/);
    expect((await get('/api/credentials')).status).toBe(200);
  });

  it('drops the connection before or after the order is made', async () => {
    const { crm, post } = await startCrm();
    const create = () => post('/api/v5/orders/create', { site: 'shop1', order: smallOrder(crm) });
    crm.faults.add({ match: { path: '/orders/create' }, action: { kind: 'dropBefore' } });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(crm.orderIds()).toHaveLength(0);
    crm.faults.add({ match: { path: '/orders/create' }, action: { kind: 'dropAfter' } });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(crm.orderIds()).toHaveLength(1);
    expect(crm.requestLog.list().map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it('waits before it does the work', async () => {
    const waits: number[] = [];
    const { crm, get } = await startCrm({
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
    crm.faults.add({ match: { method: 'GET' }, action: { kind: 'delay', milliseconds: 30_000 } });
    expect((await get('/api/credentials')).status).toBe(200);
    expect(waits).toEqual([30_000]);
  });
});

describe('the request log', () => {
  it('counts requests by method and address, without keys and without its own addresses', async () => {
    const { crm, get, post, admin } = await startCrm();
    await get('/api/v5/orders?limit=50');
    await post('/api/v5/orders/create', { site: 'shop1', order: {}, apiKey: 'secret-in-the-body' });
    const { body } = await admin('GET', '/sandbox/requests?method=GET&address=limit%3D50');
    expect(body).toMatchObject({ count: 1, requests: [{ address: '/api/v5/orders?limit=50', status: 200 }] });
    expect(crm.requestLog.count({ method: 'POST', address: /create/ })).toBe(1);
    expect(crm.requestLog.count()).toBe(2);
    expect(JSON.stringify(crm.requestLog.list())).not.toContain('secret-in-the-body');
    await admin('DELETE', '/sandbox/requests');
    expect(crm.requestLog.count()).toBe(0);
    expect((await admin('GET', '/sandbox/requests?address=(')).status).toBe(400);
    expect((await admin('GET', '/sandbox/nothing')).status).toBe(404);
  });
});
