import { createHash } from 'node:crypto';
import type { Clock } from '../../../lib/platform/clock.ts';
import { type Handle, jsonAnswer, type SandboxAnswer, type SandboxRequest } from '../common/server.ts';
import type { Shop } from '../shop/shop.ts';
import {
  createCustomField,
  customFieldAnswer,
  customFieldsAnswer,
  editCustomField,
} from './custom-fields/answers.ts';
import type { Json } from './json.ts';
import { localTime } from './local-time.ts';
import type { OfferCatalog } from './offers.ts';
import type { OrderBook } from './order-book.ts';
import { parseCombination, parseCustomerCombination } from './orders/combination-input.ts';
import { parseOrderParameter } from './orders/order-input.ts';
import { type Parameters, parseParameters, textOf } from './parameters.ts';
import type { RateLimit } from './rate-limit.ts';
import { credentialsAnswer, settingsAnswer, usersAnswer } from './reads/account-answers.ts';
import { customerAnswer } from './reads/customer-answer.ts';
import { findOrder, siteOf } from './reads/find-order.ts';
import { historyAnswer } from './reads/history-answer.ts';
import { orderFilter } from './reads/order-filters.ts';
import { pageOf } from './reads/pagination.ts';
import { referenceAnswers } from './reads/reference-answers.ts';
import { Refusal } from './refusal.ts';
import type { CrmStore, StoredOrder } from './store.ts';
import { inventoriesAnswer, uploadInventories } from './warehouse/inventories.ts';
import { editModule, editSite, moduleAnswer } from './warehouse/modules.ts';
import { uploadPrices } from './warehouse/prices.ts';

export interface ApiParts {
  readonly shop: Shop;
  readonly store: CrmStore;
  readonly offers: OfferCatalog;
  readonly orderBook: OrderBook;
  readonly rateLimit: RateLimit;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly apiKeys: readonly string[];
}

interface Call {
  readonly parameters: Parameters;
  readonly keyMark: string;
  /** What the path's pattern captured. */
  readonly captured: readonly [string, string];
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (call: Call) => SandboxAnswer;
}

const success = (body: Json, status = 200): SandboxAnswer => jsonAnswer(status, { success: true, ...body });

/** The API v5 of the sandbox account: authorisation, limit, then the method of the address (retailcrm-api 1). */
export function createApi(parts: ApiParts): Handle {
  const routes = routesOf(parts);
  return (request) => {
    try {
      return dispatch(parts, routes, request);
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer();
      }
      throw error;
    }
  };
}

/** Tells API keys apart in the history without keeping them. */
function markOfKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 16);
}

function dispatch(parts: ApiParts, routes: readonly Route[], request: SandboxRequest): SandboxAnswer {
  const body = request.method === 'POST' ? formOf(request) : new URLSearchParams();
  const apiKey = authorize(parts, request, body);
  if (!parts.rateLimit.admit(apiKey)) {
    throw new Refusal(503, 'Rate limit exceeded');
  }
  const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
  const known = routes.filter((route) => route.path.test(path));
  const route = known.find(({ method }) => method === request.method);
  if (route === undefined) {
    throw known.length > 0
      ? new Refusal(405, 'Method Not Allowed')
      : new Refusal(404, 'API method not found');
  }
  const [, first = '', second = ''] = route.path.exec(path) ?? [];
  return route.answer({
    parameters: parseParameters(new URLSearchParams([...request.query, ...body])),
    keyMark: markOfKey(apiKey),
    captured: [first, second],
  });
}

/** Bodies are form-encoded, nested entities JSON inside (retailcrm-api 1.1); anything else carries no parameters. */
function formOf(request: SandboxRequest): URLSearchParams {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm ? request.body : '');
}

function authorize(parts: ApiParts, request: SandboxRequest, body: URLSearchParams): string {
  const header = request.headers['x-api-key'];
  const apiKey =
    (typeof header === 'string' ? header : undefined) ?? request.query.get('apiKey') ?? body.get('apiKey');
  if (apiKey === null || apiKey === '') {
    throw new Refusal(400, '"apiKey" is missing.');
  }
  if (!parts.apiKeys.includes(apiKey)) {
    throw new Refusal(403, 'Wrong "apiKey" value.');
  }
  return apiKey;
}

