/** Where to read the history from: behind a record, or records of this time on (`YYYY-MM-DD HH:MM:SS`, account's time). */
export type HistoryPosition = { readonly sinceId: number } | { readonly startDate: string };

/**
 * One line of the history (retailcrm-api 2.2), as far as the bridge believes it: which order changed, and whether it still
 * exists. What changed is not kept, since the order is read as a whole (design, principle 1).
 */
export interface HistoryRecord {
  readonly id: number;
  readonly orderId: number;
  /** Written with the very key that reads it. */
  readonly isOwn: boolean;
  /** `merged`: the order is gone, its content is in another one. */
  readonly event: 'changed' | 'created' | 'deleted' | 'merged';
  /** The order that took this one in, if the CRM says which. */
  readonly mergedInto?: number;
}

/** A record that cannot be understood wholly; the other records of the page are not affected. */
export interface MalformedRecord {
  /** Absent if this is what cannot be read. */
  readonly id?: number;
  /** Absent if this is what cannot be read. */
  readonly orderId?: number;
  /** English, names the fields, carries no values. */
  readonly problem: string;
}

export interface HistoryPage {
  /** In the order of their ids, oldest first. */
  readonly records: readonly HistoryRecord[];
  readonly malformed: readonly MalformedRecord[];
  /** Id of the last record of the page, malformed ones included: where the next page begins. Absent on an empty page. */
  readonly lastId?: number;
  readonly isLast: boolean;
  /** Records behind this page, as far as the CRM counts them. */
  readonly remaining: number;
}
