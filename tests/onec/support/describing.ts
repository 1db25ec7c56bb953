import type { ObjectDescription } from '../../../lib/onec/ut/describe.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';

/** A release that also has objects of which no trait says where they are. */
export const describing = (release: Release, ...objects: readonly ObjectDescription[]): Release => ({
  ...release,
  objects: new Map([...release.objects, ...objects.map((object) => [object.set, object] as const)]),
});
