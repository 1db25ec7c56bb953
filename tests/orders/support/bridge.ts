import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { type RunningSandboxOnec, startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import type { Switches } from '../../../infra/sandbox/onec/switches.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { sandboxSettings } from '../../../infra/sandbox/shop/settings.ts';
import type { CrmClient } from '../../../lib/crm/client.ts';
import { createCrmClient } from '../../../lib/crm/create-client.ts';
import { createOrderOutcomes, type OrderOutcomes } from '../../../lib/journal/outcomes.ts';
import { createOrderTimeline, type OrderTimeline } from '../../../lib/journal/timeline.ts';
import { createOnecClient } from '../../../lib/onec/create-client.ts';
import type { UtClient } from '../../../lib/onec/ut/any-release.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { createDictionaries } from '../../../lib/orders/dictionaries.ts';
import {
  type ChangedOrder,
  type FinishedOrder,
  importBatch,
  type OrderResult,
} from '../../../lib/orders/import/import-batch.ts';
import { type OrderPreview, previewOrders } from '../../../lib/orders/import/preview.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import type { VersionedSettings } from '../../../lib/orders/order-state.ts';
import { proposedKeys } from '../../../lib/orders/proposed-keys.ts';
import {
  type RebuildDeps,
  type RebuildRequest,
  rebuildLinks,
} from '../../../lib/orders/rebuild/rebuild-links.ts';
import type { RebuildReport } from '../../../lib/orders/rebuild/report.ts';
import { createHttp } from '../../../lib/platform/http.ts';
import { randomId } from '../../../lib/platform/ids.ts';
import { createKnownReferences } from '../../../lib/references/known-references.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { validateSettings } from '../../../lib/settings/validate.ts';
import { type Absences, createAbsences } from '../../../lib/state/absences.ts';
import { createDocumentHolders } from '../../../lib/state/document-holders.ts';
import type { Links } from '../../../lib/state/links.ts';
import type { Table } from '../../../lib/state/table.ts';
import { createLeases } from '../../../lib/state/table-leases.ts';
import { createLinks } from '../../../lib/state/table-links.ts';
import { createImportJournal } from '../../../lib/worker/import-journal.ts';
import { lastReads } from '../../../lib/worker/outcome-records.ts';
import { recordingLog } from '../../infra/local/recording-log.ts';
import { looking, speaking } from '../../onec/support/speaking.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { testDigest } from './digest.ts';

/** A shop with few goods: seeding it takes a tenth of the time. */
const fullShop = makeShop();
const varied = fullShop.goods.filter(({ characteristics }) => characteristics.length > 0).slice(0, 2);
export const shop = { ...fullShop, goods: [...fullShop.goods.slice(0, 60), ...varied] };

const API_KEY = 'test-key';
const NOON = Date.parse('2026-03-10T09:00:00Z');

export interface BridgeOptions {
  readonly settings?: Partial<Settings>;
  readonly switches?: Partial<Switches>;
  /** Release of the sandbox 1C; 11.5.20 by default. */
  readonly release?: Release;
  /** The bridge has to look what the base is; otherwise it is told. */
  readonly looks?: boolean;
}

/** The order import between both sandboxes, with its state in memory and time that stands still until it is moved. */
export interface TestBridge extends AsyncDisposable {
  readonly crm: SandboxCrm;
  readonly crmClient: CrmClient;
  readonly onec: RunningSandboxOnec;
  readonly table: Table;
  readonly outcomes: OrderOutcomes;
  readonly timeline: OrderTimeline;
  readonly absences: Absences;
  readonly settings: Settings;
  /** The bridge's own client of the sandbox 1C. */
  readonly client: UtClient;
  /** Puts changed settings in force, as a new version. */
  changeSettings(changes: Partial<Settings>): void;
  currentSettings(): Promise<VersionedSettings>;
  /** Imports the orders as one batch of messages sent now. */
  importOrders(...orderIds: readonly number[]): Promise<readonly OrderResult[]>;
  /** Imports the orders because a person asks for them. */
  importAsked(...orderIds: readonly number[]): Promise<readonly OrderResult[]>;
  /** Imports the orders as one batch of messages sent at the given times. */
  importMessages(...messages: readonly ChangedOrder[]): Promise<readonly OrderResult[]>;
  /** What an import of the orders would do. */
  preview(...orderIds: readonly number[]): Promise<readonly OrderPreview[]>;
  /** Restores the links from both sandboxes. */
  rebuildLinks(changes?: Partial<RebuildRequest & RebuildDeps>): Promise<RebuildReport>;
  links(): Links;
  now(): number;
  /** Empties the state table: links, leases and outcomes are gone. */
  loseState(): void;
  /** Moves the clock. */
  pass(milliseconds: number): void;
  /** Orders in 1C with the given number of the CRM. */
  documents(number?: string): readonly OrderDocument[];
  /** Requests to 1C since the last call of this, as `GET Catalog_Номенклатура`. */
  takeRequests(): readonly string[];
}

/** Settings of the sandboxes; item statuses are not used, so that the order's status decides on supply. */
export function bridgeSettings(changes: Partial<Settings> = {}): Settings {
  const validation = validateSettings({ ...(sandboxSettings(shop) as object), itemStatuses: [], ...changes });
  if (!validation.ok) {
    throw new Error(validation.faults.map(({ path, problem }) => `${path}: ${problem}`).join('\n'));
  }
  return validation.settings;
}

export async function startBridge(options: BridgeOptions = {}): Promise<TestBridge> {
  const { release = release11520 } = options;
  let now = NOON;
  const clock = { now: () => now };
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  };
  const crm = createSandboxCrm({ shop, clock, apiKey: API_KEY, requestsPerSecond: null, seed: false });
  const crmUrl = await crm.listen(0);
  const onec = await startSandboxOnec({
    shop,
    release,
    clock,
    ...(options.switches === undefined ? {} : { switches: options.switches }),
  });
  const { log } = recordingLog();
  const http = createHttp({ fetch, clock, sleep, random: () => 0.5 });
  const crmClient = createCrmClient({ url: crmUrl, apiKey: API_KEY, http, clock, log });
  const plain = createOnecClient({ root: onec.url, login: onec.login, http, log });
  const client = options.looks === true ? looking(plain, clock) : speaking(plain, release);
  let current = { version: 1, settings: bridgeSettings(options.settings) };
  const dictionaries = createDictionaries(client, clock, 600_000);
  let state = openState();
  const deps = () => ({
    crm: crmClient,
    onec: client,
    clock,
    sleep,
    inSlot: <Result>(work: () => Promise<Result>) => work(),
    links: createLinks(state.table),
    holders: createDocumentHolders(state.table),
    absences: state.absences,
    leases: createLeases({ table: state.table, clock, makeId: randomId }),
    leaseMs: 90_000,
    dictionaries,
    references: state.references,
    digest: testDigest,
    proposed: proposedKeys('demo.example.ru'),
    settings: async () => current,
    lastReads: (orderIds: readonly number[]) => lastReads(state.outcomes, orderIds),
    record: (order: FinishedOrder, sentAt: number) => state.journal.finished(order, sentAt),
  });
  function openState() {
    const table = createMemoryTable(clock);
    const outcomes = createOrderOutcomes(table);
    const timeline = createOrderTimeline(table);
    return {
      table,
      outcomes,
      timeline,
      absences: createAbsences(table),
      references: createKnownReferences({ onec: client, table, base: onec.url, clock }),
      journal: createImportJournal({ outcomes, timeline, clock }),
    };
  }
  return {
    crm,
    crmClient,
    onec,
    client,
    get settings() {
      return current.settings;
    },
    changeSettings: (changes) => {
      current = {
        version: current.version + 1,
        settings: bridgeSettings({ ...options.settings, ...changes }),
      };
    },
    currentSettings: async () => current,
    get table() {
      return state.table;
    },
    get outcomes() {
      return state.outcomes;
    },
    get timeline() {
      return state.timeline;
    },
    get absences() {
      return state.absences;
    },
    importOrders: (...orderIds) =>
      importBatch(
        orderIds.map((orderId) => ({ orderId, sentAt: now })),
        deps(),
      ),
    importAsked: (...orderIds) =>
      importBatch(
        orderIds.map((orderId) => ({ orderId, sentAt: now })),
        { ...deps(), isAsked: true },
      ),
    importMessages: (...messages) => importBatch(messages, deps()),
    preview: (...orderIds) => previewOrders(orderIds, deps()),
    rebuildLinks: (changes) =>
      rebuildLinks({ settings: current.settings, isDryRun: false, ...changes }, { ...deps(), ...changes }),
    links: () => deps().links,
    now: () => now,
    loseState: () => {
      state = openState();
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
    documents: (number) =>
      (onec.control.entities('Document_ЗаказКлиента') as unknown as readonly OrderDocument[]).filter(
        (document) => number === undefined || document.НомерПоДаннымКлиента === number,
      ),
    takeRequests: () => {
      const requests = onec.control.requests
        .list()
        .map(({ method, path }) => `${method} ${path.split(/[?(]/)[0]}`);
      onec.control.requests.clear();
      return requests;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([crm.close(), onec.close()]);
      refuseSilentDamage(onec.control.damage);
    },
  };
}

/**
 * What 1C lets pass without a word is a defect of the bridge in every test, whatever it is about (design, sandbox).
 *
 * @throws {Error} naming the properties that were ignored, cut or left dangling.
 */
function refuseSilentDamage(damage: RunningSandboxOnec['control']['damage']): void {
  if (damage.length > 0) {
    const places = damage.map(({ kind, set, property, detail }) => `${kind}: ${set}.${property} ${detail}`);
    throw new Error(`1C silently damaged what was sent:\n${[...new Set(places)].join('\n')}`);
  }
}

/** Goods of the shop that are sold by the piece and have no characteristics. */
export const plainGoods = shop.goods.filter((good) => !good.fractional && good.characteristics.length === 0);

let people = 0;

/** Puts an order of a new person into the sandbox CRM. @returns its id and number. */
export function newOrder(
  bridge: Pick<TestBridge, 'crm'>,
  changes: Readonly<Record<string, unknown>> = {},
): { readonly id: number; readonly number: string } {
  people += 1;
  const [good] = plainGoods;
  const order = bridge.crm.createOrder('shop1', {
    firstName: 'Пример',
    lastName: `Примеров-${people}`,
    phone: `+7 (901) 000-${String(people)
      .padStart(4, '0')
      .replace(/(..)(..)/, '$1-$2')}`,
    email: `new-customer-${people}@example.com`,
    status: 'client-confirmed',
    items: [{ offer: { xmlId: good?.key ?? '' }, quantity: 2, initialPrice: 100 }],
    ...changes,
  });
  return { id: Number(order.id), number: String(order.number) };
}
