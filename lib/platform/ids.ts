import { hash } from 'node:crypto';
import { parse, v4 } from 'uuid';

/** Makes an identifier that no other call ever returns; injected so that tests can predict it. */
export type MakeId = () => string;

/** A random UUID (version 4). */
export const randomId: MakeId = () => v4();

/** Namespace of the identifiers below; a random UUID made once for this product. */
const BRIDGE_NAMESPACE = parse('6e2b7c4a-51f0-4e0e-9d0b-3b0f6a1d9c55');

/**
 * The same UUID (version 5) for the same parts, on every machine and at every time. Used as the `Ref_Key` that the
 * bridge proposes to 1C and as the identity of order rows (design, principle 3). `1` and `'1'` are the same part.
 */
export function deterministicId(...parts: readonly (string | number)[]): string {
  const digest = hash('sha1', Buffer.concat([BRIDGE_NAMESPACE, Buffer.from(parts.join('\u0000'))]));
  return layOut(digest);
}

/**
 * A digest in the layout of RFC 9562, section 5.5: 122 of its bits, the version and the variant. Done here, since the
 * package needs three times as long and a plan makes a key for every row.
 */
function layOut(digest: string): string {
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  const at = (from: number, to: number) => digest.slice(from, to);
  return `${at(0, 8)}-${at(8, 12)}-5${at(13, 16)}-${variant}${at(17, 20)}-${at(20, 32)}`;
}
