import { type Exchange, startExchange } from '../limits/support/exchange.ts';
import { atLeast, type BenchRow, tableOf } from './bench-row.ts';

const SLOTS = 3;
const CALL_MS = 100;
/** Of DynamoDB in the same region. */
const TABLE_MS = 5;
const WORKERS = 2;
const ORDERS = 60;

/**
 * The bar of the 1C slots, in virtual time: two workers with a back-log, where every call of 1C takes 100 ms and every
 * operation of the state table 5 ms, import at least 80 % of what the slots allow, that is of `SLOTS` orders at a time, each
 * as fast as it is alone.
 */
export async function run(): Promise<BenchRow[]> {
  await using exchange = await startExchange({
    workers: WORKERS,
    tableMs: TABLE_MS,
    settings: { limits: { crmRps: 8, onecParallel: SLOTS } },
  });
  // Dictionaries are those of warm workers.
  await exchange.queueOrders(2 * WORKERS);
  await exchange.work();
  exchange.delayOnec(CALL_MS, Number.POSITIVE_INFINITY);
  const aloneMs = await onecTime(exchange, 1);
  const allMs = await onecTime(exchange, ORDERS);
  return [
    atLeast(80, {
      name: `Limits: what ${SLOTS} slots of 1C allow, used by ${WORKERS} workers`,
      figure: ((ORDERS * aloneMs) / SLOTS / allMs) * 100,
      unit: '%',
    }),
  ];
}

/** @returns the time from the first request to 1C to the answer to the last one, milliseconds. */
async function onecTime(exchange: Exchange, orders: number): Promise<number> {
  const before = exchange.sent.onec.length;
  const ids = await exchange.queueOrders(orders);
  await exchange.work();
  if (exchange.documentsOf(ids).some((documents) => documents !== 1)) {
    throw new Error('an order was not imported');
  }
  const times = exchange.sent.onec.slice(before).map(({ at }) => at);
  return Math.max(...times) + CALL_MS - Math.min(...times);
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
