import * as z from 'zod/mini';
import type { Credentials, CrmClient, OrdersAnswer } from './client.ts';
import { decodeHistory } from './decode-history.ts';
import { decodeOrder, decodeOrders } from './decode-order.ts';
import { CrmAnswerMalformed, CrmRequestRefused } from './errors.ts';
import type { HistoryPage, HistoryPosition } from './history.ts';
import type { CrmOrder } from './order.ts';
import { type CrmGet, type CrmTransportDeps, createCrmGet } from './transport.ts';
import { dateTime, id, list, problemText, text, withoutEmpty } from './wire-values.ts';

/** Largest page of the CRM; without it a page has 20 entries and the rest is lost silently (retailcrm-api 2.1). */
const PAGE_LIMIT = 100;

/**
 * RetailCRM's API v5 over HTTP. Reads are repeated on passing faults; the budget of requests per second is kept by
 * the given `http`, which is shared by everything that uses the key.
 *
 * @throws {CrmKeyRefused} if the key has characters that no header can carry.
 */
export function createCrmClient(deps: CrmTransportDeps): CrmClient {
  const get = createCrmGet(deps);
  return {
    order: (orderId) => readOrder(get, orderId),
    ordersByIds: (ids) => readOrders(get, ids),
    history: (from) => readHistory(get, from),
    credentials: () => readCredentials(get),
  };
}

async function readOrder(get: CrmGet, orderId: number): Promise<CrmOrder | undefined> {
  assertId(orderId);
  const path = `/api/v5/orders/${orderId}`;
  try {
    const decoded = decodeOrder((await get(path, { by: 'id' })).order);
    if ('problem' in decoded) {
      throw new CrmAnswerMalformed(`GET ${path}`, decoded.problem);
    }
    if (decoded.order.id !== orderId) {
      throw new CrmAnswerMalformed(`GET ${path}`, 'order.id: not the id that was asked for');
    }
    return decoded.order;
  } catch (error) {
    if (error instanceof CrmRequestRefused && error.isNotFound) {
      return undefined;
    }
    throw error;
  }
}

async function readOrders(get: CrmGet, ids: readonly number[]): Promise<OrdersAnswer> {
  ids.forEach(assertId);
  const distinct = [...new Set(ids)];
  const orders: CrmOrder[] = [];
  const malformed: OrdersAnswer['malformed'][number][] = [];
  for (let start = 0; start < distinct.length; start += PAGE_LIMIT) {
    const answer = await readOrdersPage(get, distinct.slice(start, start + PAGE_LIMIT));
    orders.push(...answer.orders);
    malformed.push(...answer.malformed);
  }
  return { orders, malformed };
}

const ordersPage = z.object({
  orders: z.array(z.unknown(), 'not a list'),
  pagination: z._default(z.object({ totalPageCount: z._default(z.number('not a number'), 1) }, 'not a map'), {
    totalPageCount: 1,
  }),
});

async function readOrdersPage(get: CrmGet, ids: readonly number[]): Promise<OrdersAnswer> {
  const path = '/api/v5/orders';
  const body = await get(path, { filter: { ids }, limit: PAGE_LIMIT });
  const page = z.safeParse(ordersPage, body);
  if (!page.success) {
    throw new CrmAnswerMalformed(`GET ${path}`, problemText(page.error));
  }
  if (page.data.pagination.totalPageCount > 1) {
    throw new CrmAnswerMalformed(`GET ${path}`, 'pagination.totalPageCount: more pages than ids asked for');
  }
  const answer = decodeOrders(page.data.orders, ids);
  const asked = new Set(ids);
  if ([...answer.orders, ...answer.malformed].some((order) => !asked.has(order.id))) {
    throw new CrmAnswerMalformed(`GET ${path}`, 'orders: holds orders that were not asked for');
  }
  return answer;
}

async function readHistory(get: CrmGet, from: HistoryPosition): Promise<HistoryPage> {
  assertPosition(from);
  const path = '/api/v5/orders/history';
  const decoded = decodeHistory(await get(path, { filter: { ...from }, limit: PAGE_LIMIT }), from);
  if ('problem' in decoded) {
    throw new CrmAnswerMalformed(`GET ${path}`, decoded.problem);
  }
  return decoded.page;
}

const credentials: z.ZodMiniType<Credentials> = z.object({
  scopes: list(text),
  siteAccess: z.exactOptional(text),
  sitesAvailable: list(text),
});

async function readCredentials(get: CrmGet): Promise<Credentials> {
  const path = '/api/credentials';
  const result = z.safeParse(credentials, withoutEmpty(await get(path)));
  if (!result.success) {
    throw new CrmAnswerMalformed(`GET ${path}`, problemText(result.error));
  }
  return result.data;
}

/** An id that is not one would ask for something else, in the worst case for every order of the account. */
function assertId(orderId: number): void {
  if (!z.safeParse(id, orderId).success) {
    throw new TypeError(`not an order id: ${orderId}`);
  }
}

function assertPosition(from: HistoryPosition): void {
  const isOne =
    'sinceId' in from
      ? Number.isSafeInteger(from.sinceId) && from.sinceId >= 0
      : z.safeParse(dateTime, from.startDate).success;
  if (!isOne) {
    throw new TypeError(`not a position in the history: ${JSON.stringify(from)}`);
  }
}
