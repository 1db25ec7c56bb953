/**
 * How many requests a look into 1C sends at a time that needs many: as many as orders are imported at a time by default. One
 * after the other they would keep the first order of a slow base waiting for a quarter of an hour (B-9).
 */
export const LOOKS_AT_ONCE = 3;

/**
 * Runs `work` for every item, at most `limit` at a time, and gives the results in the items' order.
 *
 * After the first failure no more work is begun; what has begun is waited for, so that nothing still runs when the caller
 * goes on, and then that failure is thrown.
 *
 * @throws {RangeError} unless `limit` is a whole number of at least one.
 */
export async function eachLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a limit of ${limit} at a time`);
  }
  const results: Result[] = [];
  const failures: unknown[] = [];
  const queue = items.entries();
  const runner = async () => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner));
  if (failures.length > 0) {
    throw failures[0];
  }
  return results;
}

/** Runs pieces of work, so many at a time; the others wait for their turn, in the order in which they were given. */
export type Semaphore = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A semaphore of this process. What a piece of work throws, only its own caller gets. */
export function createSemaphore(limit: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = limit;
  return async (work) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        free += 1;
      } else {
        next();
      }
    }
  };
}
