import * as z from 'zod/mini';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

const storedBase = z.object({
  base: z.string(),
  published: z.array(z.string()),
  present: z.array(z.string()),
  absent: z.array(z.string()),
  at: z.number(),
});

/** What a base was seen to publish, and when: milliseconds since the epoch. */
interface RememberedBase {
  readonly facts: {
    readonly published: ReadonlySet<string>;
    readonly properties: ReadonlyMap<string, boolean>;
  };
  readonly at: number;
}

/**
 * Keeps in the state table what one base was seen to publish: names of sets and properties. Methods throw
 * {@link import('./errors.ts').StateUnreachable}.
 *
 * @param base address of the base, and whatever else decides what was looked for: what was seen of another is not
 *   remembered.
 */
export function createBaseMemory(table: Table, base: string) {
  return {
    async read(): Promise<RememberedBase | undefined> {
      const stored = decodeIfReadable(storedBase, await table.get(keys.base()));
      if (stored?.base !== base) {
        return undefined;
      }
      const properties = new Map([
        ...stored.present.map((name) => [name, true] as const),
        ...stored.absent.map((name) => [name, false] as const),
      ]);
      return { facts: { published: new Set(stored.published), properties }, at: stored.at };
    },
    async write({ facts: { published, properties }, at }: RememberedBase): Promise<void> {
      const named = (isThere: boolean) =>
        [...properties].flatMap(([name, has]) => (has === isThere ? [name] : []));
      await table.put({
        ...keys.base(),
        base,
        published: [...published],
        present: named(true),
        absent: named(false),
        at,
      });
    },
  };
}
