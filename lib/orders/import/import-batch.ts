import type { CrmClient, OrdersAnswer } from '../../crm/client.ts';
import type { CrmOrder } from '../../crm/order.ts';
import type { Clock } from '../../platform/clock.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import { BridgeError } from '../../platform/errors.ts';
import { type Lease, orderLease } from '../../state/leases.ts';
import { refTo } from '../../state/links.ts';
import { type Execution, newExecution } from '../../writes/execution.ts';
import type { VersionedSettings } from '../order-state.ts';
import type { Skip } from '../problems.ts';
import {
  type DocumentResult,
  parkedResult,
  skippedResult,
  type Written,
  writtenOf,
} from './document-result.ts';
import { orderMalformed } from './eligibility.ts';
import { handleMissingOrder, type ImportDeps, importOrder } from './import-order.ts';
import { assertHeld, isOver, LeaseOver } from './lease-guard.ts';
import { type ImportOutcome, outcomeOf } from './outcome.ts';

/** One order that somebody says has changed. */
export interface ChangedOrder {
  readonly orderId: number;
  /** When the newest message about it was sent, milliseconds since the epoch. */
  readonly sentAt: number;
}

/** How the work on one order ended: an outcome, the news that nothing had to be done, or a fault that passes by itself. */
export type OrderResult =
  | FinishedOrder
  | { readonly orderId: number; readonly status: 'alreadyProcessed' }
  | FailedOrder;

interface FailedOrder {
  readonly orderId: number;
  readonly status: 'failed';
  readonly error: unknown;
  /** What was written before. */
  readonly written?: Written;
}

/** An order that was worked on to an outcome, and what the outcome stands on. */
export interface FinishedOrder {
  readonly orderId: number;
  readonly status: 'done';
  /** Of the order as a whole. */
  readonly outcome: ImportOutcome;
  /** Of each of its documents. */
  readonly documents: readonly DocumentResult[];
  /** When the CRM read that the outcome stands on began, milliseconds since the epoch. */
  readonly readAt: number;
  /** Version of the settings that decided. */
  readonly settingsVersion: number;
  /** Number of the order, if the CRM knows the order. */
  readonly number?: string;
}

