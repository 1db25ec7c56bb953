import { hash, randomBytes } from 'node:crypto';

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
  const hmac = createHmacSha256(key);
  return (kind, value) =>
    value === '' ? '' : hmac(`${kind}\n${value}`).subarray(0, DIGEST_BYTES).toString('base64url');
}

/** Length of the blocks that SHA-256 works on. */
const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 under one key (RFC 2104). Node's own makes an object for each text, which takes three times as long, and planning
 * a customer digests several texts.
 */
function createHmacSha256(key: string): (text: string) => Buffer {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(BLOCK_BYTES);
  block.set(bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes);
  const [inner, outer] = [0x36, 0x5c].map((pad) => block.map((byte) => byte ^ pad)) as [Buffer, Buffer];
  return (text) => {
    const digest = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
    return hash('sha256', Buffer.concat([outer, digest]), 'buffer');
  };
}

/** A new key for {@link createDigest}. */
export const randomDigestKey = (): string => randomBytes(KEY_BYTES).toString('base64url');
