import { expect } from 'vitest';
import type { OrderResult } from '../../../lib/orders/import/import-batch.ts';
import { newOrder, plainGoods, type TestBridge } from './bridge.ts';

/** An entity as the base holds it, in the words of its own release. */
export type HeldEntity = Readonly<Record<string, unknown>> & { readonly Ref_Key: string };

/** How the import of one order ended. @throws {Error} if it failed: the test expected an outcome. */
export function outcomeOf([result]: readonly OrderResult[]) {
  if (result?.status !== 'done') {
    throw new Error(`${JSON.stringify(result)} ${result?.status === 'failed' ? String(result.error) : ''}`);
  }
  return result.outcome;
}

/** The one document of the order in the base. */
export function held(bridge: TestBridge, number: string): HeldEntity {
  const documents = bridge.documents(number);
  expect(documents).toHaveLength(1);
  return documents[0] as unknown as HeldEntity;
}

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
