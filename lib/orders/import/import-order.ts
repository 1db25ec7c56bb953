import type { CrmOrder } from '../../crm/order.ts';
import { OnecKeyTaken } from '../../onec/errors.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { WriteDeps } from '../../writes/execute.ts';
import type { Execution } from '../../writes/execution.ts';
import type { CancellationState } from '../cancellation/cancellation-flow.ts';
import type { LockDeps, ReadDeps } from '../flow.ts';
import { unchangedText } from '../order/flow.ts';
import { memoryOf } from '../order/order-memory.ts';
import type { OrderState, VersionedSettings } from '../order-state.ts';
import type { DocumentName } from '../plan.ts';
import { type DocumentResult, unchangedResult } from './document-result.ts';
import { CANCELLATION_FLOWS, MISSING_ORDER_FLOWS, ORDER_FLOWS } from './flows.ts';
import { openMissingOrder, openOrder } from './open-order.ts';
import { type FlowMode, type FlowsResult, runFlows } from './run-flows.ts';

/** What the import of one order needs: 1C and its dictionaries, links, leases, and the order's own lease. */
export type ImportDeps = ReadDeps & WriteDeps & LockDeps;

/**
 * Brings one order of the CRM into 1C. The caller holds the order's lease.
 *
 * @param execution told of every write that was made, also before an error.
 * @returns what became of each of its documents, of one at least.
 * @throws a retryable error if 1C, the state table or another worker is in the way; nothing is lost then, and a repeated
 *   call goes on where this one stopped.
 */
export async function importOrder(
  order: CrmOrder,
  current: VersionedSettings,
  execution: Execution,
  deps: ImportDeps,
): Promise<readonly DocumentResult[]> {
  return anewIfTaken(async () => {
    const opened = await openOrder(order, current, deps);
    if ('results' in opened) {
      return opened.results;
    }
    if ('cancellation' in opened) {
      return carryOutCancellation(opened.cancellation, { kind: 'execute', deps, execution });
    }
    const { state } = opened;
    const held = await asLastWritten(state, deps);
    if (held !== undefined) {
      return [unchangedResult(state.ref, unchangedText(state.number), held)];
    }
    // The first look at a version takes a dozen requests: nobody's turn is held meanwhile.
    await deps.references(current);
    const done = await runFlows(ORDER_FLOWS, state, { kind: 'execute', deps, execution });
    await rememberCompleted(done, deps);
    return done.results;
  });
}

/**
 * Remembers that the order is in 1C as it is, with all its documents: the next import of the same order asks for no more than
 * its `DataVersion`. Nothing is remembered while one of them waits for a person, or where the order was left as it is.
 */
async function rememberCompleted(
  { results, state: { ref, document, memory, fingerprint } }: FlowsResult<OrderState>,
  { links, assertMine }: ImportDeps,
): Promise<void> {
  if (
    document !== undefined &&
    memory !== undefined &&
    results.every(({ state }) => state === 'written' || state === 'unchanged')
  ) {
    assertMine();
    await links.confirm(ref, document.Ref_Key, { ...memory, fingerprint });
  }
}

/**
 * Carries out what is to become in 1C of an order that the CRM does not know any more. The caller holds the order's lease.
 *
 * @throws as {@link importOrder}.
 */
export async function handleMissingOrder(
  orderId: number,
  { settings }: VersionedSettings,
  execution: Execution,
  deps: ImportDeps,
): Promise<readonly DocumentResult[]> {
  const state = await openMissingOrder(orderId, settings, deps);
  return (await runFlows(MISSING_ORDER_FLOWS, state, { kind: 'execute', deps, execution })).results;
}

/** An order that is cancelled and cannot be planned as others are; done once, it asks 1C for no more than others do. */
async function carryOutCancellation(
  state: CancellationState,
  mode: Extract<FlowMode, { kind: 'execute' }>,
): Promise<readonly DocumentResult[]> {
  const held = await asLastWritten(state, mode.deps);
  return held === undefined
    ? (await runFlows(CANCELLATION_FLOWS, state, mode)).results
    : [unchangedResult(state.ref, unchangedText(state.number), held)];
}

/**
 * The same order and settings as last time, and nobody touched the document since: one light request, no planning.
 *
 * @returns the document; undefined if the order has to be planned.
 */
async function asLastWritten(
  { link, fingerprint }: Pick<OrderState, 'link' | 'fingerprint'>,
  { onec }: ReadDeps,
): Promise<DocumentName | undefined> {
  const memory = memoryOf(link);
  if (link?.key === undefined || memory.fingerprint !== fingerprint) {
    return undefined;
  }
  const held = await onec.read(заказКлиента, link.key, ['DataVersion', 'Posted', 'Number', 'Date']);
  return held?.Posted === true && held.DataVersion === memory.dataVersion
    ? { key: link.key, number: held.Number, date: held.Date }
    : undefined;
}

/** Partner, counterparty, contact person and the order itself. */
const MOST_TAKEN = 4;

/** A key that is taken already means that links were lost: planned anew, the intent finds the object, one more each time. */
async function anewIfTaken<Result>(work: () => Promise<Result>, left = MOST_TAKEN): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OnecKeyTaken && left > 0) {
      return anewIfTaken(work, left - 1);
    }
    throw error;
  }
}
