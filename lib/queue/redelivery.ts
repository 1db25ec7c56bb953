const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 900;

/**
 * How long a message whose work failed for a passing reason stays hidden. The ceiling doubles with every delivery, from 30
 * seconds to 15 minutes; the upper half of it is random, so that a recovered 1C is not met by everybody at once (design,
 * retry).
 *
 * @param receiveCount deliveries so far, 1 after the first.
 * @param random a number from 0 (inclusive) to 1 (exclusive).
 * @returns whole seconds: 15 to 30 after the first delivery, 450 to 900 after the sixth and all later ones.
 */
export function redeliveryDelay(receiveCount: number, random: number): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (receiveCount - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
