import * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

const stored = z.object({ base: z.string(), places: z.array(z.string()), at: z.number() });

/** A base that was updated since may understand now what it refused; it is asked once more after so long. */
const REMEMBERED_MS = 7 * 24 * 60 * 60_000;

/**
 * Keeps in the state table which requests through a reference a 1C base refused, by the set and what is read of it. It is read
 * once a process. Methods throw {@link import('./errors.ts').StateUnreachable}.
 *
 * @param base address of the base: what another refused is not remembered.
 */
export function createRefusedPaths(table: Table, base: string, clock: Clock) {
  let known: Promise<Set<string>> | undefined;

  async function recall(): Promise<Set<string>> {
    const row = decodeIfReadable(stored, await table.get(keys.refusedPaths()));
    return new Set(row?.base === base && clock.now() - row.at < REMEMBERED_MS ? row.places : []);
  }

  function places(): Promise<Set<string>> {
    known ??= recall();
    known.catch(() => {
      known = undefined;
    });
    return known;
  }

  return {
    has: async (place: string): Promise<boolean> => (await places()).has(place),
    async add(place: string): Promise<void> {
      const all = (await places()).add(place);
      await table.put({ ...keys.refusedPaths(), base, places: [...all], at: clock.now() });
    },
  };
}
