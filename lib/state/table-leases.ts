import type { Clock } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';
import { absent, anyOf, atMost, equals } from './condition.ts';
import { keys } from './keys.ts';
import type { Leases } from './leases.ts';
import type { Table } from './table.ts';

export interface LeaseDeps {
  readonly table: Table;
  readonly clock: Clock;
  /** Makes the owner of each lease, so that two runs in one process never share one. */
  readonly makeId: MakeId;
}

/**
 * Leases kept in the state table. Methods throw {@link import('./errors.ts').StateUnreachable}.
 *
 * The owner belongs to the condition too: when the answer to the first try is lost and the SDK repeats it, the second
 * try finds its own lease and takes it for what it is.
 */
export function createLeases({ table, clock, makeId }: LeaseDeps): Leases {
  return {
    acquire: async (name, timeToLiveMs) => {
      const now = clock.now();
      const owner = makeId();
      const until = now + timeToLiveMs;
      const isMine = await table.put(
        { ...keys.lease(name), owner, until, expiresAt: Math.ceil(until / 1000) },
        anyOf(absent('pk'), atMost('until', now), equals('owner', owner)),
      );
      return isMine ? { name, owner, expiresAt: until } : undefined;
    },
    release: async ({ name, owner }) => {
      await table.delete(keys.lease(name), equals('owner', owner));
    },
  };
}
