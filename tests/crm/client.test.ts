import { describe, expect, it, vi } from 'vitest';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import { CrmAnswerMalformed, CrmKeyRefused, CrmRequestRefused } from '../../lib/crm/errors.ts';
import type { Log } from '../../lib/platform/log.ts';
import { API_KEY, clientOf, failureOf, reply, startCrm } from './support/crm-server.ts';
import { rawOrder } from './support/raw-order.ts';

const orders = (ids: readonly number[], totalPageCount = 1) =>
  reply(200, {
    success: true,
    pagination: { limit: 100, totalCount: ids.length, currentPage: 1, totalPageCount },
    orders: ids.map((id) => rawOrder({ id })),
  });

describe('order()', () => {
  it('reads by the internal id, the key in a header and never in the address', async () => {
    await using server = await startCrm(reply(200, { success: true, order: rawOrder() }));
    expect(await clientOf(`${server.url}/`).crm.order(42)).toMatchObject({ id: 42, totalSumm: '480.5' });
    const [seen] = server.seen;
    expect(seen?.path).toBe('/api/v5/orders/42');
    expect(seen?.query.toString()).toBe('by=id');
    expect(seen?.headers['x-api-key']).toBe(API_KEY);
  });

  it('is undefined for an id that the CRM does not know', async () => {
    await using server = await startCrm(reply(404, { success: false, errorMsg: 'Not found' }));
    expect(await clientOf(server.url).crm.order(42)).toBeUndefined();
    expect(server.seen).toHaveLength(1);
  });

  it('is an error for every other 404', async () => {
    await using server = await startCrm(reply(404, { success: false, errorMsg: 'API method not found' }));
    expect(await failureOf(clientOf(server.url).crm.order(42))).toBeInstanceOf(CrmRequestRefused);
  });

  it.each([
    ['a malformed order', rawOrder({ totalSumm: 'x' }), 'totalSumm: not a decimal figure'],
    ['another order', rawOrder({ id: 43 }), 'order.id: not the id that was asked for'],
    ['no order', undefined, 'the answer: not a map'],
  ])('refuses %s', async (_, order, problem) => {
    await using server = await startCrm(reply(200, { success: true, order }));
    const error = await failureOf(clientOf(server.url).crm.order(42));
    expect(error).toBeInstanceOf(CrmAnswerMalformed);
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining(problem) });
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('does not ask for %d', async (id) => {
    await using server = await startCrm(reply(200, { success: true, order: rawOrder() }));
    const { crm } = clientOf(server.url);
    expect(await failureOf(crm.order(id))).toBeInstanceOf(TypeError);
    expect(await failureOf(crm.ordersByIds([1, id]))).toBeInstanceOf(TypeError);
    expect(server.seen).toHaveLength(0);
  });
});

describe('ordersByIds()', () => {
  it('asks for each id once and for a page that holds them all; unknown ids are missing', async () => {
    await using server = await startCrm(orders([7]));
    const answer = await clientOf(server.url).crm.ordersByIds([7, 8, 7]);
    expect(answer.orders.map((order) => order.id)).toEqual([7]);
    expect(answer.malformed).toEqual([]);
    expect(server.seen[0]?.query.getAll('filter[ids][]')).toEqual(['7', '8']);
    expect(server.seen[0]?.query.get('limit')).toBe('100');
  });

  it('asks nothing for no ids: an empty filter would mean every order', async () => {
    await using server = await startCrm(orders([7]));
    expect(await clientOf(server.url).crm.ordersByIds([])).toEqual({ orders: [], malformed: [] });
    expect(server.seen).toHaveLength(0);
  });

  it('splits more than a hundred ids and loses none', async () => {
    const ids = Array.from({ length: 201 }, (_, index) => index + 1);
    const chunks = [ids.slice(0, 100), ids.slice(100, 200), ids.slice(200)];
    await using server = await startCrm(...chunks.map((chunk) => orders(chunk)));
    const answer = await clientOf(server.url).crm.ordersByIds(ids);
    expect(answer.orders.map((order) => order.id)).toEqual(ids);
    expect(server.seen.map((seen) => seen.query.getAll('filter[ids][]').map(Number))).toEqual(chunks);
  });

  it('a malformed order does not sink the others', async () => {
    await using server = await startCrm(
      reply(200, { success: true, orders: [rawOrder({ id: 1 }), rawOrder({ id: 2, items: [{}] })] }),
    );
    const answer = await clientOf(server.url).crm.ordersByIds([1, 2]);
    expect(answer.orders.map((order) => order.id)).toEqual([1]);
    expect(answer.malformed).toEqual([
      { id: 2, problem: expect.stringContaining('items[0].quantity: missing') },
    ]);
  });

  it.each([
    ['a second page', orders([1], 2), 'pagination.totalPageCount'],
    ['orders nobody asked for', orders([1, 5]), 'not asked for'],
    ['no list at all', reply(200, { success: true }), 'orders: not a list'],
  ])('refuses %s instead of losing orders silently', async (_, answer, problem) => {
    await using server = await startCrm(answer);
    const error = await failureOf(clientOf(server.url).crm.ordersByIds([1]));
    expect(error).toBeInstanceOf(CrmAnswerMalformed);
    expect(error).toMatchObject({ message: expect.stringContaining(problem) });
  });
});

