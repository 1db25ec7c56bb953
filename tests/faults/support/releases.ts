import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES as ALL, release11520 } from '../../../lib/onec/ut/releases.ts';

interface ReleaseUnderTest {
  readonly release: Release;
  /** Everything is tried on one release; on the others, what may depend on it. */
  readonly isThorough: boolean;
}

/** The releases that the fault suites run on. */
export const RELEASES: readonly ReleaseUnderTest[] = ALL.map((release) => ({
  release,
  isThorough: release === release11520,
}));
