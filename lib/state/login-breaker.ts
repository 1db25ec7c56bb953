import { scryptSync } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';
import { equals } from './condition.ts';
import { keys } from './keys.ts';
import { decodeIfReadable } from './stored-value.ts';
import type { Table } from './table.ts';

/**
 * A circuit breaker for all functions: it is open while a system refuses a login, since repeated bad ones can lock the user
 * (onec-odata A9).
 */
export interface LoginBreaker {
  /**
   * Whether the login may be used.
   *
   * @param isAsked a person asks, and sees what comes of it: goes ahead whatever was refused before.
   * @returns undefined to go ahead, else the time until which nobody may, milliseconds since the epoch. When that time is
   *   over, one caller is told to go ahead, as a probe, and the others wait for what it finds out.
   */
  openUntil(isAsked?: boolean): Promise<number | undefined>;
  /** The system refused the login. @returns until when nobody may use it. */
  trip(): Promise<number>;
  /** The system took the login. Costs nothing unless this was a probe, or a person asked. */
  reset(): Promise<void>;
}

export interface BreakerDeps {
  readonly table: Table;
  /** Names the system. */
  readonly name: string;
  /** User and password, or the key. Only a salted slow hash of it is stored: a changed login is to be told from the refused one. */
  readonly login: string;
  readonly clock: Clock;
  /** Makes the salt. */
  readonly makeId: MakeId;
}

const storedBreaker = z.object({ salt: z.string(), digest: z.string(), until: z.number() });

type StoredBreaker = z.output<typeof storedBreaker>;

/** A thousand tries, as many as the queue gives a message, last eleven days (design, retry). */
const OPEN_MS = 16 * 60_000;

/** How long the others wait for a probe that does not come back: longer than 1C may take for one answer. */
const PROBE_MS = 90_000;

/** How long a closed breaker is believed without looking: as much may a process be late to learn of a refusal elsewhere. */
const BELIEVED_MS = 5_000;

/** A breaker that nobody asked about for so long tells nothing any more. */
const KEPT_SECONDS = 24 * 3600;

/** Slow on purpose (some 50 ms), so that a weak password cannot be guessed from it; needed only after a refusal. */
const digestOf = (login: string, salt: string): string => scryptSync(login, salt, 32).toString('base64url');

/** A breaker kept in the state table. Methods throw {@link import('./errors.ts').StateUnreachable}. */
export function createLoginBreaker({ table, name, login, clock, makeId }: BreakerDeps): LoginBreaker {
  const key = keys.loginBreaker(name);
  let closedUntil = 0;
  let openUntil = 0;
  let probeUntil: number | undefined;
  let compared: { readonly salt: string; readonly isSame: boolean } | undefined;

  function isOurs({ salt, digest }: StoredBreaker): boolean {
    if (compared?.salt !== salt) {
      compared = { salt, isSame: digestOf(login, salt) === digest };
    }
    return compared.isSame;
  }

  const write = (breaker: StoredBreaker, seen?: number): Promise<boolean> =>
    table.put(
      { ...key, ...breaker, expiresAt: Math.ceil(breaker.until / 1000) + KEPT_SECONDS },
      seen === undefined ? undefined : equals('until', seen),
    );

  async function look(now: number, isAsked: boolean): Promise<number | undefined> {
    // A breaker that cannot be read tells nothing; the next refusal writes it anew.
    const breaker = decodeIfReadable(storedBreaker, await table.get(key));
    if (breaker === undefined || !isOurs(breaker)) {
      closedUntil = now + BELIEVED_MS;
      return undefined;
    }
    if (isAsked) {
      probeUntil = breaker.until;
      return undefined;
    }
    const until = breaker.until > now ? breaker.until : now + PROBE_MS;
    openUntil = until;
    if (breaker.until <= now && (await write({ ...breaker, until }, breaker.until))) {
      probeUntil = until;
      return undefined;
    }
    return until;
  }

  return {
    openUntil: async (isAsked = false) => {
      const now = clock.now();
      if (now < openUntil && !isAsked) {
        return openUntil;
      }
      return now < closedUntil ? undefined : look(now, isAsked);
    },
    trip: async () => {
      const salt = makeId();
      const until = clock.now() + OPEN_MS;
      openUntil = until;
      closedUntil = 0;
      probeUntil = undefined;
      await write({ salt, digest: digestOf(login, salt), until });
      return until;
    },
    reset: async () => {
      if (probeUntil !== undefined) {
        await table.delete(key, equals('until', probeUntil));
        probeUntil = undefined;
        openUntil = 0;
      }
    },
  };
}