describe('ordersByNumbers()', () => {
  const numbered = (...entries: readonly (readonly [id: number, number: string])[]) =>
    entries.map(([id, number]) => rawOrder({ id, number }));
  const page = (entries: readonly object[], currentPage = 1, totalPageCount = 1) =>
    reply(200, {
      success: true,
      pagination: { limit: 100, totalCount: entries.length, currentPage, totalPageCount },
      orders: entries,
    });

  it('asks for each number once; a number may have several orders, or none', async () => {
    await using server = await startCrm(page(numbered([7, '7A'], [8, '7A'])));
    const answer = await clientOf(server.url).crm.ordersByNumbers(['7A', '9C', '7A']);
    expect(answer.orders.map(({ id, number }) => [id, number])).toEqual([
      [7, '7A'],
      [8, '7A'],
    ]);
    expect(server.seen[0]?.query.getAll('filter[numbers][]')).toEqual(['7A', '9C']);
    expect(server.seen[0]?.query.get('limit')).toBe('100');
  });

  it('reads every page, since one number may have many orders, and gives an order once', async () => {
    await using server = await startCrm(
      page(numbered([2, 'A'], [1, 'A']), 1, 2),
      page(numbered([1, 'A'], [7, 'A']), 2, 2),
    );
    const answer = await clientOf(server.url).crm.ordersByNumbers(['A']);
    expect(answer.orders.map(({ id }) => id)).toEqual([2, 1, 7]);
    expect(server.seen.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
  });

  it('does not ask for ever when pages that were announced are empty', async () => {
    await using server = await startCrm(page(numbered([1, 'A']), 1, 9), page([], 2, 9));
    expect((await clientOf(server.url).crm.ordersByNumbers(['A'])).orders).toHaveLength(1);
    expect(server.seen).toHaveLength(2);
  });

  it('names a hundred numbers a request, the most that the CRM takes', async () => {
    const numbers = Array.from({ length: 101 }, (_, index) => `${index}A`);
    await using server = await startCrm(page([]), page([]));
    await clientOf(server.url).crm.ordersByNumbers(numbers);
    expect(server.seen.map(({ query }) => query.getAll('filter[numbers][]').length)).toEqual([100, 1]);
  });

  it('asks nothing for no numbers, and refuses a blank one: both would mean every order', async () => {
    await using server = await startCrm(page(numbered([1, 'A'])));
    const { crm } = clientOf(server.url);
    expect(await crm.ordersByNumbers([])).toEqual({ orders: [], malformed: [] });
    expect(await failureOf(crm.ordersByNumbers(['1A', ' ']))).toBeInstanceOf(TypeError);
    expect(server.seen).toHaveLength(0);
  });

  it('a malformed order does not sink the others', async () => {
    await using server = await startCrm(
      page([rawOrder({ id: 1, number: 'A' }), rawOrder({ id: 2, items: [{}] })]),
    );
    const answer = await clientOf(server.url).crm.ordersByNumbers(['A']);
    expect(answer.orders.map(({ id }) => id)).toEqual([1]);
    expect(answer.malformed.map(({ id }) => id)).toEqual([2]);
  });

  it.each([
    ['a number nobody asked for', page(numbered([1, 'A'], [2, 'B'])), 'not asked for'],
    ['an order without an id', page([rawOrder({ id: 'x', number: 'A' })]), 'has no id'],
    ['no list at all', reply(200, { success: true }), 'orders: not a list'],
  ])('refuses %s', async (_, answer, problem) => {
    await using server = await startCrm(answer);
    const error = await failureOf(clientOf(server.url).crm.ordersByNumbers(['A']));
    expect(error).toBeInstanceOf(CrmAnswerMalformed);
    expect(error).toMatchObject({ message: expect.stringContaining(problem) });
  });
});

describe('credentials()', () => {
  it('has no version in its path and lists the shops of a selective key', async () => {
    await using server = await startCrm(
      reply(200, {
        success: true,
        scopes: ['order_read'],
        siteAccess: 'access_selective',
        sitesAvailable: ['shop1'],
      }),
    );
    expect(await clientOf(server.url).crm.credentials()).toEqual({
      scopes: ['order_read'],
      siteAccess: 'access_selective',
      sitesAvailable: ['shop1'],
    });
    expect(server.seen[0]?.path).toBe('/api/credentials');
  });

  it('refuses scopes that are not texts', async () => {
    await using server = await startCrm(reply(200, { success: true, scopes: [{}] }));
    expect(await failureOf(clientOf(server.url).crm.credentials())).toMatchObject({
      message: expect.stringContaining('scopes[0]: not a text'),
    });
  });
});

describe('the key', () => {
  it.each(['', 'with blank', 'ключ', 'line\nbreak'])('%j is refused at once and not quoted', (apiKey) => {
    const create = () => createCrmClient({ url: 'https://demo.retailcrm.ru', apiKey, http: vi.fn() });
    expect(create).toThrow(CrmKeyRefused);
    expect(create).toThrow(/^API key: empty, or with blanks or characters outside ASCII$/);
  });

  it('is in no log record', async () => {
    await using server = await startCrm(reply(200, { success: true, order: rawOrder() }));
    const debug = vi.fn();
    const log: Log = { debug, info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    await clientOf(server.url, { log }).crm.order(42);
    expect(debug).toHaveBeenCalledExactlyOnceWith('CRM answered', {
      request: 'GET /api/v5/orders/42',
      status: 200,
      milliseconds: 0,
    });
  });
});
