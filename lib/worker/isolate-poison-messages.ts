/** An item that has come so often may be what ends its process; a passing fault makes it come as often, so nothing is held against it. */
const SUSPECT_DELIVERIES = 5;

interface Delivered {
  /** How often the item has come, this time included. */
  readonly deliveries: number;
}

export interface IsolatedWork<Item, Result> {
  readonly results: readonly Result[];
  /** Items that there was no time to begin with. */
  readonly left: readonly Item[];
}

export interface IsolationDeps {
  /** Whether one more piece of work may begin; the first one always does. */
  readonly hasTime: () => boolean;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/**
 * Works on the items of a batch together, and then on each that has come again and again alone, in random order, as long as
 * there is time.
 *
 * A poison message (an order that ends its process by its sheer size, say) comes back with its whole batch. Worked on
 * together, the others would never be finished and share its fate among the dead letters; so each of them is worked on before
 * it.
 */
export async function isolatePoisonMessages<Item extends Delivered, Result>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { hasTime, random }: IsolationDeps,
): Promise<IsolatedWork<Item, Result>> {
  const isSuspect = ({ deliveries }: Delivered): boolean => deliveries >= SUSPECT_DELIVERIES;
  const usual = items.filter((item) => !isSuspect(item));
  const alone = shuffled(items.filter(isSuspect), random).map((item) => [item]);
  const groups = usual.length === 0 ? alone : [usual, ...alone];
  const results: Result[] = [];
  for (const [index, group] of groups.entries()) {
    if (index > 0 && !hasTime()) {
      return { results, left: groups.slice(index).flat() };
    }
    results.push(...(await work(group)));
  }
  return { results, left: [] };
}

const shuffled = <Item>(items: readonly Item[], random: () => number): readonly Item[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