function routesOf(parts: ApiParts): Route[] {
  const { shop, store, orderBook } = parts;
  const references = referenceAnswers(shop, (code) => store.record('site', code));
  const warehouse = {
    store,
    offers: parts.offers,
    siteCodes: new Set(shop.sites.map(({ code }) => code)),
    storeCodes: new Set(shop.warehouses.map(({ storeCode }) => storeCode)),
    priceTypeCodes: new Set(shop.priceKinds.map(({ crmCode }) => crmCode)),
  };
  const now = (): string => localTime(parts.clock.now(), parts.timeZone);
  const get = (path: RegExp, answer: (call: Call) => Json): Route => ({
    method: 'GET',
    path,
    answer: (call) => success(answer(call)),
  });
  const post = (path: RegExp, answer: Route['answer']): Route => ({ method: 'POST', path, answer });
  return [
    get(/^\/api\/credentials$/, credentialsAnswer),
    get(/^\/api\/v5\/settings$/, () => settingsAnswer(parts.timeZone)),
    get(/^\/api\/v5\/users$/, ({ parameters }) => usersAnswer(shop, parameters)),
    get(
      new RegExp(`^/api/v5/reference/(${Object.keys(references).join('|')})$`),
      ({ captured: [name] }) => references[name]?.() ?? {},
    ),
    post(/^\/api\/v5\/reference\/sites\/([^/]+)\/edit$/, ({ parameters, captured: [code] }) =>
      success(editSite(store, warehouse.siteCodes, code, parameters)),
    ),
    post(/^\/api\/v5\/store\/inventories\/upload$/, ({ parameters }) =>
      success(uploadInventories(warehouse, parameters)),
    ),
    get(/^\/api\/v5\/store\/inventories$/, ({ parameters }) => inventoriesAnswer(warehouse, parameters)),
    post(/^\/api\/v5\/store\/prices\/upload$/, ({ parameters }) =>
      success(uploadPrices(warehouse, parameters)),
    ),
    get(/^\/api\/v5\/integration-modules\/([^/]+)$/, ({ captured: [code] }) => moduleAnswer(store, code)),
    post(/^\/api\/v5\/integration-modules\/([^/]+)\/edit$/, ({ parameters, captured: [code] }) =>
      success(editModule(store, code, parameters)),
    ),
    get(/^\/api\/v5\/orders\/history$/, ({ parameters, keyMark }) =>
      historyAnswer(store.history(), parameters, keyMark, now()),
    ),
    get(/^\/api\/v5\/orders$/, ({ parameters }) => {
      const passes = orderFilter(parameters);
      const found = store.orders().filter(({ state }) => passes(state));
      const { entries, pagination } = pageOf(found.sort(newestFirst), parameters);
      return { pagination, orders: entries.map(orderBook.render) };
    }),
    post(/^\/api\/v5\/orders\/create$/, ({ parameters, keyMark }) => {
      const site = siteOf(shop, parameters);
      const order = orderBook.create(site, parseOrderParameter(textOf(parameters.order), 'full'), {
        source: 'api',
        keyMark,
      });
      return success({ id: order.id, order }, 201);
    }),
    post(/^\/api\/v5\/orders\/combine$/, ({ parameters, keyMark }) => {
      const { order, resultOrder, technique } = parseCombination(parameters);
      orderBook.combine(order, resultOrder, technique, { source: 'api', keyMark });
      return success({ errors: [] });
    }),
    post(/^\/api\/v5\/customers\/combine$/, ({ parameters, keyMark }) => {
      const { customers, resultCustomer } = parseCustomerCombination(parameters);
      for (const customer of customers) {
        orderBook.combineCustomers(customer, resultCustomer, { source: 'api', keyMark });
      }
      return success({});
    }),
    get(/^\/api\/v5\/(customers|customers-corporate)\/([^/]+)$/, ({ parameters, captured: [kind, id] }) =>
      customerAnswer(store, kind, id, parameters),
    ),
    get(/^\/api\/v5\/custom-fields$/, ({ parameters }) => customFieldsAnswer(store, parameters)),
    post(/^\/api\/v5\/custom-fields\/([^/]+)\/create$/, ({ parameters, captured: [entity] }) =>
      success(createCustomField(store, entity, parameters), 201),
    ),
    post(/^\/api\/v5\/custom-fields\/([^/]+)\/([^/]+)\/edit$/, ({ parameters, captured: [entity, code] }) =>
      success(editCustomField(store, entity, code, parameters)),
    ),
    get(/^\/api\/v5\/custom-fields\/([^/]+)\/([^/]+)$/, ({ captured: [entity, code] }) =>
      customFieldAnswer(store, entity, code),
    ),
    post(/^\/api\/v5\/orders\/([^/]+)\/edit$/, ({ parameters, keyMark, captured: [identifier] }) => {
      const { id } = findOrder(parts, identifier, parameters, siteOf(shop, parameters)).state;
      const input = parseOrderParameter(textOf(parameters.order), 'edit');
      return success({ id, order: orderBook.edit(id, input, { source: 'api', keyMark }) });
    }),
    get(/^\/api\/v5\/orders\/([^/]+)$/, ({ parameters, captured: [identifier] }) => ({
      order: orderBook.render(findOrder(parts, identifier, parameters, undefined)),
    })),
  ];
}

function newestFirst(a: StoredOrder, b: StoredOrder): number {
  return b.state.createdAt.localeCompare(a.state.createdAt) || b.state.id - a.state.id;
}
