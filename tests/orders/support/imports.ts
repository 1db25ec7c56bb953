import { expect } from 'vitest';
import type { OrderResult } from '../../../lib/orders/import/import-batch.ts';
import type { ImportOutcome } from '../../../lib/orders/import/outcome.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { newOrder, plainGoods, type TestBridge } from './bridge.ts';

/** An entity as the base holds it, in the words of its own release. */
export type HeldEntity = Readonly<Record<string, unknown>> & { readonly Ref_Key: string };

/**
 * How the import of one order ended.
 *
 * @param orderId which of the batch; the first one unless told.
 * @throws {Error} if it failed: the test expected an outcome.
 */
export function outcomeOf(results: readonly OrderResult[], orderId = results[0]?.orderId): ImportOutcome {
  const result = results.find((candidate) => candidate.orderId === orderId);
  if (result?.status !== 'done') {
    const error = result?.status === 'failed' ? String(result.error) : '';
    throw new Error(`order ${orderId}: ${JSON.stringify(result)} ${error}`);
  }
  return result.outcome;
}

/** The one document of the order in the base, as a base of 11.5.20 has it. */
export function onlyDocument(bridge: TestBridge, number: string): OrderDocument {
  const documents = bridge.documents(number);
  expect(documents).toHaveLength(1);
  return documents[0] as OrderDocument;
}

/** The one document of the order in a base of any release. */
export const held = (bridge: TestBridge, number: string): HeldEntity =>
  onlyDocument(bridge, number) as unknown as HeldEntity;

/** Rows of a document's tabular section. */
export const rowsOf = (document: HeldEntity, table = 'Товары') =>
  document[table] as readonly Readonly<Record<string, unknown>>[];

/** A new order that was imported without a remark. */
export async function imported(bridge: TestBridge, changes: Readonly<Record<string, unknown>> = {}) {
  const order = newOrder(bridge, changes);
  expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
  return order;
}

/** Imports an order once more, a while later. @returns how that ended, and every request that was not a read. */
export async function importedAgain(bridge: TestBridge, id: number) {
  bridge.pass(60_000);
  bridge.takeRequests();
  const { kind } = outcomeOf(await bridge.importOrders(id));
  return { kind, writes: bridge.takeRequests().filter((request) => !request.startsWith('GET')) };
}

/** xmlId of one of the plain goods. */
export const goodAt = (index: number): string => plainGoods[index]?.key ?? '';

/** The customer whose card the CRM made with the order. */
export const customerOf = (bridge: Pick<TestBridge, 'crm'>, orderId: number): { readonly id: number } => {
  const { id } = bridge.crm.order(orderId).customer as { readonly id: number };
  return { id };
};
