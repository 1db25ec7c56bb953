import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { createCrmClient } from '../../../lib/crm/create-client.ts';
import { createCursorCheck } from '../../../lib/orders/poll/cursor-check.ts';
import { type PollDeps, type PollRequest, pollHistory } from '../../../lib/orders/poll/poll-history.ts';
import type { PollReport } from '../../../lib/orders/poll/poll-report.ts';
import { createHttp } from '../../../lib/platform/http.ts';
import { randomId } from '../../../lib/platform/ids.ts';
import { type Absences, createAbsences } from '../../../lib/state/absences.ts';
import { type CursorPosition, createCursors } from '../../../lib/state/cursors.ts';
import type { Table } from '../../../lib/state/table.ts';
import { createMemoryQueue } from '../../queue/memory-queue.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { shop } from './bridge.ts';

const OWN_KEY = 'own-key';
const OTHER_KEY = 'other-key';

/** 12:00 in Moscow. */
export const NOON = Date.parse('2026-03-10T09:00:00Z');
const HOUR_MS = 3_600_000;

/** Everything that the poll does outside itself goes through this: a test counts it, or ends it. */
export type Io = <Result>(operation: () => Promise<Result>) => Promise<Result>;

/** Fields of an order that take any text. */
const TEXT_FIELDS = ['managerComment', 'customerComment', 'lastName', 'firstName', 'patronymic'];

const undisturbed: Io = (operation) => operation();

/** The poll over a sandbox CRM, with its queue and its state in memory and time that stands still until it is moved. */
export interface TestHistory extends AsyncDisposable {
  readonly crm: SandboxCrm;
  readonly clock: { time: number };
  readonly absences: Absences;
  /** Variables under which a function reaches the CRM. */
  readonly access: Readonly<Record<'CRM_URL' | 'CRM_API_KEY', string>>;
  /** Keeps cursor and absences. */
  readonly table: Table;
  /** What a pass runs on. */
  readonly deps: PollDeps;
  /** One pass that has an hour's time. @param io what the pass's steps go through. @param own what its process keeps. */
  poll(request?: Partial<PollRequest>, io?: Io, own?: Partial<PollDeps>): Promise<PollReport>;
  cursor(): Promise<CursorPosition | undefined>;
  setCursor(position: CursorPosition): Promise<void>;
  /** Takes all messages out of the queue. @returns their order ids, in the order of the queue. */
  takeQueued(): readonly number[];
  /** Queries of the history since the last call of this. */
  takeRequests(): readonly string[];
  /** Makes an order as a person does. @returns its id. */
  newOrder(): number;
  /** Changes an order as a person does. @param records how many records of history that makes, one unless told. */
  change(orderId: number, records?: number): void;
  /** Changes an order over the API, with the bridge's own key or another. */
  changeByApi(orderId: number, whose: 'own' | 'other', records?: number): Promise<void>;
  /** The CRM answers the next request for the history with these records. */
  answerNext(history: readonly unknown[], totalPageCount?: number): void;
}

export async function startHistory(): Promise<TestHistory> {
  const clock = { time: NOON, now: () => clock.time };
  const crm = createSandboxCrm({
    shop,
    clock,
    apiKey: OWN_KEY,
    otherApiKeys: [OTHER_KEY],
    requestsPerSecond: null,
    seed: false,
  });
  const url = await crm.listen(0);
  const sleep = async (milliseconds: number): Promise<void> => {
    clock.time += milliseconds;
  };
  const http = createHttp({ fetch, clock, sleep, random: () => 0.5 });
  const client = createCrmClient({ url, apiKey: OWN_KEY, http, clock });
  const table = createMemoryTable(clock);
  const queue = createMemoryQueue({
    clock,
    makeId: randomId,
    visibilitySeconds: 30,
    maxReceiveCount: 1000,
  });
  const account = new URL(url).host;
  const deps = (io: Io): PollDeps => {
    const seen = tableThrough(io, table);
    const asked: PollDeps['crm'] = { history: (from) => io(() => client.history(from)) };
    return {
      crm: asked,
      account,
      cursors: createCursors(seen, account),
      checkCursor: createCursorCheck(asked, clock),
      absences: createAbsences(seen),
      send: (orderId) => io(() => queue.send({ orderId })),
      clock,
    };
  };
  let changes = 0;
  /** New values of as many fields: the CRM writes one record a field. */
  const changedFields = (count: number): Record<string, string> => {
    changes += 1;
    return Object.fromEntries(TEXT_FIELDS.slice(0, count).map((name) => [name, `Правка ${changes}`]));
  };
  return {
    crm,
    clock,
    absences: createAbsences(table),
    access: { CRM_URL: url, CRM_API_KEY: OWN_KEY },
    table,
    deps: deps(undisturbed),
    poll: (request = {}, io = undisturbed, own = {}) =>
      pollHistory(
        {
          settings: { startDate: null, timeZone: 'Europe/Moscow' },
          deadline: clock.time + HOUR_MS,
          ...request,
        },
        { ...deps(io), ...own },
      ),
    cursor: () =>
      createCursors(table, account)
        .read('order-history')
        .then((cursor) => cursor?.position),
    setCursor: (position) => createCursors(table, account).set('order-history', position),
    takeQueued: () => {
      const taken: number[] = [];
      for (let batch = queue.receive(); batch.length > 0; batch = queue.receive()) {
        for (const { orderId, receiptHandle } of batch) {
          taken.push(orderId);
          queue.delete(receiptHandle);
        }
      }
      return taken;
    },
    takeRequests: () => {
      const requests = crm.requestLog.list({ address: /\/orders\/history/ });
      crm.requestLog.clear();
      return requests.map(({ address }) => address.split('?')[1] ?? '');
    },
    newOrder: () => {
      const item = { offer: { xmlId: shop.goods[0]?.key ?? '' }, quantity: 1, initialPrice: 100 };
      return Number(crm.createOrder('shop1', { firstName: 'Пример', items: [item] }).id);
    },
    change: (orderId, records = 1) => {
      crm.editOrder(orderId, changedFields(records));
    },
    changeByApi: async (orderId, whose, records = 1) => {
      const order = JSON.stringify(changedFields(records));
      const response = await fetch(`${url}/api/v5/orders/${orderId}/edit`, {
        method: 'POST',
        headers: { 'x-api-key': whose === 'own' ? OWN_KEY : OTHER_KEY },
        body: new URLSearchParams({ by: 'id', site: 'shop1', order }),
      });
      if (!response.ok) {
        throw new Error(await response.text());
      }
    },
    answerNext: (history, totalPageCount = 1) => {
      const pagination = { limit: 100, totalCount: history.length, currentPage: 1, totalPageCount };
      crm.faults.add({
        match: { path: '/orders/history' },
        action: {
          kind: 'status',
          status: 200,
          body: JSON.stringify({ success: true, history, pagination }),
          contentType: 'application/json',
        },
      });
    },
    [Symbol.asyncDispose]: () => crm.close(),
  };
}

function tableThrough(io: Io, table: Table): Table {
  return {
    get: (key) => io(() => table.get(key)),
    getMany: (keys) => io(() => table.getMany(keys)),
    query: (pk) => io(() => table.query(pk)),
    queryLast: (pk, most) => io(() => table.queryLast(pk, most)),
    put: (item, condition) => io(() => table.put(item, condition)),
    update: (key, changes, condition) => io(() => table.update(key, changes, condition)),
    delete: (key, condition) => io(() => table.delete(key, condition)),
  };
}
