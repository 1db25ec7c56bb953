import type { CrmOrder } from './order.ts';

/** An order whose answer cannot be understood; the other orders of the same answer are not affected. */
export interface MalformedOrder {
  readonly id: number;
  /** English, names the fields, carries no values. */
  readonly problem: string;
}

export interface OrdersAnswer {
  readonly orders: readonly CrmOrder[];
  readonly malformed: readonly MalformedOrder[];
}

/** What an API key may do (`GET /api/credentials`). */
export interface Credentials {
  readonly scopes: readonly string[];
  readonly siteAccess?: string;
  readonly sitesAvailable: readonly string[];
}

/** RetailCRM's API v5, as much of it as the bridge uses. Every method throws a `CrmError`. */
export interface CrmClient {
  /** One order, or undefined if the CRM does not know the id (any more). */
  order(id: number): Promise<CrmOrder | undefined>;
  /** Orders by internal id, at most 100, in one request; ids that the CRM does not know are simply missing. */
  ordersByIds(ids: readonly number[]): Promise<OrdersAnswer>;
  credentials(): Promise<Credentials>;
}
