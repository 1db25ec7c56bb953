import { type Clock, type Sleep, systemSleep } from '../../../lib/platform/clock.ts';
import { createFaults, type Faults } from '../common/faults.ts';
import { createRequestLog, type RequestLog } from '../common/request-log.ts';
import { createSandboxServer, type SandboxServer } from '../common/server.ts';
import type { Shop } from '../shop/shop.ts';
import { createCrmAdmin } from './admin.ts';
import { createApi } from './api.ts';
import type { Actor } from './history/record.ts';
import type { Json } from './json.ts';
import { createOfferCatalog, type OfferCatalog } from './offers.ts';
import { createOrderBook, type OrderBook } from './order-book.ts';
import type { SavedOrder } from './order-saver.ts';
import { parseOrderInput } from './orders/order-input.ts';
import { createRateLimit } from './rate-limit.ts';
import { notFound } from './refusal.ts';
import { seedOrders } from './seed/seed-orders.ts';
import { openCrmStore } from './store.ts';

export interface SandboxCrmOptions {
  readonly shop: Shop;
  readonly clock: Clock;
  /** The bridge's key. */
  readonly apiKey: string;
  /** Keys of other programs: what they write is foreign to the bridge (`apiKey.current` false). */
  readonly otherApiKeys?: readonly string[];
  /** Journal file that survives a restart; without it the account lives in memory. */
  readonly storage?: string;
  /** Per key; 10 unless told, null = no limit. */
  readonly requestsPerSecond?: number | null;
  /** Whether a new account begins with orders; yes unless told. */
  readonly seed?: boolean;
  /** The CRM's setting that allows one offer on several lines of an order; off unless told. */
  readonly identicalItems?: boolean;
  /** Told after every save except the seeding: the place of the account's trigger. */
  readonly onSaved?: (event: SavedOrder) => void;
  readonly sleep?: Sleep;
}

/** The account, from outside over HTTP and from inside for tests. */
export interface SandboxCrm extends SandboxServer {
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly offers: OfferCatalog;
  /** Ids of the orders that exist, oldest first. */
  orderIds(): readonly number[];
  /** The order as the API answers it. @throws {Refusal} 404. */
  order(id: number): Json;
  /** What a person does in the CRM's pages: payments included, history with source `user`. @throws {Refusal} */
  createOrder(site: string, order: Json): Json;
  /** @throws {Refusal} */
  editOrder(id: number, order: Json): Json;
  /** @throws {Refusal} 404. */
  deleteOrder(id: number): void;
  /** Merges a customer's card into another one, as a person does. @throws {Refusal} 400. */
  combineCustomers(id: number, resultId: number): void;
  /** JSON merge patch over the answer, for shapes that the API cannot make. @throws {Refusal} 404. */
  patchOrder(id: number, patch: Json): Json;
  /** Another answer altogether. @throws {Refusal} 404. */
  replaceOrder(id: number, order: Json): Json;
  /** @param requestsPerSecond null = no limit. */
  setRateLimit(requestsPerSecond: number | null): void;
  /** All that the account holds. @returns what brings it back to this moment; faults, limits and logs stay as they are. */
  snapshot(): () => void;
}

/** Of the account and of 1C's server alike, as the contract demands. */
const SANDBOX_TIME_ZONE = 'Europe/Moscow';

const DEFAULT_REQUESTS_PER_SECOND = 10;

/**
 * A RetailCRM account that obeys the reference strictly (README.md). It listens on 127.0.0.1 only.
 *
 * @throws {JournalDamaged} if `storage` cannot be read.
 */
export function createSandboxCrm(options: SandboxCrmOptions): SandboxCrm {
  const { shop, clock } = options;
  const store = openCrmStore(options.storage);
  const offers = createOfferCatalog(shop);
  const openBook = (bookClock: Clock, onSaved: (event: SavedOrder) => void): OrderBook =>
    createOrderBook({
      store,
      offers,
      clock: bookClock,
      timeZone: SANDBOX_TIME_ZONE,
      currency: 'RUB',
      siteCodes: new Set(shop.sites.map(({ code }) => code)),
      storeCodes: new Set(shop.warehouses.map(({ storeCode }) => storeCode)),
      identicalItems: options.identicalItems ?? false,
      onSaved,
    });
  if (store.isNew() && options.seed !== false) {
    seedOrders({
      shop,
      offers,
      timeZone: SANDBOX_TIME_ZONE,
      startAt: clock.now(),
      openBook: (seedClock) => openBook(seedClock, () => undefined),
    });
  }
  const orderBook = openBook(clock, options.onSaved ?? (() => undefined));
  const faults = createFaults();
  const requestLog = createRequestLog(clock);
  const rateLimit = createRateLimit(
    clock,
    options.requestsPerSecond === undefined ? DEFAULT_REQUESTS_PER_SECOND : options.requestsPerSecond,
  );
  const person: Actor = { source: 'user', userId: shop.users[0]?.crmId ?? 1 };
  const server = createSandboxServer({
    handle: createApi({
      shop,
      store,
      offers,
      orderBook,
      rateLimit,
      clock,
      timeZone: SANDBOX_TIME_ZONE,
      apiKeys: [options.apiKey, ...(options.otherApiKeys ?? [])],
    }),
    handleAdmin: createCrmAdmin({ faults, requestLog, store, offers, orderBook, rateLimit, person }),
    faults,
    requestLog,
    sleep: options.sleep ?? systemSleep,
  });

  return {
    faults,
    requestLog,
    offers,
    exchange: server.exchange,
    listen: server.listen,
    close: async () => {
      await server.close();
      store.close();
    },
    orderIds: () => store.orders().map(({ state }) => state.id),
    order: (id) => {
      const order = store.order(id);
      if (order === undefined) {
        throw notFound();
      }
      return orderBook.render(order);
    },
    createOrder: (site, order) => orderBook.create(site, parseOrderInput(order, 'full'), person),
    editOrder: (id, order) => orderBook.edit(id, parseOrderInput(order, 'full'), person),
    deleteOrder: (id) => orderBook.remove(id, person),
    combineCustomers: (id, resultId) => orderBook.combineCustomers(id, resultId, person),
    patchOrder: (id, value) => orderBook.overlay(id, { kind: 'patch', value }, person),
    replaceOrder: (id, value) => orderBook.overlay(id, { kind: 'replace', value }, person),
    setRateLimit: rateLimit.set,
    snapshot: store.snapshot,
  };
}
