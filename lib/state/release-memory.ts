import * as z from 'zod/mini';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

const storedRelease = z.object({ base: z.string(), name: z.string(), at: z.number() });

/** The release of UT that was detected last, and when: milliseconds since the epoch. */
interface DetectedRelease {
  readonly name: string;
  readonly at: number;
}

/**
 * Keeps the detected release of one base in the state table. Methods throw
 * {@link import('./errors.ts').StateUnreachable}.
 *
 * @param base address of the base: what was detected of another one is not remembered.
 */
export function createReleaseMemory(table: Table, base: string) {
  return {
    async read(): Promise<DetectedRelease | undefined> {
      const stored = decodeIfReadable(storedRelease, await table.get(keys.release()));
      return stored?.base === base ? { name: stored.name, at: stored.at } : undefined;
    },
    async write({ name, at }: DetectedRelease): Promise<void> {
      await table.put({ ...keys.release(), base, name, at });
    },
  };
}
