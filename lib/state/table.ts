import type { Condition } from './condition.ts';

/** Where an item lies; {@link import('./keys.ts').keys} lists every key in use. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * One item: its key and JSON values. `expiresAt` (whole seconds since the epoch) is the table's time-to-live attribute.
 * DynamoDB deletes an expired item hours or days later, a local stand-in never, so the reading methods below hide it.
 */
export type Item = Key & { readonly expiresAt?: number } & Readonly<Record<string, unknown>>;

/** Attributes to change in one update. The same attribute never stands in both. */
export interface Changes {
  readonly set: Readonly<Record<string, unknown>>;
  /** Written only where the item has no such attribute yet. */
  readonly setIfAbsent?: Readonly<Record<string, unknown>>;
}

/**
 * The state table: single items, conditional writes, strongly consistent reads, no transactions (design, Layout).
 *
 * A condition is checked against the item as it is stored, expired or not: an item that expires is replaced on a
 * condition that names its own time (see the leases). Values are JSON: `undefined` properties are left out, anything
 * that JSON cannot hold is refused.
 *
 * Every method throws {@link import('./errors.ts').StateUnreachable} when the table does not answer, and every write
 * {@link import('./errors.ts').StateRefused} when the item can never be stored.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** The items that exist, in no particular order. Any number of keys; repeated ones are read once. */
  getMany(keys: readonly Key[]): Promise<readonly Item[]>;
  /** All items of one `pk` in the order of `sk`. */
  query(pk: string): Promise<readonly Item[]>;
  /** The last items of one `pk` by `sk`, at most `most` of them, the last one first. */
  queryLast(pk: string, most: number): Promise<readonly Item[]>;
  /** Replaces the item. @returns false, and nothing is written, if the condition does not hold. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  /** Changes some attributes, creating the item if it is absent. @returns false if the condition does not hold. */
  update(key: Key, changes: Changes, condition?: Condition): Promise<boolean>;
  /** Deletes the item, if it is there. @returns false if the condition does not hold. */
  delete(key: Key, condition?: Condition): Promise<boolean>;
}

/** Whether the item's time to live is over at `nowMs`. */
export function isExpired(item: Item, nowMs: number): boolean {
  return item.expiresAt !== undefined && item.expiresAt * 1000 <= nowMs;
}
