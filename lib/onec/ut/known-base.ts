import type { Clock } from '../../platform/clock.ts';
import type { OnecClient } from '../client.ts';
import { type BaseFacts, releaseOf } from './base-facts.ts';
import { detectBase } from './detect-base.ts';
import type { Release } from './release.ts';

/** What a base was seen to publish, and when: milliseconds since the epoch. */
export interface RememberedBase {
  readonly facts: BaseFacts;
  readonly at: number;
}

/** Where what was seen outlives the process. */
export interface BaseMemory {
  read(): Promise<RememberedBase | undefined>;
  write(base: RememberedBase): Promise<void>;
}

/** A base as it was seen, and what its traits make of it. */
export interface SeenBase {
  readonly facts: BaseFacts;
  readonly release: Release;
}

/** What one base publishes: looked at once, remembered, looked at anew when it is old or a property was refused. */
export interface KnownBase {
  current(): Promise<SeenBase>;
  /**
   * Looks anew, because the base did not know a property that it should have, or lacks what a flow needs: it was updated, or
   * somebody published more.
   *
   * @returns the base as it is now; without a request, the one that is known, if it was looked at only just now.
   */
  refresh(): Promise<SeenBase>;
}

export interface KnownBaseDeps {
  readonly onec: OnecClient;
  readonly memory: BaseMemory;
  readonly clock: Clock;
}

/** An update of UT that no request stumbled over is noticed after this long; what it costs is a few light requests. */
const LIFETIME_MS = 3_600_000;
/** Doubts sooner than this are the bridge's own faults: asking the base again would not help. */
const CERTAIN_MS = 5 * 60_000;

interface Seen extends SeenBase {
  readonly at: number;
}

/**
 * The base behind `onec`, kept in the process and in `memory`. One look serves everybody who waits.
 *
 * @throws from both methods, what `detectBase` and `memory` throw; the next call tries again.
 */
export function createKnownBase({ onec, memory, clock }: KnownBaseDeps): KnownBase {
  let known: Promise<Seen> | undefined;

  /** One look serves everybody who waits for it; one that failed is not kept. */
  function keep(looked: Promise<Seen>): Promise<Seen> {
    known = looked;
    looked.catch(() => {
      known = known === looked ? undefined : known;
    });
    return looked;
  }

  async function recall(): Promise<Seen> {
    const remembered = await memory.read();
    return remembered === undefined || isOlder(remembered.at, LIFETIME_MS)
      ? detect()
      : { ...remembered, release: releaseOf(remembered.facts) };
  }

  async function detect(): Promise<Seen> {
    const facts = await detectBase(onec);
    const at = clock.now();
    await memory.write({ facts, at });
    return { facts, release: releaseOf(facts), at };
  }

  const isOlder = (at: number, lifetimeMs: number): boolean => at + lifetimeMs <= clock.now();

  async function seenWithin(lifetimeMs: number): Promise<Seen> {
    const seen = await (known ?? keep(recall()));
    return isOlder(seen.at, lifetimeMs) ? keep(detect()) : seen;
  }

  return { current: () => seenWithin(LIFETIME_MS), refresh: () => seenWithin(CERTAIN_MS) };
}
