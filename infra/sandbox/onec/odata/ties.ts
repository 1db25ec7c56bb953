import { createPrng } from '../../shop/prng.ts';

/** A source of numbers by which records that sort alike are told apart, another one for every request. */
export type MakeTies = () => () => number;

/**
 * Records that sort alike change places between two requests, as a database gives them that was told nothing else. The
 * same requests in the same order get the same places.
 */
export function createTies(): MakeTies {
  let requests = 0;
  return () => {
    requests += 1;
    return createPrng(`ties of request ${requests}`).next;
  };
}
