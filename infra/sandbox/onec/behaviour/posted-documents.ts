import { type Entity, type Row, rowsOf, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';

/**
 * Documents beside orders as they were when they were last posted: what registers would hold. A PATCH does not touch them.
 * They are found by the orders that they are about.
 */
const POSTED_DOCUMENTS = 'sandbox_posted_documents';
const DOCUMENTS_OF_ORDER = 'sandbox_documents_of_order';

const keyOf = (set: string, key: string): string => `${set}|${key}`;

/**
 * Remembers a document as posted, or forgets it.
 *
 * @param posted undefined = it is posted no more.
 * @param orders keys of the orders that it is about now.
 * @returns these and the orders that it was about before.
 */
export function setPostedDocument(
  set: string,
  key: string,
  posted: Readonly<Entity> | undefined,
  orders: readonly string[],
  transaction: Transaction,
): readonly string[] {
  const id = keyOf(set, key);
  const before = transaction.get(POSTED_DOCUMENTS, id);
  const ordersBefore = rowsOf(before ?? {}, 'sandbox_orders').map((row) => textOf(row, 'order'));
  for (const order of ordersBefore) {
    setDocuments(
      order,
      documentIds(order, transaction).filter((other) => other !== id),
      transaction,
    );
  }
  if (posted === undefined) {
    transaction.remove(POSTED_DOCUMENTS, id);
  } else {
    const about: Row[] = orders.map((order) => ({ order }));
    transaction.put(POSTED_DOCUMENTS, id, {
      ...structuredClone(posted),
      sandbox_set: set,
      sandbox_orders: about,
    });
    for (const order of orders) {
      setDocuments(order, [...documentIds(order, transaction), id], transaction);
    }
  }
  return [...new Set([...ordersBefore, ...orders])];
}

/** The posted documents of some kinds that are about an order, oldest posting first. */
export function postedDocumentsOf(
  order: string,
  sets: readonly string[],
  transaction: Transaction,
): readonly Readonly<Entity>[] {
  return documentIds(order, transaction)
    .map((id) => transaction.get(POSTED_DOCUMENTS, id))
    .filter((document) => document !== undefined)
    .filter((document) => sets.includes(textOf(document, 'sandbox_set')));
}

/** A document as posted, if it is. */
export const postedDocument = (
  set: string,
  key: string,
  transaction: Transaction,
): Readonly<Entity> | undefined => transaction.get(POSTED_DOCUMENTS, keyOf(set, key));

const documentIds = (order: string, transaction: Transaction): readonly string[] =>
  rowsOf(transaction.get(DOCUMENTS_OF_ORDER, order) ?? {}, 'documents').map((row) => textOf(row, 'id'));

function setDocuments(order: string, ids: readonly string[], transaction: Transaction): void {
  transaction.put(DOCUMENTS_OF_ORDER, order, { documents: ids.map((id) => ({ id })) });
}
