import * as z from 'zod/mini';
import { createAdmin, readBody } from '../common/admin.ts';
import type { Faults } from '../common/faults.ts';
import type { RequestLog } from '../common/request-log.ts';
import { type Handle, jsonAnswer, type SandboxAnswer, type SandboxRequest } from '../common/server.ts';
import type { Actor } from './history/record.ts';
import type { OfferCatalog } from './offers.ts';
import type { OrderBook } from './order-book.ts';
import { parseOrderParameter } from './orders/order-input.ts';
import type { RateLimit } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import type { CrmStore } from './store.ts';
import { stockOf } from './warehouse/inventories.ts';
import { pricesOf } from './warehouse/prices.ts';

export interface CrmAdminParts {
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly store: CrmStore;
  readonly offers: OfferCatalog;
  readonly orderBook: OrderBook;
  readonly rateLimit: RateLimit;
  /** In whose name people's changes appear in the history. */
  readonly person: Actor;
}

const RATE_LIMIT = z.strictObject({
  requestsPerSecond: z.nullable(z.number().check(z.int(), z.positive())),
});
const RAW_ORDER = z.record(z.string(), z.unknown());

/** The addresses below `/sandbox/` (README.md): what a person does in the CRM's pages, and what only a test needs. */
export function createCrmAdmin(parts: CrmAdminParts): Handle {
  const answer = createAdmin({
    faults: parts.faults,
    requestLog: parts.requestLog,
    next: (request) => answerOwn(parts, request),
  });
  return (request) => {
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer();
      }
      throw error;
    }
  };
}

function answerOwn(parts: CrmAdminParts, request: SandboxRequest): SandboxAnswer | undefined {
  if (request.path === '/sandbox/rate-limit' && request.method === 'POST') {
    const body = readBody(request, RATE_LIMIT);
    if ('refusal' in body) {
      return body.refusal;
    }
    parts.rateLimit.set(body.value.requestsPerSecond);
    return jsonAnswer(200, body.value);
  }
  if (request.path === '/sandbox/inventories' && request.method === 'GET') {
    return jsonAnswer(200, inventories(parts));
  }
  if (request.path === '/sandbox/orders') {
    return answerOrders(parts, request);
  }
  const id = /^\/sandbox\/orders\/(\d{1,15})$/.exec(request.path)?.[1];
  return id === undefined ? undefined : answerOrder(parts, request, Number(id));
}

/** Stock and prices of every offer that an upload has named. */
function inventories({ store, offers }: CrmAdminParts): readonly object[] {
  return offers.all.flatMap((offer) => {
    const { id, externalId, xmlId, name } = offer;
    const told = { stores: stockOf(store, offer), prices: pricesOf(store, offer) };
    const isTold = Object.keys(told.stores).length + Object.keys(told.prices).length > 0;
    return isTold ? [{ id, externalId, xmlId, name, ...told }] : [];
  });
}

function answerOrders(parts: CrmAdminParts, request: SandboxRequest): SandboxAnswer | undefined {
  if (request.method === 'GET') {
    const orders = parts.store.orders().map(parts.orderBook.render);
    return jsonAnswer(200, orders);
  }
  if (request.method === 'POST') {
    const input = parseOrderParameter(request.body, 'full');
    return jsonAnswer(201, parts.orderBook.create(request.query.get('site') ?? '', input, parts.person));
  }
  return undefined;
}

function answerOrder(parts: CrmAdminParts, request: SandboxRequest, id: number): SandboxAnswer | undefined {
  const { orderBook, store, person } = parts;
  switch (request.method) {
    case 'GET': {
      const order = store.order(id);
      return order === undefined ? undefined : jsonAnswer(200, orderBook.render(order));
    }
    case 'POST':
      return jsonAnswer(200, orderBook.edit(id, parseOrderParameter(request.body, 'full'), person));
    case 'PATCH':
    case 'PUT': {
      const body = readBody(request, RAW_ORDER);
      if ('refusal' in body) {
        return body.refusal;
      }
      const kind = request.method === 'PUT' ? 'replace' : 'patch';
      return jsonAnswer(200, orderBook.overlay(id, { kind, value: body.value }, person));
    }
    case 'DELETE':
      orderBook.remove(id, person);
      return jsonAnswer(200, { ok: true });
    default:
      return undefined;
  }
}
