import { createHash } from 'node:crypto';

const HASH_RANGE = 2 ** 32;
const HASH_DIGITS = 8;
const VERSION_DIGITS = 6;

/**
 * The number that the pointer holds: the version and 32 bits of the body's hash in one safe integer. Two people who save
 * at the same moment aim at the same version, but their stamps, hence the keys of their bodies, differ: whoever loses
 * the race for the pointer has overwritten nothing. (Up to two million versions fit.)
 */
export function versionStamp(version: number, body: string): number {
  return version * HASH_RANGE + createHash('sha256').update(body).digest().readUInt32BE(0);
}

/** The version inside a stamp, 1 for the first one; 0 for no stamp, which is before the first save. */
export const versionOf = (stamp: number | undefined): number =>
  stamp === undefined ? 0 : Math.floor(stamp / HASH_RANGE);

/** Where the body of that stamp is kept: `settings/000004-1a2b3c4d.json`. */
export function bodyKey(stamp: number): string {
  const hash = (stamp % HASH_RANGE).toString(16).padStart(HASH_DIGITS, '0');
  return `settings/${String(versionOf(stamp)).padStart(VERSION_DIGITS, '0')}-${hash}.json`;
}
