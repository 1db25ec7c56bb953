/** Runs pieces of work one after the other, in the order in which they were given; one that fails does not stop the next. */
export type Mutex = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A mutex of this process. What a piece of work throws, only its own caller gets. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
