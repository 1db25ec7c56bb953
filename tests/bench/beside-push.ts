import { pushSite, type SitePush } from '../../lib/push/push-site.ts';
import { newMemory } from '../../lib/push/snapshot.ts';
import { inventoryOf, stockRules } from '../../lib/stock/value.ts';
import { type Exchange, startExchange } from '../limits/support/exchange.ts';
import { shop } from '../orders/support/bridge.ts';
import { atLeast, atMost, type BenchRow, tableOf } from './bench-row.ts';
import { stockPages } from './push.ts';

const ORDERS = 60;
/** Orders come at all moments of a push, two seconds apart and up to a second more or less. */
const EVERY_MS = Array.from({ length: ORDERS }, (_, index) => 1000 + ((index * 618) % 1000) * 2);
const CRM_MS = 300;
const ONEC_MS = 100;
/** Of DynamoDB in the same region. */
const TABLE_MS = 5;
/** How long 1C takes for a slice of the goods. */
const SLICE_MS = 1500;
const IN_FLIGHT = 4;
const STORE = shop.warehouses[0]?.storeCode ?? '';
const SETTINGS = { limits: { crmRps: 8, onecParallel: 3 } };

/**
 * The bar of the lanes, in virtual time: what an order's import takes, from the queue to the posted document, while the whole
 * stock and all prices are pushed, beside what it takes on a quiet stack. The pushes are processes of their own, share the
 * CRM's budget and the slots of 1C with the orders, and begin anew as often as they end.
 */
export async function run(): Promise<BenchRow[]> {
  const quiet = await measure(0);
  const busy = await measure(2);
  return [
    atMost(1.3, {
      name: `Lanes: p95 of an order's import beside full pushes, of that on a quiet stack (${quiet.p95} ms)`,
      figure: busy.p95 / quiet.p95,
      unit: '×',
    }),
    atLeast(80, {
      name: 'Lanes: budget of the CRM used by orders and pushes meanwhile',
      figure: busy.usedPercent,
      unit: '%',
    }),
  ];
}

interface Measured {
  /** Milliseconds. */
  readonly p95: number;
  /** Of the CRM's budget. */
  readonly usedPercent: number;
}

async function measure(pushes: number): Promise<Measured> {
  await using exchange = await startExchange({
    workers: 2,
    tableMs: TABLE_MS,
    crmMs: CRM_MS,
    pollMs: TABLE_MS,
    settings: SETTINGS,
  });
  // Dictionaries are those of warm workers.
  await exchange.queueOrders(4);
  await exchange.work();
  exchange.delayOnec(ONEC_MS, Number.POSITIVE_INFINITY);
  const before = exchange.sent.crm.length;
  const startedAt = exchange.time.clock.now();
  const orders = exchange.expectOrders(EVERY_MS);
  const isOver = (): boolean => orders.every((id) => exchange.tookMs.has(id));
  const pushing = Promise.all(Array.from({ length: pushes }, () => pushAgain(exchange, isOver)));
  await exchange.work();
  const seconds = (exchange.time.clock.now() - startedAt) / 1000;
  const requests = exchange.sent.crm.length - before;
  await exchange.time.passUntil(pushing);
  if (exchange.documentsOf(orders).some((documents) => documents !== 1)) {
    throw new Error('an order was not imported');
  }
  const took = orders.map((id) => exchange.tookMs.get(id) ?? Number.NaN).toSorted((a, b) => a - b);
  return {
    p95: took[Math.ceil(ORDERS * 0.95) - 1] ?? Number.NaN,
    usedPercent: (requests / seconds / SETTINGS.limits.crmRps) * 100,
  };
}

/** Full pushes, one after the other. */
async function pushAgain(exchange: Exchange, isOver: () => boolean): Promise<void> {
  const { crm, slots, runtime } = exchange.startProcess();
  const client = crm('bulk');
  const now = runtime.clock.now();
  const pages: SitePush['pages'] = async function* (from) {
    for await (const page of stockPages(0)(from)) {
      await slots.within('bulk', { startBy: Number.POSITIVE_INFINITY, leaseMs: 180_000 }, () =>
        runtime.sleep(SLICE_MS),
      );
      yield page;
    }
  };
  const upload: SitePush['upload'] = (offers) =>
    client.uploadInventories(
      'shop1',
      offers.map(({ id, value }) => ({
        xmlId: id,
        stores: inventoryOf(value)
          .stores.slice(0, 1)
          .map((store) => ({ ...store, code: STORE })),
      })),
    );
  while (!isOver()) {
    await pushSite({ pages, rules: stockRules(new Set([STORE])), upload }, newMemory('bench'), {
      isFull: true,
      now,
      mayRead: () => !isOver(),
      maySend: () => !isOver(),
      inFlight: IN_FLIGHT,
    });
  }
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