/** What the import of a batch needs beside what each order does. */
export interface BatchDeps extends Omit<ImportDeps, 'assertMine'> {
  readonly crm: CrmClient;
  readonly clock: Clock;
  readonly settings: () => Promise<VersionedSettings>;
  /** Runs the import of one order in one of the few slots of 1C, or throws a retryable error when none is free in time. */
  readonly inSlot: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** A person asked for these very orders: they are imported even where the settings switch the import off. */
  readonly isAsked?: boolean;
  /** When the CRM read behind the last finished import of each order began; unknown orders are missing. */
  readonly lastReads: (orderIds: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  /** Told of every finished order before its lease is given back. */
  readonly record: (order: FinishedOrder, sentAt: number) => Promise<void>;
}

/**
 * The clocks of the queue and of the function may differ by a little: a message counts as older than a read only by
 * more than this.
 */
const CLOCK_DIFFERENCE_MS = 250;

/**
 * Imports the orders of one batch of messages: all of them are read from the CRM in one request (design, principle 1), each
 * is then worked on under its own lease, a few at a time, and one bad order never stops another.
 *
 * A message sent before the start of a CRM read whose import was completed is done without a request (principle 7).
 *
 * @returns one result for every order; never throws for a fault of the CRM, of 1C or of the state table.
 */
export async function importBatch(
  changed: readonly ChangedOrder[],
  deps: BatchDeps,
): Promise<readonly OrderResult[]> {
  try {
    return await importLeased(changed, deps);
  } catch (error) {
    return changed.map(({ orderId }) => ({ orderId, status: 'failed', error }));
  }
}

async function importLeased(
  changed: readonly ChangedOrder[],
  deps: BatchDeps,
): Promise<readonly OrderResult[]> {
  const claims = await Promise.all(changed.map((order) => claim(order, deps)));
  const mine = claims.filter((held): held is HeldOrder => held.status === 'held');
  const others = claims.filter((held): held is FailedOrder => held.status === 'failed');
  try {
    return [...(await importMine(mine, deps)), ...others];
  } catch (error) {
    return [...mine.map((order) => failure(order, error, deps)), ...others];
  } finally {
    await Promise.all(mine.map(({ lease }) => deps.leases.release(lease)));
  }
}

interface HeldOrder {
  readonly status: 'held';
  readonly order: ChangedOrder;
  readonly lease: Lease;
}

/** Takes the order's lease; an order in other hands, or a state table that does not answer, fails that order alone. */
async function claim(order: ChangedOrder, deps: BatchDeps): Promise<HeldOrder | FailedOrder> {
  const { orderId } = order;
  try {
    const lease = await deps.leases.acquire(orderLease(orderId), deps.leaseMs);
    return lease === undefined
      ? { orderId, status: 'failed', error: new OrderBusy(orderId) }
      : { status: 'held', order, lease };
  } catch (error) {
    return { orderId, status: 'failed', error };
  }
}

async function importMine(mine: readonly HeldOrder[], deps: BatchDeps): Promise<readonly OrderResult[]> {
  const lastReads = await deps.lastReads(mine.map(({ order }) => order.orderId));
  const isProcessed = ({ orderId, sentAt }: ChangedOrder) =>
    (lastReads.get(orderId) ?? Number.NEGATIVE_INFINITY) > sentAt + CLOCK_DIFFERENCE_MS;
  const processed = mine
    .filter(({ order }) => isProcessed(order))
    .map(({ order }): OrderResult => ({ orderId: order.orderId, status: 'alreadyProcessed' }));
  const due = mine.filter(({ order }) => !isProcessed(order));
  if (due.length === 0) {
    return processed;
  }
  const current = await deps.settings();
  const readAt = deps.clock.now();
  const answer = await deps.crm.ordersByIds(due.map(({ order }) => order.orderId));
  const results = await eachLimited(due, current.settings.limits.onecParallel, (held) =>
    importOne(held, { answer, readAt, current }, deps),
  );
  return [...processed, ...results];
}

interface CrmRead {
  readonly answer: OrdersAnswer;
  readonly readAt: number;
  readonly current: VersionedSettings;
}

async function importOne(held: HeldOrder, read: CrmRead, deps: BatchDeps): Promise<OrderResult> {
  const { orderId, sentAt } = held.order;
  const assertMine = () => assertHeld(held.lease, deps.clock);
  const execution = newExecution();
  try {
    const order = read.answer.orders.find(({ id }) => id === orderId);
    const documents = await documentsOf(orderId, order, read, execution, { ...deps, assertMine });
    const result = {
      orderId,
      status: 'done',
      outcome: outcomeOf(documents),
      documents,
      readAt: read.readAt,
      settingsVersion: read.current.version,
      ...(order === undefined ? {} : { number: order.number }),
    } as const;
    assertMine();
    await deps.record(result, sentAt);
    return result;
  } catch (error) {
    return { ...failure(held, error, deps), written: writtenOf(execution.made) };
  }
}

/** Once the lease is over, why the work ended is no news about the order any more. */
function failure({ order, lease }: HeldOrder, error: unknown, { clock }: BatchDeps): FailedOrder {
  return {
    orderId: order.orderId,
    status: 'failed',
    error: isOver(lease, clock) ? new LeaseOver(lease, error) : error,
  };
}

async function documentsOf(
  orderId: number,
  order: CrmOrder | undefined,
  { answer, current }: CrmRead,
  execution: Execution,
  deps: BatchDeps & ImportDeps,
): Promise<readonly DocumentResult[]> {
  const own = { ref: refTo('order', orderId) };
  if (!current.settings.exchange.importOrders && deps.isAsked !== true) {
    return [skippedResult(own, importSwitchedOff(orderId))];
  }
  const malformed = answer.malformed.find(({ id }) => id === orderId);
  if (malformed !== undefined) {
    return [parkedResult(own, [orderMalformed(malformed)])];
  }
  return deps.inSlot(() =>
    order === undefined
      ? handleMissingOrder(orderId, current, execution, deps)
      : importOrder(order, current, execution, deps),
  );
}

/** The settings switch the import off (contract 3, `exchange`); the history is not read meanwhile and brings the order later. */
const importSwitchedOff = (orderId: number): Skip => ({
  reason: 'importSwitchedOff',
  message: `Загрузка заказов в 1С выключена в настройках (exchange.importOrders), заказ с id ${orderId} не загружен. Когда её включат, обмен прочтёт историю RetailCRM с того места, где остановился; более ранние заказы загружает команда orders import.`,
});

/** Another worker holds the order; the message comes back later and then finds the work done. */
class OrderBusy extends BridgeError {
  constructor(orderId: number) {
    super(`order ${orderId} is being imported by another worker`, {
      code: 'orderBusy',
      retryable: true,
      advice:
        'Этот заказ как раз загружает другой обработчик. Загрузка повторится сама, ничего делать не нужно.',
      details: { orderId },
    });
  }
}
