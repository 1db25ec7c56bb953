import * as z from 'zod/mini';
import type { MalformedOrder, OrdersAnswer } from './client.ts';
import type { CrmOrder } from './order.ts';
import { orderSchema } from './order-schema.ts';
import { id, problemText, withoutEmpty } from './wire-values.ts';

/**
 * Brings one order of an answer to the shape of {@link CrmOrder} (retailcrm-api 3); unknown fields are dropped.
 *
 * @returns the order, or what is wrong with it: names of fields, never values.
 */
export function decodeOrder(raw: unknown): { readonly order: CrmOrder } | { readonly problem: string } {
  const result = z.safeParse(orderSchema, withoutEmpty(raw));
  return result.success ? { order: result.data } : { problem: problemText(result.error) };
}

/**
 * Decodes the orders of one answer, each on its own. An order whose very id is unreadable could be any of those asked
 * for and missing: all these are reported, since "missing" would mean "the CRM does not know it".
 */
export function decodeOrders(entries: readonly unknown[], asked: readonly number[]): OrdersAnswer {
  const orders: CrmOrder[] = [];
  const malformed: MalformedOrder[] = [];
  const namelessProblems: string[] = [];
  for (const entry of entries) {
    const decoded = decodeOrder(entry);
    if ('order' in decoded) {
      orders.push(decoded.order);
      continue;
    }
    const entryId = idOf(entry);
    if (entryId === undefined) {
      namelessProblems.push(decoded.problem);
    } else {
      malformed.push({ id: entryId, problem: decoded.problem });
    }
  }
  const known = new Set([...orders, ...malformed].map((entry) => entry.id));
  const suspects = namelessProblems.length === 0 ? [] : asked.filter((wanted) => !known.has(wanted));
  const problem = namelessProblems.join('; ');
  return { orders, malformed: [...malformed, ...suspects.map((suspect) => ({ id: suspect, problem }))] };
}

const withId = z.object({ id });

function idOf(entry: unknown): number | undefined {
  return z.safeParse(withId, entry).data?.id;
}
