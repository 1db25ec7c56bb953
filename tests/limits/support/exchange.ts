import { createOrderWorker } from '../../../functions/order-worker.ts';
import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { type RunningSandboxOnec, startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import { composeOrderImport } from '../../../lib/composition/order-import.ts';
import type { Runtime } from '../../../lib/composition/runtime.ts';
import { createStage, type Stage } from '../../../lib/composition/stage.ts';
import type { CrmClient } from '../../../lib/crm/client.ts';
import { createOrderOutcomes, type OrderOutcomes } from '../../../lib/journal/outcomes.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import type { Lane } from '../../../lib/platform/request-budget.ts';
import type { OrderItem } from '../../../lib/queue/order-item.ts';
import type { QueueMessage } from '../../../lib/queue/work-queue.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import type { Table } from '../../../lib/state/table.ts';
import { given } from '../../composition/test-stage.ts';
import { createMemoryPrivateFiles } from '../../files/memory-private-files.ts';
import { type LogEntry, recordingLog } from '../../infra/local/recording-log.ts';
import { bridgeSettings, shop } from '../../orders/support/bridge.ts';
import { DIGEST_KEY } from '../../orders/support/digest.ts';
import { createMemoryQueue, type MemoryQueue } from '../../queue/memory-queue.ts';
import { sqsRecord } from '../../queue/sqs-record.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { counter } from '../../state/tables.ts';
import { recordedFetch, type SentRequests } from './recorded-fetch.ts';
import { createSleepyOnec, type SleepyOnec } from './sleepy-onec.ts';
import { slowTable } from './slow-table.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

const NOON = Date.parse('2026-03-10T09:00:00Z');
const API_KEY = 'test-key';

/** Of the deployed worker and its queue. */
const TIMEOUT_SECONDS = 180;
const VISIBILITY_MARGIN_SECONDS = 60;
const MAX_RECEIVES = 1000;

/** Of the queue's long poll. */
const POLL_MS = 5000;

export interface ExchangeOptions {
  readonly settings?: Partial<Settings>;
  /** Of the sandbox CRM; its usual ten unless told. */
  readonly requestsPerSecond?: number;
  /** How many functions work on the queue at a time. */
  readonly workers?: number;
  /** How long a read or a write of the state table takes; no time unless told. */
  readonly tableMs?: number;
  /** How long the CRM takes for an answer; no time unless told. */
  readonly crmMs?: number;
  /** How long a worker that found no message waits for one; five seconds unless told. */
  readonly pollMs?: number;
  /** How long a function may run; the deployed worker's time-out unless told. */
  readonly timeoutSeconds?: number;
}

interface Login {
  readonly user: string;
  readonly password: string;
}

/** Workers wired as on a stage, between both sandboxes, in virtual time; the queue and the state are in memory. */
export interface Exchange extends AsyncDisposable {
  readonly time: VirtualTime;
  readonly crm: SandboxCrm;
  readonly onec: RunningSandboxOnec;
  readonly queue: MemoryQueue;
  readonly table: Table;
  readonly outcomes: OrderOutcomes;
  readonly log: readonly LogEntry[];
  readonly sent: SentRequests;
  /** Another function: a process of its own that shares the state, with its limits, and nothing else. */
  startProcess(): Stage;
  /** The client of the CRM that another function has, within the same budget. */
  crmClient(lane: Lane): CrmClient;
  readonly sleepOnec: SleepyOnec['fallAsleep'];
  readonly delayOnec: SleepyOnec['delay'];
  /** All workers are new processes that log in to 1C so. */
  restart(login: Login): void;
  /** Puts orders of new people into the CRM and their ids into the queue. @returns the ids. */
  queueOrders(count: number): Promise<readonly number[]>;
  /** The same, where each order comes so long after the one before as soon as the workers work. */
  expectOrders(everyMs: readonly number[]): readonly number[];
  /** How long each order that is out of the queue was in it, milliseconds, tries and all. */
  readonly tookMs: ReadonlyMap<number, number>;
  /** Lets the workers work until every order is out of the queue, or until the time. */
  work(until?: number): Promise<void>;
  /** How many documents 1C has for each order. */
  documentsOf(orderIds: readonly number[]): readonly number[];
}

export async function startExchange(options: ExchangeOptions = {}): Promise<Exchange> {
  const time = createVirtualTime(NOON);
  const crm = createSandboxCrm({
    shop,
    clock: time.clock,
    apiKey: API_KEY,
    seed: false,
    ...(options.requestsPerSecond === undefined ? {} : { requestsPerSecond: options.requestsPerSecond }),
  });
  const crmUrl = await crm.listen(0);
  const onec = await startSandboxOnec({ shop, release: release11520, clock: time.clock });
  const table = stateTable(time, options.tableMs);
  const outcomes = createOrderOutcomes(table);
  const queue = createMemoryQueue({
    clock: time.clock,
    makeId: counter('message'),
    visibilitySeconds: (options.timeoutSeconds ?? TIMEOUT_SECONDS) + VISIBILITY_MARGIN_SECONDS,
    maxReceiveCount: MAX_RECEIVES,
  });
  const { log, entries } = recordingLog();
  const settings = bridgeSettings(options.settings);
  const random = randomNumbers();
  const sleepy = createSleepyOnec(time);
  const { fetch, sent } = recordedFetch(time, { url: crmUrl, milliseconds: options.crmMs ?? 0 }, sleepy);
  const runtime: Runtime = { clock: time.clock, sleep: time.sleep, random, fetch };
  const configFor = (login: Login) => ({
    CRM_URL: crmUrl,
    CRM_API_KEY: API_KEY,
    ONEC_URL: onec.url,
    ONEC_USER: login.user,
    ONEC_PASSWORD: login.password,
    TABLE_NAME: 'in memory',
    DIGEST_KEY,
    PRIVATE_BUCKET: 'in memory',
    FUNCTION_TIMEOUT_SECONDS: options.timeoutSeconds ?? TIMEOUT_SECONDS,
  });
  const archive = createMemoryPrivateFiles();
  /** A process of its own, as every function of the cloud is. */
  const startProcess = (login: Login): Stage =>
    createStage({ config: given(configFor(login)), table, archive, runtime, log });
  await time.passUntil(startProcess(onec.login).settings.save(JSON.stringify(settings)));
  const startWorker = (login: Login) =>
    createOrderWorker({
      importOrders: composeOrderImport(startProcess(login), log),
      queue,
      log,
      clock: time.clock,
      random,
    });
  const startWorkers = (login: Login) =>
    Array.from({ length: options.workers ?? 2 }, () => startWorker(login));
  let workers = startWorkers(onec.login);
  /** Orders that are not out of the queue yet. */
  const waiting = new Set<number>();
  const tookMs = new Map<number, number>();
  const queuedAt = new Map<number, number>();
  let expected: readonly (() => Promise<void>)[] = [];
  const send = async (orderId: number): Promise<void> => {
    queuedAt.set(orderId, time.clock.now());
    await queue.send({ orderId });
  };
  const isDone = (orderId: number): void => {
    waiting.delete(orderId);
    tookMs.set(orderId, time.clock.now() - (queuedAt.get(orderId) ?? Number.NaN));
  };

  return {
    time,
    crm,
    onec,
    queue,
    table,
    outcomes,
    log: entries,
    sent,
    startProcess: () => startProcess(onec.login),
    tookMs,
    crmClient: (lane) => startProcess(onec.login).crm(lane),
    sleepOnec: sleepy.fallAsleep,
    delayOnec: sleepy.delay,
    restart: (login) => {
      workers = startWorkers(login);
    },
    queueOrders: async (count) => {
      const ids = Array.from({ length: count }, () => createOrder(crm));
      for (const id of ids) {
        waiting.add(id);
        await send(id);
      }
      return ids;
    },
    expectOrders: (everyMs) => {
      const ids = everyMs.map(() => createOrder(crm));
      for (const id of ids) {
        waiting.add(id);
      }
      expected = [
        ...expected,
        async () => {
          for (const [index, id] of ids.entries()) {
            await time.sleep(everyMs[index] ?? 0);
            await send(id);
          }
        },
      ];
      return ids;
    },
    work: async (until = Number.POSITIVE_INFINITY) => {
      const isOver = (): boolean => waiting.size === 0 || time.clock.now() >= until;
      const coming = expected;
      expected = [];
      await time.passUntil(
        Promise.all([
          ...coming.map((send) => send()),
          ...workers.map(async (worker) => {
            while (!isOver()) {
              if (!(await workOnce(worker, queue, isDone))) {
                await time.sleep(options.pollMs ?? POLL_MS);
              }
            }
          }),
        ]),
      );
    },
    documentsOf: (orderIds) => orderIds.map((id) => postedDocuments(onec, String(crm.order(id).number))),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([crm.close(), onec.close()]);
    },
  };
}

