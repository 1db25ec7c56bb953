import type { CrmDictionaries } from './dictionaries.ts';
import type { HistoryPage, HistoryPosition } from './history.ts';
import type { CrmOrder } from './order.ts';
import type { CustomerCard } from './read-customers.ts';
import type { IntegrationModule, InventoryOffer, PricedOffer, SiteCatalog } from './warehouse-records.ts';

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

/** What an API key may do (`GET /api/credentials`, retailcrm-api 5); the names of many scopes are not documented. */
export interface Credentials {
  readonly scopes: readonly string[];
  /** `access_full` or `access_selective`. */
  readonly siteAccess?: string;
  /** Codes of the shops; empty with full access. */
  readonly sitesAvailable: readonly string[];
}

/**
 * RetailCRM's API v5, as much of it as the bridge uses. Every method throws a `CrmError` (errors.ts) when the CRM does not
 * answer as asked, and a `TypeError` for an id, a number or a date that is not one.
 */
export interface CrmClient {
  /**
   * One order by its internal id, or undefined if the CRM does not know the id (any more): 404 `Not found`. An order that
   * cannot be understood throws `CrmAnswerMalformed`.
   */
  order(id: number): Promise<CrmOrder | undefined>;
  /**
   * Orders by internal id, one request per hundred ids, in no particular order; ids that the CRM does not know are simply
   * missing. No ids, no request.
   */
  ordersByIds(ids: readonly number[]): Promise<OrdersAnswer>;
  /**
   * Orders that have one of the numbers, a hundred numbers a request; a number may belong to several orders (of several
   * shops) or to none. No numbers, no request.
   */
  ordersByNumbers(numbers: readonly string[]): Promise<OrdersAnswer>;
  /**
   * One page of the orders' history, a hundred records (retailcrm-api 2.2). Pages are asked for by the id of the last record
   * seen, never by number: the CRM refuses both together. A page that does not lead on throws `CrmAnswerMalformed`.
   */
  history(from: HistoryPosition): Promise<HistoryPage>;
  /**
   * Id of the customer into whom another one was merged; undefined for one who exists, or whom the CRM does not know at all.
   */
  survivorOf(card: CustomerCard): Promise<number | undefined>;
  credentials(): Promise<Credentials>;
  /** What settings refer to; a dozen requests. */
  dictionaries(): Promise<CrmDictionaries>;
  /**
   * Sets the stock of offers of one site (retailcrm-api 4); stores that are not named keep what they have. Safe to repeat.
   *
   * @param offers at most 250, with at most 50 stores each.
   * @returns ids of the offers that the CRM does not know; it has taken the others.
   */
  uploadInventories(site: string, offers: readonly InventoryOffer[]): Promise<ReadonlySet<string>>;
  /** Sets or removes prices of offers (retailcrm-api 4), otherwise as {@link uploadInventories}. */
  uploadPrices(offers: readonly PricedOffer[]): Promise<ReadonlySet<string>>;
  siteCatalogs(): Promise<readonly SiteCatalog[]>;
  /** Tells a site where its catalogue lies and that it is to be read. */
  setCatalogUrl(site: string, url: string): Promise<void>;
  /** Codes of the stores that are in use. */
  storeCodes(): Promise<ReadonlySet<string>>;
  /** Codes of the price types that are in use. */
  priceTypeCodes(): Promise<ReadonlySet<string>>;
  /** A registered module; undefined if the account has none of that code. */
  integrationModule(
    code: string,
  ): Promise<{ readonly clientId: string; readonly isActive: boolean } | undefined>;
  /** Creates or changes a module; repeated it changes nothing. */
  registerModule(module: IntegrationModule): Promise<void>;
}
