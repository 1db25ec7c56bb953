import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withBudget } from '../../lib/crm/budget.ts';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import { parsePrice, parseQuantity } from '../../lib/money/kopecks.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { type DueContext, planDue } from '../../lib/push/plan-due.ts';
import { pushSite, type SitePush } from '../../lib/push/push-site.ts';
import { type KnownOffer, newMemory } from '../../lib/push/snapshot.ts';
import { createRequestBudget } from '../../lib/state/request-budget.ts';
import { inventoryOf, stockRules, stockValue } from '../../lib/stock/value.ts';
import { createVirtualTime } from '../limits/support/virtual-time.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { atLeast, atMost, type BenchRow, tableOf } from './bench-row.ts';

const OFFERS = 100_000;
const WAREHOUSES = 5;
const CRM_RPS = 8;
/** What the CRM allows of a key. */
const CRM_LIMIT = 10;
const LATENCY_MS = 300;
const CHANGED = OFFERS / 100;
const DIFF_ROUNDS = 15;
/** Nothing vanishes here. */
const STOCK_RULES = stockRules(new Set());

const idOf = (index: number): string => `0f8fad5b-d9cb-469f-a165-${String(index).padStart(12, '0')}`;

/** The stock of an offer, as the push keeps it. */
const stockOf = (index: number, changed = 0): string =>
  stockValue({
    stores: Array.from({ length: WAREHOUSES }, (_, store) => [
      `store-${store + 1}`,
      parseQuantity(((index + store) % 50) + changed),
    ]),
    purchasePrice: parsePrice(100.5 + (index % 1000)),
  });

/** All offers, the first `changed` of them with another stock than before. */
export function stockPages(changed: number): SitePush['pages'] {
  return async function* () {
    const size = 2000;
    for (let from = 0; from < OFFERS; from += size) {
      const offers = Array.from({ length: size }, (_, index) => ({
        id: idOf(from + index),
        name: 'Товар',
        value: stockOf(from + index, from + index < changed ? 1 : 0),
      }));
      yield { offers, next: from + size < OFFERS ? from + size : undefined };
    }
  };
}

/**
 * The bars of the pushes: how much of the CRM's budget a full push uses in virtual time, what a hundredth of changed offers
 * costs, how fast offers are compared, and how much memory a run takes in a process of its own.
 */
export async function run(): Promise<BenchRow[]> {
  return [...(await fullPush()), diffSpeed(), memory()];
}

async function fullPush(): Promise<BenchRow[]> {
  const time = createVirtualTime(Date.UTC(2026, 0, 10));
  const runtime = { clock: time.clock, sleep: time.sleep, random: () => 0.5 };
  const sentAt: number[] = [];
  let overLimit = 0;
  const crm = createCrmClient({
    url: 'https://crm.example.com',
    apiKey: 'bench-key',
    clock: time.clock,
    http: createHttp(
      {
        ...runtime,
        fetch: async () => {
          const now = time.clock.now();
          const inSecond = sentAt.filter((at) => at > now - 1000).length;
          overLimit += inSecond >= CRM_LIMIT ? 1 : 0;
          sentAt.push(now);
          await time.sleep(LATENCY_MS);
          return Response.json({ success: true });
        },
      },
      withBudget({
        ...runtime,
        lane: 'bulk',
        budget: createRequestBudget({
          ...runtime,
          table: createMemoryTable(time.clock),
          name: 'crm',
          requestsPerSecond: async () => CRM_RPS,
        }),
      }),
    ),
  });
  const upload: SitePush['upload'] = (offers) =>
    crm.uploadInventories(
      'shop1',
      offers.map(({ id, value }) => ({ xmlId: id, ...inventoryOf(value) })),
    );
  const memory = newMemory('bench');
  const options = {
    isFull: false,
    now: time.clock.now(),
    mayRead: () => true,
    maySend: () => true,
    inFlight: 4,
  };
  const startedAt = time.clock.now();
  await time.passUntil(pushSite({ pages: stockPages(0), rules: STOCK_RULES, upload }, memory, options));
  const seconds = (time.clock.now() - startedAt) / 1000;
  const full = sentAt.length;
  await time.passUntil(pushSite({ pages: stockPages(CHANGED), rules: STOCK_RULES, upload }, memory, options));
  return [
    atLeast(95, {
      name: `Stock: budget of ${CRM_RPS} requests/s used by a full push of ${OFFERS} offers, ${LATENCY_MS} ms an answer`,
      figure: (full / seconds / CRM_RPS) * 100,
      unit: '%',
    }),
    atMost(0, { name: 'Stock: requests over the limit of the CRM', figure: overLimit, unit: 'requests' }),
    atMost(4, {
      name: `Stock: requests for ${CHANGED} changed offers of ${OFFERS}`,
      figure: sentAt.length - full,
      unit: 'requests',
    }),
  ];
}

function diffSpeed(): BenchRow {
  const known = new Map(
    Array.from({ length: OFFERS }, (_, index): [string, KnownOffer] => [
      idOf(index),
      { read: 1, sent: 1, accepted: stockOf(index) },
    ]),
  );
  const offers = Array.from({ length: OFFERS }, (_, index) => ({
    id: idOf(index),
    name: 'Товар',
    value: stockOf(index, index < CHANGED ? 1 : 0),
  }));
  const context: DueContext = { isFull: false, read: 2, now: 0, rules: STOCK_RULES };
  const rounds = Array.from({ length: DIFF_ROUNDS }, () => {
    const startedAt = process.cpuUsage();
    let due = 0;
    for (const offer of offers) {
      due += planDue(offer, known.get(offer.id), context) === undefined ? 0 : 1;
    }
    if (due !== CHANGED) {
      throw new Error(`${due} offers are due`);
    }
    const { user, system } = process.cpuUsage(startedAt);
    return OFFERS / ((user + system) / 1_000_000);
  });
  return atLeast(1_000_000, {
    name: 'Stock: offers compared, a processor second',
    figure: Math.max(...rounds),
    unit: 'offers/s',
  });
}

/** A full run in a process of its own, whose highest resident size is told. */
function memory(): BenchRow {
  const script = fileURLToPath(new URL('push-memory.ts', import.meta.url));
  const peak = Number(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
  return atMost(400, {
    name: `Stock: peak memory of a run over ${OFFERS} offers × ${WAREHOUSES} warehouses`,
    figure: peak,
    unit: 'MiB',
  });
}

/** The run that {@link memory} measures: all is read, sent, remembered, written and read again. */
export async function pushAll(): Promise<void> {
  const { decodeMemory, encodeMemory } = await import('../../lib/push/snapshot.ts');
  const options = { isFull: false, now: 0, mayRead: () => true, maySend: () => true, inFlight: 4 };
  const push: SitePush = { pages: stockPages(0), rules: STOCK_RULES, upload: async () => new Set() };
  const memory = newMemory('bench');
  await pushSite(push, memory, options);
  const again = await decodeMemory(await encodeMemory(memory));
  await pushSite({ ...push, pages: stockPages(CHANGED) }, again, options);
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
