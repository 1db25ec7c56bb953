/** A source of repeatable choices: the same seed gives the same sequence on every machine. */
export interface Prng {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number from `from` to `to`, both inclusive. */
  integer(from: number, to: number): number;
  /** One of `choices`, which must not be empty. @throws {RangeError} if it is. */
  pick<T>(choices: readonly T[]): T;
  /** True in `percent` cases of a hundred. */
  chance(percent: number): boolean;
}

/**
 * Mulberry32 over an FNV-1a hash of the seed: small, fast, and good enough to spread sample data. Not for secrets.
 */
export function createPrng(seed: string): Prng {
  let state = fnv1a(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    pick: <T>(choices: readonly T[]): T => {
      if (choices.length === 0) {
        throw new RangeError('nothing to pick from');
      }
      return choices[integer(0, choices.length - 1)] as T;
    },
    chance: (percent) => next() * 100 < percent,
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
