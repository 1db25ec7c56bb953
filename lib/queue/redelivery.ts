const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 900;

/**
 * How long a message whose work failed for a passing reason stays hidden: from 30 seconds up to 15 minutes, doubling with
 * every delivery, the upper half of it random so that a recovered 1C is not met by everybody at once (design, retry).
 *
 * @param receiveCount deliveries so far, 1 after the first.
 * @param random a number from 0 (inclusive) to 1 (exclusive).
 * @returns whole seconds.
 */
export function redeliveryDelay(receiveCount: number, random: number): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (receiveCount - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
