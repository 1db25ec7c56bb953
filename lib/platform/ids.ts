import { parse, v4, v5 } from 'uuid';

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
  // Bytes, not texts: a plan makes a dozen of them, and the package takes twice as long to encode a text itself.
  return v5(Buffer.from(parts.join('\u0000')), BRIDGE_NAMESPACE);
}