function stateTable({ clock, sleep }: VirtualTime, milliseconds = 0): Table {
  const table = createMemoryTable(clock);
  return milliseconds === 0 ? table : slowTable(table, sleep, milliseconds);
}

/** How many posted documents 1C has for the CRM's order of this number. */
function postedDocuments({ control }: RunningSandboxOnec, number: string): number {
  return control
    .entities('Document_ЗаказКлиента')
    .filter(({ НомерПоДаннымКлиента, Posted }) => НомерПоДаннымКлиента === number && Posted === true).length;
}

/**
 * One poll of one worker.
 *
 * @param isDone told of the orders that the worker is done with; they are out of the queue then.
 * @returns whether there was a message.
 */
async function workOnce(
  worker: ReturnType<typeof createOrderWorker>,
  queue: MemoryQueue,
  isDone: (orderId: number) => void,
): Promise<boolean> {
  const messages = queue.receive();
  if (messages.length === 0) {
    return false;
  }
  const { batchItemFailures } = await worker({ Records: messages.map(recordOf) });
  const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const message of messages.filter(({ messageId }) => !kept.has(messageId))) {
    queue.delete(message.receiptHandle);
    isDone(message.orderId);
  }
  return true;
}

const recordOf = ({ messageId, receiptHandle, orderId, sentAt, receiveCount }: QueueMessage<OrderItem>) => ({
  ...sqsRecord(messageId, { order: orderId, sentAt, receiveCount }),
  receiptHandle,
});

/** Numbers that look random and are the same in every run. */
function randomNumbers(): () => number {
  let calls = 0;
  return () => {
    calls += 1;
    return (calls * 0.618_034) % 1;
  };
}

const [good] = shop.goods.filter(
  ({ fractional, characteristics }) => !fractional && characteristics.length === 0,
);
let people = 0;

/** An order of a new person, put into the CRM as a person would. @returns its id. */
function createOrder(crm: SandboxCrm): number {
  people += 1;
  const digits = String(people).padStart(4, '0');
  const order = crm.createOrder('shop1', {
    firstName: 'Пример',
    lastName: `Примеров-${people}`,
    phone: `+7 (902) 000-${digits.slice(0, 2)}-${digits.slice(2)}`,
    email: `exchange-customer-${people}@example.com`,
    status: 'client-confirmed',
    items: [{ offer: { xmlId: good?.key ?? '' }, quantity: 2, initialPrice: 100 }],
  });
  return Number(order.id);
}
