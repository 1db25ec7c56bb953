import * as z from 'zod/mini';
import type { OrdersAnswer } from './client.ts';
import { decodeOrder, decodeOrders } from './decode-order.ts';
import { CrmAnswerMalformed, CrmRequestRefused } from './errors.ts';
import type { CrmOrder } from './order.ts';
import type { CrmGet } from './transport.ts';
import { id, problemText } from './wire-values.ts';

/** Largest page of the CRM; without it a page has 20 entries and the rest is lost silently (retailcrm-api 2.1). */
export const PAGE_LIMIT = 100;

const PATH = '/api/v5/orders';

/**
 * `GET /orders/{id}` by the internal id.
 *
 * @returns undefined if the CRM does not know the id (any more).
 * @throws {TypeError} for an id that is not one, before anything is sent.
 * @throws {CrmAnswerMalformed} if the answer cannot be understood or is another order; beside it whatever `get` throws.
 */
export async function readOrder(get: CrmGet, orderId: number): Promise<CrmOrder | undefined> {
  assertId(orderId);
  const path = `${PATH}/${orderId}`;
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

/**
 * `GET /orders` by internal ids, a hundred distinct ones a request; no ids, no request. Ids that the CRM does not know are
 * missing in the answer.
 *
 * @throws {TypeError} for an id that is not one, before anything is sent.
 * @throws {CrmAnswerMalformed} if an answer is no page of the orders asked for; beside it whatever `get` throws.
 */
export async function readOrdersByIds(get: CrmGet, ids: readonly number[]): Promise<OrdersAnswer> {
  ids.forEach(assertId);
  return inRuns(ids, (run) => readRunOfIds(get, run));
}

/**
 * `GET /orders` by numbers, a hundred distinct ones a request and as many pages as they fill; no numbers, no request. The
 * CRM decides what equals a number: case and blanks around it may differ.
 *
 * @throws {TypeError} for a blank number, before anything is sent.
 * @throws {CrmAnswerMalformed} if an answer is no page of the orders asked for, or has an order without a readable id;
 *   beside it whatever `get` throws.
 */
export async function readOrdersByNumbers(get: CrmGet, numbers: readonly string[]): Promise<OrdersAnswer> {
  if (numbers.some((number) => number.trim() === '')) {
    throw new TypeError('a blank order number would ask for every order');
  }
  return inRuns(numbers, (run) => readRunOfNumbers(get, run));
}

/** As many requests as pages are needed, each for as many distinct values as one request may name. */
async function inRuns<Value>(
  values: readonly Value[],
  read: (run: readonly Value[]) => Promise<OrdersAnswer>,
): Promise<OrdersAnswer> {
  const distinct = [...new Set(values)];
  let all: OrdersAnswer = { orders: [], malformed: [] };
  for (let start = 0; start < distinct.length; start += PAGE_LIMIT) {
    all = joined(all, await read(distinct.slice(start, start + PAGE_LIMIT)));
  }
  return all;
}

async function readRunOfIds(get: CrmGet, ids: readonly number[]): Promise<OrdersAnswer> {
  const { entries, pages } = await readPage(get, { filter: { ids }, limit: PAGE_LIMIT });
  if (pages > 1) {
    throw unusable('pagination.totalPageCount: more pages than ids asked for');
  }
  const answer = decodeOrders(entries, ids);
  const asked = new Set(ids);
  if ([...answer.orders, ...answer.malformed].some((order) => !asked.has(order.id))) {
    throw unusable('orders: holds orders that were not asked for');
  }
  return answer;
}

/** Numbers are not unique, so a hundred of them may fill more than one page. */
async function readRunOfNumbers(get: CrmGet, numbers: readonly string[]): Promise<OrdersAnswer> {
  const asked = new Set(numbers.map(folded));
  let all: OrdersAnswer = { orders: [], malformed: [] };
  for (let page = 1, last = 1; page <= last; page += 1) {
    const { entries, pages } = await readPage(get, { filter: { numbers }, limit: PAGE_LIMIT, page });
    const answer = decodeOrders(entries, []);
    if (answer.orders.length + answer.malformed.length < entries.length) {
      throw unusable('orders: an order that cannot be read has no id');
    }
    if (answer.orders.some(({ number }) => !asked.has(folded(number)))) {
      throw unusable('orders: holds orders that were not asked for');
    }
    all = joined(all, answer);
    last = entries.length === 0 ? page : pages;
  }
  return all;
}

/** The CRM's database may take no notice of case and of blanks at the ends; which number is meant is the caller's to say. */
const folded = (number: string): string => number.trim().toLowerCase();

/** An order made meanwhile moves the others, and one of them is on two pages. */
function joined(left: OrdersAnswer, right: OrdersAnswer): OrdersAnswer {
  const known = new Set(left.orders.map((order) => order.id));
  return {
    orders: [...left.orders, ...right.orders.filter((order) => !known.has(order.id))],
    malformed: [...left.malformed, ...right.malformed],
  };
}

const ordersPage = z.object({
  orders: z.array(z.unknown(), 'not a list'),
  pagination: z._default(z.object({ totalPageCount: z._default(z.number('not a number'), 1) }, 'not a map'), {
    totalPageCount: 1,
  }),
});

async function readPage(
  get: CrmGet,
  query: NonNullable<Parameters<CrmGet>[1]>,
): Promise<{ readonly entries: readonly unknown[]; readonly pages: number }> {
  const page = z.safeParse(ordersPage, await get(PATH, query));
  if (!page.success) {
    throw unusable(problemText(page.error));
  }
  return { entries: page.data.orders, pages: page.data.pagination.totalPageCount };
}

const unusable = (problem: string): CrmAnswerMalformed => new CrmAnswerMalformed(`GET ${PATH}`, problem);

/** An id that is not one would ask for something else, in the worst case for every order of the account. */
function assertId(orderId: number): void {
  if (!z.safeParse(id, orderId).success) {
    throw new TypeError(`not an order id: ${orderId}`);
  }
}
