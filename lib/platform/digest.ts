import { createHmac, randomBytes } from 'node:crypto';

/** What is digested, so that a phone and an e-mail of the same letters have nothing in common. */
export type DigestKind = 'phone' | 'email' | 'name' | 'taxId' | 'details' | 'address' | 'account' | 'order';

/** A keyed digest of one value of a person's data: equal values give equal texts. `""` stays `""`. */
export type Digest = (kind: DigestKind, value: string) => string;

/** Of a digest as base64url: 132 bits. Node encodes the whole one far faster than it cuts bytes off. */
const DIGEST_CHARS = 22;
/** The longest key that SHA-256 uses whole. */
const KEY_BYTES = 32;

/**
 * The digests that stand for people's data in all that is stored (design, principle 9): HMAC-SHA-256 under a key that is
 * made once per deployment (D-25), since the few possible phone numbers are quickly tried out without one.
 *
 * @param key `DIGEST_KEY`.
 */
export const createDigest =
  (key: string): Digest =>
  (kind, value) =>
    value === ''
      ? ''
      : createHmac('sha256', key).update(`${kind}\n${value}`).digest('base64url').slice(0, DIGEST_CHARS);

/** A new key for {@link createDigest}. */
export const randomDigestKey = (): string => randomBytes(KEY_BYTES).toString('base64url');
