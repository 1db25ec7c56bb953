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
  it('grows from 15..30 seconds to 16..19 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map(boundsAfter)).toEqual([
      [15, 30],
      [30, 60],
      [60, 120],
      [120, 240],
      [240, 480],
      [480, 960],
      [960, 1140],
      [960, 1140],
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

describe('a 1C that is switched off over the holidays (design, retry)', () => {
  const DAY = 24 * 3600;
  const MAX_RECEIVES = 1000;
  const RETENTION = 14 * DAY;

  /** How long a message lives that is never done, seconds. */
  const lifetime = (random: number, isThrottled: boolean): number =>
    Array.from({ length: MAX_RECEIVES }, (_, index) =>
      redeliveryDelay(index + 1, random, isThrottled),
    ).reduce((sum, delay) => sum + delay, 0);

  it.each([
    ['fails', false],
    ['is throttled', true],
  ])('the tries of work that %s last eleven days at the least, twelve on average', (_, isThrottled) => {
    expect(lifetime(0, isThrottled)).toBeGreaterThanOrEqual(11 * DAY);
    expect(lifetime(0.5, isThrottled)).toBeGreaterThanOrEqual(12 * DAY);
  });

  it('and end before the queue forgets the message, the time of the tries themselves included', () => {
    const aTry = 90;
    expect(lifetime(0.5, false) + MAX_RECEIVES * aTry).toBeLessThan(RETENTION);
    expect(lifetime(ALMOST_ONE, false)).toBeLessThan(RETENTION);
  });
});
