import type { Release } from './release.ts';
import { release114 } from './release-11-4.ts';
import { release11520 } from './release-11-5-20.ts';
import { release11527 } from './release-11-5-27.ts';

/** The releases that the bridge speaks, the newest first: a newer one keeps the signs of those before it. */
export const RELEASES: readonly Release[] = [release11527, release11520, release114];
