import { describe, expect, it } from 'vitest';
import { createCrmClient } from '../../../lib/crm/create-client.ts';
import { createHttp } from '../../../lib/platform/http.ts';
import { BRIDGE_KEY, OTHER_KEY, orderOf, smallOrder, startCrm, type WireOrder } from './harness.ts';

describe('authorisation', () => {
  it('refuses a missing and a wrong key in the CRM’s words', async () => {
    const { url, get } = await startCrm();
    const missing = await fetch(`${url}/api/credentials`);
    expect(missing.status).toBe(400);
    expect(await missing.json()).toEqual({ success: false, errorMsg: '"apiKey" is missing.' });
    expect(await get('/api/credentials', 'wrong')).toEqual({
      status: 403,
      body: { success: false, errorMsg: 'Wrong "apiKey" value.' },
    });
  });

  it('takes the key as a parameter too', async () => {
    const { url, crm } = await startCrm();
    const response = await fetch(`${url}/api/credentials?apiKey=${BRIDGE_KEY}`);
    expect(response.status).toBe(200);
    expect(JSON.stringify(crm.requestLog.list())).not.toContain(BRIDGE_KEY);
  });
});

describe('unknown addresses', () => {
  it('are 404, wrong methods 405', async () => {
    const { get, post } = await startCrm();
    expect(await get('/api/v5/nothing')).toEqual({
      status: 404,
      body: { success: false, errorMsg: 'API method not found' },
    });
    expect(await post('/api/v5/users', {})).toMatchObject({ status: 405 });
  });
});

describe('rate limit', () => {
  it('answers the eleventh request within a second of one key with 503, not those of another key', async () => {
    const { get, clock } = await startCrm({ requestsPerSecond: 10 });
    for (let request = 0; request < 10; request += 1) {
      expect((await get('/api/credentials')).status).toBe(200);
    }
    expect(await get('/api/credentials')).toEqual({
      status: 503,
      body: { success: false, errorMsg: 'Rate limit exceeded' },
    });
    expect((await get('/api/credentials', OTHER_KEY)).status).toBe(200);
    clock.time += 1000;
    expect((await get('/api/credentials')).status).toBe(200);
  });

  it('is on by default and can be set from outside', async () => {
    const { crm, get, admin } = await startCrm({ requestsPerSecond: 1 });
    await get('/api/credentials');
    expect((await get('/api/credentials')).status).toBe(503);
    expect(await admin('POST', '/sandbox/rate-limit', { requestsPerSecond: null })).toMatchObject({
      status: 200,
    });
    expect((await get('/api/credentials')).status).toBe(200);
    expect(await admin('POST', '/sandbox/rate-limit', { requestsPerSecond: 0 })).toMatchObject({
      status: 400,
    });
    crm.setRateLimit(1);
    expect((await get('/api/credentials')).status).toBe(503);
  });
});

describe('GET /orders/{id}', () => {
  it('looks for an externalId unless by=id', async () => {
    const { crm, get } = await startCrm();
    const order = crm.createOrder('shop1', { ...smallOrder(crm), externalId: 'A-1' }) as WireOrder;
    expect(orderOf(await get(`/api/v5/orders/${order.id}?by=id`))).toEqual(order);
    expect(orderOf(await get('/api/v5/orders/A-1?site=shop1'))).toEqual(order);
    expect(await get(`/api/v5/orders/${order.id}?site=shop1`)).toEqual({
      status: 404,
      body: { success: false, errorMsg: 'Not found' },
    });
    expect((await get('/api/v5/orders/A-1?site=shop2')).status).toBe(404);
    expect((await get('/api/v5/orders/A-1')).body.errorMsg).toBe("Parameter 'site' is missing");
    expect((await get(`/api/v5/orders/${order.id}?by=number`)).status).toBe(400);
  });
});

