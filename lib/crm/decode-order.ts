import * as z from 'zod/mini';
import type { MalformedOrder, OrdersAnswer } from './client.ts';
import type { CrmOrder } from './order.ts';
import { orderSchema } from './order-schema.ts';
import { parseTolerantly } from './parse-tolerantly.ts';
import { id, tidied } from './wire-values.ts';

/**
 * What an order cannot be imported without: which order it is, what is sold and cancelled, who pays how much, and whether a
 * person or a company does. Anything else that cannot be read is left out with a warning (D-1).
 */
const NEEDED = [
  /^(id|number|site|status|createdAt|currency|totalSumm|orderType|orderMethod)$/,
  /^items(\.\d+)?$/,
  /^items\.\d+\.(id|status|isCanceled|quantity|initialPrice|discountTotal|prices(\..+)?)$/,
  /^items\.\d+\.offer(\.xmlId|\.externalId)?$/,
  /^delivery(\.cost)?$/,
  /^payments(\.\d+(\.(id|type|status|amount))?)?$/,
  /^(customer|company|contragent)$/,
  /^(customer|contact)\.type$/,
  /^company\.(id|contragent)$/,
  /^(company\.)?contragent\.contragentType$/,
];

/**
 * Brings one order of an answer to the shape of {@link CrmOrder} (retailcrm-api 3); unknown fields are dropped.
 *
 * @returns the order, or what is wrong with it: names of fields, never values.
 */
export function decodeOrder(raw: unknown): { readonly order: CrmOrder } | { readonly problem: string } {
  const parsed = parseTolerantly(orderSchema, tidied(raw), (path) =>
    NEEDED.some((field) => field.test(path)),
  );
  if ('problem' in parsed) {
    return parsed;
  }
  const { data, unreadable } = parsed;
  const doubled = doubledItem(data.items);
  return doubled === undefined
    ? { order: { ...data, unreadable: [...unreadable, ...daysWithoutTime(data.payments)] } }
    : { problem: `items[${doubled}].id: the id of another item` };
}

/** Rows of 1C are known by the ids of items, so two of one id could not be told apart (B-16). */
function doubledItem(items: CrmOrder['items']): number | undefined {
  const index = items.findIndex((item, at) => items.findIndex(({ id: other }) => other === item.id) < at);
  return index < 0 ? undefined : index;
}

/** The day is read (D-17), the time of it is missing. */
const daysWithoutTime = (payments: CrmOrder['payments']): readonly string[] =>
  payments.flatMap(({ paidAt }, index) =>
    paidAt?.length === 'YYYY-MM-DD'.length ? [`payments[${index}].paidAt`] : [],
  );

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
