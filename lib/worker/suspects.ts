import type { NamedOrder } from '../queue/work-off.ts';

/** An order that has come so often may be what ends its process; a passing fault makes it come as often, so nothing is held against it. */
const SUSPECT_DELIVERIES = 5;

/**
 * Works on the orders of a batch together, and then on each that has come again and again alone, in random order.
 *
 * An order that ends its process (by its sheer size, say) comes back with its whole batch. Worked on together, the others
 * would never be finished and share its fate among the dead letters; so each of them gets its turn before it.
 *
 * @param random a number from 0 (inclusive) to 1 (exclusive).
 */
export async function suspectsAlone<Result>(
  orders: readonly NamedOrder[],
  work: (orders: readonly NamedOrder[]) => Promise<readonly Result[]>,
  random: () => number,
): Promise<readonly Result[]> {
  const isSuspect = ({ deliveries }: NamedOrder): boolean => deliveries >= SUSPECT_DELIVERIES;
  const usual = orders.filter((order) => !isSuspect(order));
  const results = usual.length === 0 ? [] : [...(await work(usual))];
  for (const order of shuffled(orders.filter(isSuspect), random)) {
    results.push(...(await work([order])));
  }
  return results;
}

const shuffled = <Item>(items: readonly Item[], random: () => number): readonly Item[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
