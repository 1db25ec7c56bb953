const FIRST_SECONDS = 30;

/** From this delivery on the delays are the long ones; before it each is twice as long as the one before. */
const LONG_FROM = 7;
const LONG_LEAST_SECONDS = 16 * 60;
const LONG_MOST_SECONDS = 19 * 60;

/** How many times a throttled item comes back as soon as after its first delivery. */
const SOON_RETURNS = 5;

/**
 * How long a message whose work is not done stays hidden (design, retry). The ceiling doubles with every delivery from 30
 * seconds to 16 minutes, its upper half is random; then every delay is 16 to 19 minutes, so that a recovered 1C is not met by
 * everybody at once. A thousand deliveries last eleven days at least, and end before the queue forgets the message.
 *
 * @param receiveCount deliveries so far, 1 after the first.
 * @param random a number from 0 (inclusive) to 1 (exclusive).
 * @param isThrottled nothing is wrong with the item, others had all there is: it comes again soon, five times more often than
 *   one that failed, and then as slowly, since it may be the limits that are wrong.
 * @returns whole seconds.
 */
export function redeliveryDelay(receiveCount: number, random: number, isThrottled = false): number {
  const counted = isThrottled ? Math.max(1, receiveCount - SOON_RETURNS) : receiveCount;
  if (counted >= LONG_FROM) {
    return Math.round(LONG_LEAST_SECONDS + (LONG_MOST_SECONDS - LONG_LEAST_SECONDS) * random);
  }
  const ceiling = FIRST_SECONDS * 2 ** (counted - 1);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
