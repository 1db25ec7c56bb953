import type { Clock } from '../../platform/clock.ts';
import type { OnecClient } from '../client.ts';
import { detectRelease } from './detect-release.ts';
import type { Release } from './release.ts';
import { RELEASES } from './releases.ts';

/** A release that was detected before. */
export interface RememberedRelease {
  readonly name: string;
  /** When it was detected, milliseconds since the epoch. */
  readonly at: number;
}

/** Where the detected release outlives the process. */
export interface ReleaseMemory {
  read(): Promise<RememberedRelease | undefined>;
  write(release: RememberedRelease): Promise<void>;
}

/** The release of one base: detected once, remembered, detected anew when it is old or in doubt. */
export interface KnownRelease {
  current(): Promise<Release>;
  /**
   * Detects anew, because the base did not know a property that its release has: it was updated.
   *
   * @returns the release as it is now; without a request, the one that is known, if it was detected only just now.
   */
  doubt(): Promise<Release>;
}

export interface KnownReleaseDeps {
  readonly onec: OnecClient;
  readonly memory: ReleaseMemory;
  readonly clock: Clock;
}

/** An update of UT that no request stumbled over is noticed after this long; what it costs is a few light requests. */
const LIFETIME_MS = 3_600_000;
/** Doubts sooner than this are the bridge's own faults: asking the base again would not help. */
const CERTAIN_MS = 5 * 60_000;

interface Detected {
  readonly release: Release;
  readonly at: number;
}

/**
 * The release of the base behind `onec`, kept in the process and in `memory`. One look-up serves everybody who waits.
 *
 * @throws from both methods, what `detectRelease` and `memory` throw; the next call tries again.
 */
export function createKnownRelease({ onec, memory, clock }: KnownReleaseDeps): KnownRelease {
  let known: Promise<Detected> | undefined;

  /** One look-up serves everybody who waits for it; one that failed is not kept. */
  function keep(looked: Promise<Detected>): Promise<Detected> {
    known = looked;
    looked.catch(() => {
      known = known === looked ? undefined : known;
    });
    return looked;
  }

  async function recall(): Promise<Detected> {
    const remembered = await memory.read();
    const release = RELEASES.find(({ name }) => name === remembered?.name);
    return remembered === undefined || release === undefined || isOlder(remembered.at, LIFETIME_MS)
      ? detect()
      : { release, at: remembered.at };
  }

  async function detect(): Promise<Detected> {
    const release = await detectRelease(onec);
    const at = clock.now();
    await memory.write({ name: release.name, at });
    return { release, at };
  }

  const isOlder = (at: number, lifetimeMs: number): boolean => at + lifetimeMs <= clock.now();

  return {
    async current() {
      const detected = await (known ?? keep(recall()));
      return isOlder(detected.at, LIFETIME_MS) ? (await keep(detect())).release : detected.release;
    },
    async doubt() {
      const detected = await (known ?? keep(recall()));
      return isOlder(detected.at, CERTAIN_MS) ? (await keep(detect())).release : detected.release;
    },
  };
}