describe('GET /orders', () => {
  it('pages by 20 unless told, refuses other limits, and tells the totals', async () => {
    const { get } = await startCrm({ seed: true });
    const first = await get('/api/v5/orders');
    expect(first.body.orders).toHaveLength(20);
    expect(first.body.pagination).toEqual({ limit: 20, totalCount: 44, currentPage: 1, totalPageCount: 3 });
    expect((await get('/api/v5/orders?page=3')).body.orders).toHaveLength(4);
    expect((await get('/api/v5/orders?limit=25')).status).toBe(400);
    expect((await get('/api/v5/orders?page=0')).status).toBe(400);
  });

  it('50 ids without a limit lose 30 orders silently; ids that are gone are missing', async () => {
    const { crm, get } = await startCrm({ seed: true });
    const query = [...crm.orderIds(), 1, 2].map((id) => `filter[ids][]=${id}`).join('&');
    expect((await get(`/api/v5/orders?${query}`)).body.orders).toHaveLength(20);
    expect((await get(`/api/v5/orders?${query}&limit=100`)).body.orders).toHaveLength(44);
  });

  it('filters by number, site, status and group, and refuses filters that it does not know', async () => {
    const { crm, get } = await startCrm({ seed: true });
    const orders = crm.orderIds().map((id) => crm.order(id) as WireOrder);
    const ids = async (query: string): Promise<number[]> => {
      const { body } = await get(`/api/v5/orders?limit=100&${query}`);
      return (body.orders as WireOrder[]).map(({ id }) => id).sort();
    };
    const expected = (passes: (order: WireOrder) => boolean): number[] =>
      orders.filter(passes).map(({ id }) => id);
    const [sample] = orders;
    expect(await ids(`filter[numbers][]=${sample?.number}`)).toEqual([sample?.id]);
    expect(await ids('filter[sites][]=shop2')).toEqual(expected(({ site }) => site === 'shop2'));
    expect(await ids('filter[extendedStatus][]=new&filter[sites][]=shop1')).toEqual(
      expected(({ status, site }) => status === 'new' && site === 'shop1'),
    );
    expect(await ids('filter[extendedStatus][]=cancel-group')).toEqual(
      expected(({ status }) => ['no-product', 'cancel-other'].includes(status)),
    );
    expect((await get('/api/v5/orders?filter[nubmers][]=1')).status).toBe(400);
    const tooMany = Array.from({ length: 101 }, (_, index) => `filter[numbers][]=${index}`).join('&');
    expect((await get(`/api/v5/orders?${tooMany}`)).status).toBe(400);
  });

  it('is read by the bridge’s client without a malformed order', async () => {
    const { crm, url } = await startCrm({ seed: true });
    const client = createCrmClient({
      url,
      apiKey: BRIDGE_KEY,
      http: createHttp({
        fetch,
        clock: { now: () => 0 },
        sleep: () => Promise.resolve(),
        random: () => 0,
      }),
    });
    const { orders, malformed } = await client.ordersByIds(crm.orderIds());
    expect(malformed).toEqual([]);
    expect(orders).toHaveLength(44);
    expect((await client.credentials()).scopes).toContain('order_read');
  });
});

describe('dictionaries', () => {
  it('come as maps by code or as lists, as the CRM has each', async () => {
    const { get } = await startCrm();
    const statuses = (await get('/api/v5/reference/statuses')).body.statuses;
    expect(statuses).toMatchObject({ new: { code: 'new', group: 'new' }, complete: { group: 'complete' } });
    const stores = (await get('/api/v5/reference/stores')).body.stores;
    expect(stores).toMatchObject([{ code: 'main' }, { code: 'second' }, { code: 'outlet' }]);
    const cancelling = (await get('/api/v5/reference/product-statuses')).body.productStatuses;
    expect(cancelling).toMatchObject({ failure: { cancelStatus: true }, new: { cancelStatus: false } });
    expect((await get('/api/v5/settings')).body.settings).toMatchObject({
      timezone: { value: 'Europe/Moscow' },
    });
    expect((await get('/api/v5/reference/nothing')).status).toBe(404);
  });

  it('users are filtered and paged', async () => {
    const { get } = await startCrm();
    expect((await get('/api/v5/users?filter[isManager]=1&filter[active]=1')).body.users).toHaveLength(5);
    expect((await get('/api/v5/users?filter[isManager]=0')).body.users).toEqual([]);
  });
});
