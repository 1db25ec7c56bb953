import * as z from 'zod/mini';
import type { MakeId } from '../platform/ids.ts';
import { absent, anyOf, equals } from './condition.ts';
import { keys } from './keys.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

/**
 * Which version of the exchange settings is in force, as its stamp: the number of the version and a piece of its body's hash
 * (ADR 0009). The versions themselves are private files.
 */
export interface SettingsPointer {
  /** The stamp; undefined before the first settings were stored. */
  current(): Promise<number | undefined>;
  /**
   * Puts the version with the stamp `to` in force.
   *
   * @param from stamp of the version that the change was made on, undefined for none.
   * @returns false if another version has come into force meanwhile; nothing is changed then.
   */
  advance(from: number | undefined, to: number): Promise<boolean>;
}

const storedPointer = z.object({ version: z.number() });

/**
 * The pointer kept in the state table. Methods throw {@link import('./errors.ts').StateUnreachable}.
 *
 * @param makeId names each change: two people who both save version 5 must not both be told that theirs is in force,
 *   while a repeated try of one change must be.
 */
export function createSettingsPointer(table: Table, makeId: MakeId): SettingsPointer {
  return {
    current: async () => {
      const item = await table.get(keys.settings());
      return item === undefined ? undefined : decodeItem(storedPointer, item).version;
    },
    advance: (from, to) => {
      const change = makeId();
      const isUnchanged = from === undefined ? absent('version') : equals('version', from);
      return table.put(
        { ...keys.settings(), version: to, change },
        anyOf(isUnchanged, equals('change', change)),
      );
    },
  };
}
