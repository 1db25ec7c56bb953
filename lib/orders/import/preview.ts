import type { CrmClient, OrdersAnswer } from '../../crm/client.ts';
import type { CrmOrder } from '../../crm/order.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import { refTo } from '../../state/links.ts';
import type { Write } from '../../writes/write.ts';
import type { ReadDeps } from '../flow.ts';
import type { OrderDocument } from '../order/facts.ts';
import type { VersionedSettings } from '../order-state.ts';
import type { Warning } from '../problems.ts';
import { type DocumentResult, parkedResult } from './document-result.ts';
import { orderMalformed } from './eligibility.ts';
import { CANCELLATION_FLOWS, MISSING_ORDER_FLOWS, ORDER_FLOWS } from './flows.ts';
import type { BatchDeps } from './import-batch.ts';
import { openMissingOrder, openOrder } from './open-order.ts';
import { type ImportOutcome, outcomeOf } from './outcome.ts';
import { type FlowsResult, runFlows } from './run-flows.ts';

/** What an import would do with one order. */
export interface OrderPreview {
  readonly orderId: number;
  /** Number of the order, if the CRM knows the order. */
  readonly number?: string;
  /** What would be written into 1C and why, in order; empty if nothing would. */
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
  /** Why nothing would be written, or what of it would be parked. */
  readonly outcome?: ImportOutcome;
  /** What would become of each document; none where nothing is planned at all. */
  readonly documents: readonly DocumentResult[];
  /** The order as the CRM answered it, if it did. */
  readonly order?: CrmOrder;
  /** The order of 1C as the writes would leave it, or as it is if it needs none. */
  readonly document?: OrderDocument;
}

/** What a preview reads from. */
export interface PreviewDeps extends ReadDeps {
  readonly crm: Pick<CrmClient, 'ordersByIds' | 'survivorOf'>;
  readonly settings: BatchDeps['settings'];
  readonly inSlot: BatchDeps['inSlot'];
}

/**
 * The plans of an import, without a single write: neither in 1C nor in the CRM nor in the state (design, principle 4).
 *
 * @returns one preview for each id, in their order.
 * @throws whatever keeps the CRM, 1C or the state table from answering.
 */
export async function previewOrders(
  orderIds: readonly number[],
  deps: PreviewDeps,
): Promise<readonly OrderPreview[]> {
  const current = await deps.settings();
  const answer = await deps.crm.ordersByIds(orderIds);
  return eachLimited(orderIds, current.settings.limits.onecParallel, (orderId) =>
    deps.inSlot(() => previewOrder(orderId, answer, current, deps)),
  );
}

type PreviewResult = Omit<OrderPreview, 'orderId' | 'number'>;

async function previewOrder(
  orderId: number,
  answer: OrdersAnswer,
  current: VersionedSettings,
  deps: PreviewDeps,
): Promise<OrderPreview> {
  const mode = { kind: 'project', deps } as const;
  const malformed = answer.malformed.find(({ id }) => id === orderId);
  if (malformed !== undefined) {
    return {
      orderId,
      ...nothing([parkedResult({ ref: refTo('order', orderId) }, [orderMalformed(malformed)])]),
    };
  }
  const order = answer.orders.find(({ id }) => id === orderId);
  if (order === undefined) {
    const state = await openMissingOrder(orderId, current.settings, deps);
    return { orderId, ...resultOf(await runFlows(MISSING_ORDER_FLOWS, state, mode)) };
  }
  const opened = await openOrder(order, current, deps);
  const { number } = order;
  if ('results' in opened) {
    return { orderId, number, order, ...nothing(opened.results) };
  }
  const result =
    'cancellation' in opened
      ? await runFlows(CANCELLATION_FLOWS, opened.cancellation, mode)
      : await runFlows(ORDER_FLOWS, opened.state, mode);
  return { orderId, number, order, ...resultOf(result) };
}

const nothing = (results: readonly DocumentResult[]): PreviewResult => ({
  writes: [],
  warnings: [],
  documents: results,
  outcome: outcomeOf(results),
});

function resultOf({
  results,
  writes,
  warnings,
  state: { document },
}: FlowsResult<{ readonly document?: OrderDocument }>): PreviewResult {
  const outcome = outcomeOf(results);
  const shown = document === undefined ? {} : { document };
  if (writes.length === 0) {
    return { ...nothing(results), ...(outcome.kind === 'unchanged' ? shown : {}) };
  }
  return {
    writes,
    warnings,
    documents: results,
    ...(outcome.kind === 'parked' ? { outcome } : {}),
    ...shown,
  };
}
