import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redeliveryDelay } from '../../lib/queue/redelivery.ts';

const ALMOST_ONE = 1 - Number.EPSILON;
const counts = fc.integer({ min: 1, max: 1000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** The shortest and the longest delay after a delivery. */
const boundsAfter = (receiveCount: number) => [
  redeliveryDelay(receiveCount, 0),
  redeliveryDelay(receiveCount, ALMOST_ONE),
];

describe('the delay of a message whose work failed for a passing reason', () => {
  it('grows from 15..30 seconds to 450..900', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map(boundsAfter)).toEqual([
      [15, 30],
      [30, 60],
      [60, 120],
      [120, 240],
      [240, 480],
      [450, 900],
      [450, 900],
      [450, 900],
    ]);
  });

  it('is a whole number of seconds between its bounds, which never fall', () => {
    fc.assert(
      fc.property(counts, randoms, (receiveCount, random) => {
        const seconds = redeliveryDelay(receiveCount, random);
        const [shortest = 0, longest = 0] = boundsAfter(receiveCount);
        const [nextShortest = 0, nextLongest = 0] = boundsAfter(receiveCount + 1);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(shortest);
        expect(seconds).toBeLessThanOrEqual(longest);
        expect(nextShortest).toBeGreaterThanOrEqual(shortest);
        expect(nextLongest).toBeGreaterThanOrEqual(longest);
      }),
    );
  });
});
