import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSemaphore, eachLimited } from '../../lib/platform/concurrency.ts';

describe('work on many items, a few at a time', () => {
  it('never more than the limit at once and never less than it could be, each item once, results in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (scheduler, items, limit) => {
          let running = 0;
          let most = 0;
          const begun: number[] = [];
          const result = eachLimited(items, limit, async (item) => {
            begun.push(item);
            running += 1;
            most = Math.max(most, running);
            await scheduler.schedule(Promise.resolve());
            running -= 1;
            return item * 2;
          });
          expect(await scheduler.waitFor(result)).toEqual(items.map((item) => item * 2));
          expect(begun).toEqual(items);
          expect(most).toBe(Math.min(limit, items.length));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('after a failure begins nothing more, waits for what runs, and throws the first failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, bad, limit) => {
          const failed: number[] = [];
          let running = 0;
          let begunAfterFailure = 0;
          const work = eachLimited([...Array(12).keys()], limit, async (item) => {
            begunAfterFailure += failed.length > 0 ? 1 : 0;
            running += 1;
            await scheduler.schedule(Promise.resolve());
            running -= 1;
            if (bad.includes(item)) {
              failed.push(item);
              throw item;
            }
          });
          const failure = await scheduler.waitFor(
            work.then(
              () => 'none',
              (error: unknown) => error,
            ),
          );
          expect(failure).toBe(failed[0]);
          expect(running).toBe(0);
          expect(begunAfterFailure).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('also when the work throws before it waits for anything', async () => {
    const work = (): Promise<never> => {
      throw new Error('at once');
    };
    await expect(eachLimited([1, 2], 2, work)).rejects.toThrow('at once');
  });

  it.each([0, -1, 1.5, Number.NaN])(
    'a limit of %d would leave the work undone and is refused',
    async (limit) => {
      await expect(eachLimited([1], limit, async (item) => item)).rejects.toThrow(RangeError);
    },
  );
});

describe('a semaphore', () => {
  it('runs so many at a time, in the order in which they were given, and gives each caller his own', async () => {
    const inTurn = createSemaphore(2);
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
    const begun: number[] = [];
    const results = gates.map(({ promise }, index) =>
      inTurn(async () => {
        begun.push(index);
        return promise;
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    gates[1]?.reject(new Error('broken'));
    await expect(results[1]).rejects.toThrow('broken');
    expect(begun).toEqual([0, 1, 2]);
    for (const [index, gate] of gates.entries()) {
      gate.resolve(index);
    }
    expect(await Promise.all([results[0], results[2], results[3], results[4]])).toEqual([0, 2, 3, 4]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });
});
