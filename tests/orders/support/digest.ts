import { createDigest } from '../../../lib/platform/digest.ts';

/** The key of digests in all tests. */
export const DIGEST_KEY = 'a key of digests that only tests know';

export const testDigest = createDigest(DIGEST_KEY);
