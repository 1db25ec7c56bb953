import type { OnecClient } from '../../../lib/onec/client.ts';
import { inAnyRelease, type UtClient } from '../../../lib/onec/ut/any-release.ts';
import type { SeenBase } from '../../../lib/onec/ut/known-base.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';

/** A client of a base that nobody has to look at: it publishes all that its release has. */
export function speaking(onec: OnecClient, release: Release): UtClient {
  const base: SeenBase = {
    release,
    facts: { published: new Set(release.objects.keys()), properties: new Map() },
  };
  return inAnyRelease(onec, { current: async () => base, doubt: async () => base });
}
