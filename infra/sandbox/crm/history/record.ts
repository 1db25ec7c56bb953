import type { Json } from '../json.ts';

/** Who saved: a program with a key, a person, or the CRM's own automation (retailcrm-api 2.2). */
export type Actor =
  | { readonly source: 'api' /** Tells keys apart without being one. */; readonly keyMark: string }
  | { readonly source: 'user'; readonly userId: number }
  | { readonly source: 'code' };

/** One changed field of one save, before its id and time are known. */
export interface FieldChange {
  readonly field: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly item?: Json;
  readonly payment?: Json;
}

/** A line of the history as it is kept; `apiKey.current` depends on who reads it. */
export interface HistoryRecord {
  readonly id: number;
  readonly orderId: number;
  readonly createdAt: string;
  readonly actor: Actor;
  readonly created?: true;
  readonly deleted?: true;
  /** The order that this one was merged into. */
  readonly combinedTo?: Json;
  readonly change?: FieldChange;
  /** The whole order on `created`, else its id, externalId, managerId, site and status after the save. */
  readonly order: Json;
}

/** The record as the reader with `keyMark` sees it. */
export function renderRecord(record: HistoryRecord, keyMark: string): Json {
  const { actor, change } = record;
  return {
    id: record.id,
    createdAt: record.createdAt,
    ...(record.created === undefined ? {} : { created: true }),
    ...(record.deleted === undefined ? {} : { deleted: true }),
    ...(record.combinedTo === undefined ? {} : { combinedTo: record.combinedTo }),
    source: actor.source,
    ...(actor.source === 'user' ? { user: { id: actor.userId } } : {}),
    ...(change === undefined ? {} : { field: change.field }),
    ...(actor.source === 'api' ? { apiKey: { current: actor.keyMark === keyMark } } : {}),
    ...(change === undefined ? {} : { oldValue: change.oldValue, newValue: change.newValue }),
    order: record.order,
    ...(change?.item === undefined ? {} : { item: change.item }),
    ...(change?.payment === undefined ? {} : { payment: change.payment }),
  };
}

/** What a record that is not of a creation tells about its order. */
export function shortOrder(order: Json): Json {
  const { id, externalId, managerId, site, status } = order;
  return Object.fromEntries(
    Object.entries({ id, externalId, managerId, site, status }).filter(([, value]) => value !== undefined),
  );
}
