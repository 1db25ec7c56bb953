import type { OnecClient } from '../../../lib/onec/client.ts';
import { inAnyRelease, type UtClient } from '../../../lib/onec/ut/any-release.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';

/** A client of a base whose release nobody has to ask for. */
export function speaking(onec: OnecClient, release: Release): UtClient {
  return inAnyRelease(onec, { current: async () => release, doubt: async () => release });
}
