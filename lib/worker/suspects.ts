import type { NamedOrder } from '../queue/work-off.ts';

/** An order that has come so often may be what ends its process; a passing fault makes it come as often, so nothing is held against it. */
const SUSPECT_DELIVERIES = 5;

export interface WorkedOrders<Result> {
  readonly results: readonly Result[];
  /** Orders that there was no time to begin with. */
  readonly left: readonly NamedOrder[];
}

export interface SuspectDeps {
  /** Whether one more piece of work may begin; the first one always does. */
  readonly hasTime: () => boolean;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/**
 * Works on the orders of a batch together, and then on each that has come again and again alone, in random order, as long
 * as there is time.
 *
 * An order that ends its process (by its sheer size, say) comes back with its whole batch. Worked on together, the others
 * would never be finished and share its fate among the dead letters; so each of them gets its turn before it.
 */
export async function suspectsAlone<Result>(
  orders: readonly NamedOrder[],
  work: (orders: readonly NamedOrder[]) => Promise<readonly Result[]>,
  { hasTime, random }: SuspectDeps,
): Promise<WorkedOrders<Result>> {
  const isSuspect = ({ deliveries }: NamedOrder): boolean => deliveries >= SUSPECT_DELIVERIES;
  const usual = orders.filter((order) => !isSuspect(order));
  const alone = shuffled(orders.filter(isSuspect), random).map((order) => [order]);
  const turns = usual.length === 0 ? alone : [usual, ...alone];
  const results: Result[] = [];
  for (const [index, turn] of turns.entries()) {
    if (index > 0 && !hasTime()) {
      return { results, left: turns.slice(index).flat() };
    }
    results.push(...(await work(turn)));
  }
  return { results, left: [] };
}

const shuffled = <Item>(items: readonly Item[], random: () => number): readonly Item[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
