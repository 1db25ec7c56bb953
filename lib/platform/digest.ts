import { createHmac, randomBytes } from 'node:crypto';

/** What is digested, so that a phone and an e-mail of the same letters have nothing in common. */
export type DigestKind = 'phone' | 'email' | 'name';

/** A keyed digest of one value of a person's data: equal values give equal texts. `""` stays `""`. */
export type Digest = (kind: DigestKind, value: string) => string;

/** 128 bits, and the longest key that SHA-256 uses whole. */
const DIGEST_BYTES = 16;
const KEY_BYTES = 32;

/**
 * The digests that stand for people's data in all that is stored (design, principle 9): HMAC-SHA-256 under a key that is
 * made once per deployment (D-25), since the few possible phone numbers are quickly tried out without one.
 *
 * @param key `DIGEST_KEY`.
 */
export function createDigest(key: string): Digest {
  return (kind, value) =>
    value === ''
      ? ''
      : createHmac('sha256', key)
          .update(`${kind}\n${value}`)
          .digest()
          .subarray(0, DIGEST_BYTES)
          .toString('base64url');
}

/** A new key for {@link createDigest}. */
export const randomDigestKey = (): string => randomBytes(KEY_BYTES).toString('base64url');
