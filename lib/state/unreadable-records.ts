import * as z from 'zod/mini';
import { StateUnreadable } from './errors.ts';
import { keys, UNREADABLE } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Key, Table } from './table.ts';

/**
 * Which records could not be read by whoever met them (ADR 0017): links, cursors and whatever else is only ever read by its
 * key, so that nobody has to look through the table for them. Methods throw {@link import('./errors.ts').StateUnreachable}.
 */
export interface UnreadableRecords {
  /** Notes a record; may be repeated. One of a kind that nobody could look at again is not noted. */
  note(key: Key): Promise<void>;
  /** What is noted, without a look at it. */
  list(): Promise<readonly Key[]>;
  /** Reads what is noted once more, and forgets what can be read by now or is gone. @returns the rest. */
  recheck(): Promise<readonly Key[]>;
}

/** Reads the record of a key; throws {@link StateUnreadable} as long as it cannot be read. */
export type ReadAgain = (key: Key) => Promise<unknown>;

const storedNote = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });

/**
 * Notes kept in the state table.
 *
 * @param readerOf how a record of this key is read; undefined for a kind that is not noted.
 */
export function createUnreadableRecords(
  table: Table,
  readerOf: (key: Key) => ReadAgain | undefined,
): UnreadableRecords {
  const list = async (): Promise<readonly Key[]> =>
    (await table.query(UNREADABLE)).flatMap((item) => decodeIfReadable(storedNote, item)?.record ?? []);
  const isUnreadable = async (key: Key): Promise<boolean> => {
    try {
      await readerOf(key)?.(key);
      return false;
    } catch (error) {
      if (error instanceof StateUnreadable) {
        return true;
      }
      throw error;
    }
  };
  return {
    note: async ({ pk, sk }) => {
      if (readerOf({ pk, sk }) !== undefined) {
        await table.put({ ...keys.unreadable({ pk, sk }), record: { pk, sk } });
      }
    },
    list,
    recheck: async () => {
      const rest: Key[] = [];
      for (const key of await list()) {
        if (await isUnreadable(key)) {
          rest.push(key);
        } else {
          await table.delete(keys.unreadable(key));
        }
      }
      return rest;
    },
  };
}

/**
 * A store that notes the record which one of its methods could not read; the error goes on as it is, also where the note
 * cannot be written: whoever meets the record next notes it.
 *
 * @param store all of its methods answer promises.
 */
export function notingUnreadable<Store extends object>(
  store: Store,
  { note }: Pick<UnreadableRecords, 'note'>,
): Store {
  const noted = async (answer: Promise<unknown>): Promise<unknown> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof StateUnreadable) {
        await Promise.allSettled([note(error.key)]);
      }
      throw error;
    }
  };
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function'
        ? (...args: readonly unknown[]) => noted(Reflect.apply(member, target, args))
        : member;
    },
  });
}
