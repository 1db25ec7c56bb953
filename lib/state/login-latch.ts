import { scryptSync } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';
import { equals } from './condition.ts';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

/** Remembers for all functions that a system refused a login, since repeated bad ones can lock the user (onec-odata A9). */
export interface LoginLatch {
  /**
   * Whether the login may be used.
   *
   * @returns undefined to go ahead, else the time until which nobody may, milliseconds since the epoch. When that time is
   *   over, one caller is told to go ahead, as a probe, and the others wait for what it finds out.
   */
  closedUntil(): Promise<number | undefined>;
  /** The system refused the login. @returns until when nobody may use it. */
  close(): Promise<number>;
  /** The system took the login. Costs nothing unless this was a probe. */
  open(): Promise<void>;
}

export interface LatchDeps {
  readonly table: Table;
  /** Names the system. */
  readonly name: string;
  /** User and password, or the key. Only a salted slow hash of it is stored: a changed login is to be told from the refused one. */
  readonly login: string;
  readonly clock: Clock;
  /** Makes the salt. */
  readonly makeId: MakeId;
}

const storedLatch = z.object({ salt: z.string(), digest: z.string(), until: z.number() });

type StoredLatch = z.output<typeof storedLatch>;

const CLOSED_MS = 15 * 60_000;

/** How long the others wait for a probe that does not come back: longer than 1C may take for one answer. */
const PROBE_MS = 90_000;

/** How long an open latch is believed without looking: as much may a process be late to learn of a refusal elsewhere. */
const BELIEVED_MS = 5_000;

/** A latch that nobody asked about for so long tells nothing any more. */
const KEPT_SECONDS = 24 * 3600;

/** Slow on purpose (some 50 ms), so that a weak password cannot be guessed from it; needed only after a refusal. */
const digestOf = (login: string, salt: string): string => scryptSync(login, salt, 32).toString('base64url');

/** A latch kept in the state table. Methods throw {@link import('./errors.ts').StateUnreachable}. */
export function createLoginLatch({ table, name, login, clock, makeId }: LatchDeps): LoginLatch {
  const key = keys.latch(name);
  let openUntil = 0;
  let closedUntil = 0;
  let probeUntil: number | undefined;
  let compared: { readonly salt: string; readonly isSame: boolean } | undefined;

  function isOurs({ salt, digest }: StoredLatch): boolean {
    if (compared?.salt !== salt) {
      compared = { salt, isSame: digestOf(login, salt) === digest };
    }
    return compared.isSame;
  }

  const write = (latch: StoredLatch, seen?: number): Promise<boolean> =>
    table.put(
      { ...key, ...latch, expiresAt: Math.ceil(latch.until / 1000) + KEPT_SECONDS },
      seen === undefined ? undefined : equals('until', seen),
    );

  async function look(now: number): Promise<number | undefined> {
    // A latch that cannot be read tells nothing; the next refusal writes it anew.
    const latch = decodeIfReadable(storedLatch, await table.get(key));
    if (latch === undefined || !isOurs(latch)) {
      openUntil = now + BELIEVED_MS;
      return undefined;
    }
    const until = latch.until > now ? latch.until : now + PROBE_MS;
    closedUntil = until;
    if (latch.until <= now && (await write({ ...latch, until }, latch.until))) {
      probeUntil = until;
      return undefined;
    }
    return until;
  }

  return {
    closedUntil: async () => {
      const now = clock.now();
      if (now < closedUntil) {
        return closedUntil;
      }
      return now < openUntil ? undefined : look(now);
    },
    close: async () => {
      const salt = makeId();
      const until = clock.now() + CLOSED_MS;
      closedUntil = until;
      openUntil = 0;
      probeUntil = undefined;
      await write({ salt, digest: digestOf(login, salt), until });
      return until;
    },
    open: async () => {
      if (probeUntil !== undefined) {
        await table.delete(key, equals('until', probeUntil));
        probeUntil = undefined;
        closedUntil = 0;
      }
    },
  };
}
