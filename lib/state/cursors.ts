import * as z from 'zod/mini';
import { absent, anyOf, type Condition, equals } from './condition.ts';
import { StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

/** What is followed. */
export type CursorName = 'order-history';

/** Up to where it has been worked off: behind this record, or, before any record was seen, from this local time on. */
export type CursorPosition = { readonly sinceId: number } | { readonly startDate: string };

/** A cursor as it is stored. */
export interface Cursor {
  readonly position: CursorPosition;
  /** Host of the account whose records it counts; undefined if an earlier version stored it. */
  readonly account: string | undefined;
}

/**
 * How far each history has been worked off. A cursor moves only after everything it passes is safe elsewhere (design,
 * principle 2); every write is one conditional write of one item. Methods throw
 * {@link import('./errors.ts').StateUnreachable}.
 */
export interface Cursors {
  read(name: CursorName): Promise<Cursor | undefined>;
  /** Begins at `startDate` unless the cursor stands somewhere already. @returns where it stands. */
  begin(name: CursorName, startDate: string): Promise<CursorPosition>;
  /**
   * Moves the cursor forwards.
   *
   * @param from where the mover found it.
   * @returns false, and nothing is changed, if it stands elsewhere: somebody else has moved it meanwhile.
   * @throws {RangeError} unless `to` lies beyond `from`.
   */
  advance(name: CursorName, from: CursorPosition, to: number): Promise<boolean>;
  /** Puts the cursor where a person wants it, backwards too. */
  set(name: CursorName, position: CursorPosition): Promise<void>;
}

const account = z.exactOptional(z.string());
const storedCursor = z.union([
  z.object({ sinceId: z.number(), account }),
  z.object({ startDate: z.string(), account }),
]);

/**
 * Cursors kept in the state table.
 *
 * @param ofAccount host of the CRM's account, stored with whatever is written: another account counts its records from 1
 *   again (D-2).
 */
export function createCursors(table: Table, ofAccount: string): Cursors {
  const read = async (name: CursorName): Promise<Cursor | undefined> => {
    const item = await table.get(keys.cursor(name));
    if (item === undefined) {
      return undefined;
    }
    const { account, ...position } = decodeItem(storedCursor, item);
    return { position, account };
  };
  const at = (name: CursorName, position: CursorPosition) => ({
    ...keys.cursor(name),
    ...position,
    account: ofAccount,
  });

  return {
    read,
    begin: async (name, startDate) => {
      const isBegun = await table.put(at(name, { startDate }), absent('pk'));
      const position = isBegun ? { startDate } : (await read(name))?.position;
      if (position === undefined) {
        throw new StateUnreachable('begin', new Error('the cursor was deleted while it was read'));
      }
      return position;
    },
    advance: async (name, from, to) => {
      if ('sinceId' in from && to <= from.sinceId) {
        throw new RangeError(`a cursor moves forwards only, not from ${from.sinceId} to ${to}`);
      }
      // A write whose answer was lost is repeated by the SDK and then finds the cursor moved by itself.
      const isExpected = anyOf(standsAt(from), standsAt({ sinceId: to }));
      return table.put(at(name, { sinceId: to }), isExpected);
    },
    set: async (name, position) => {
      await table.put(at(name, position));
    },
  };
}

const standsAt = (position: CursorPosition): Condition =>
  'sinceId' in position ? equals('sinceId', position.sinceId) : equals('startDate', position.startDate);
