import type { TestHistory } from './history.ts';

/** Works the history off, so that what follows is news. @returns where the cursor stands. */
export async function catchUp(history: TestHistory): Promise<number> {
  await history.poll();
  history.takeQueued();
  history.takeRequests();
  return cursorId(history);
}

/** Id of the last record that the cursor has passed. @throws {Error} if the cursor stands at a date, or nowhere. */
export async function cursorId(history: TestHistory): Promise<number> {
  const cursor = await history.cursor();
  if (cursor === undefined || !('sinceId' in cursor)) {
    throw new Error(`the cursor stands at ${JSON.stringify(cursor)}`);
  }
  return cursor.sinceId;
}

/** Makes orders as a person does. @returns their ids. */
export const newOrders = (history: TestHistory, count: number): readonly number[] =>
  Array.from({ length: count }, history.newOrder);

/** The CRM answers requests for the history with 502, all but the first `skip` of them. */
export function crmDown(history: TestHistory, skip: number): void {
  history.crm.faults.add({
    match: { path: '/orders/history' },
    skip,
    times: 100,
    action: { kind: 'status', status: 502 },
  });
}
