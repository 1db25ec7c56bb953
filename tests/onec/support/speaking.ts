import type { OnecClient } from '../../../lib/onec/client.ts';
import { inAnyRelease, type UtClient } from '../../../lib/onec/ut/any-release.ts';
import { type BaseFacts, placeOf } from '../../../lib/onec/ut/base-facts.ts';
import { createKnownBase, type RememberedBase, type SeenBase } from '../../../lib/onec/ut/known-base.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { TRAITS } from '../../../lib/onec/ut/traits/all.ts';
import type { Clock } from '../../../lib/platform/clock.ts';

/** What a base that publishes all that its release has shows of its traits. */
export const factsOf = ({ objects, traits }: Release): BaseFacts => ({
  published: new Set(objects.keys()),
  properties: new Map(
    TRAITS.flatMap(({ name, sign }) =>
      'property' in sign ? [[placeOf(sign.set, sign.property), traits.has(name)] as const] : [],
    ),
  ),
});

/** A client of a base that nobody has to look at: it publishes all that its release has. */
export function speaking(onec: OnecClient, release: Release): UtClient {
  const base: SeenBase = {
    release,
    facts: factsOf(release),
  };
  return inAnyRelease(onec, { current: async () => base, refresh: async () => base });
}

/** A client that has to look at its base, and remembers what it saw as long as it lives. */
export function looking(onec: OnecClient, clock: Clock): UtClient {
  let remembered: RememberedBase | undefined;
  const memory = {
    read: async () => remembered,
    write: async (base: RememberedBase) => {
      remembered = base;
    },
  };
  return inAnyRelease(onec, createKnownBase({ onec, memory, clock }));
}
