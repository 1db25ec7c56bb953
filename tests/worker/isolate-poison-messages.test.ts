import { describe, expect, it } from 'vitest';
import { isolatePoisonMessages } from '../../lib/worker/isolate-poison-messages.ts';

const named = (orderId: number, deliveries: number) => ({ orderId, sentAt: 0, deliveries });
const always = { hasTime: () => true, random: () => 0.5 };

/** Works on the orders and tells in which company each came. */
async function turnsOf(orders: ReturnType<typeof named>[], deps = always) {
  const turns: number[][] = [];
  const { results, left } = await isolatePoisonMessages(
    orders,
    async (turn) => {
      turns.push(turn.map(({ orderId }) => orderId));
      return turn.map(({ orderId }) => `done ${orderId}`);
    },
    deps,
  );
  return { turns, results, left: left.map(({ orderId }) => orderId) };
}

describe('orders that have come again and again', () => {
  it('are worked on one by one, after all others together', async () => {
    const { turns, results } = await turnsOf([named(1, 5), named(2, 1), named(3, 9), named(4, 4)]);
    expect(turns).toEqual([[2, 4], [1], [3]]);
    expect(results).toEqual(['done 2', 'done 4', 'done 1', 'done 3']);
  });

  it('take turns at random, so that none is always behind the one that ends the process', async () => {
    const places = [0.9, 0.1, 0.5];
    const random = () => places.shift() ?? 0;
    const { turns } = await turnsOf([named(1, 5), named(2, 5), named(3, 5)], { ...always, random });
    expect(turns).toEqual([[2], [3], [1]]);
  });

  it('are left for the next time when there is no time to begin with them', async () => {
    let turns = 2;
    const hasTime = () => {
      turns -= 1;
      return turns > 0;
    };
    const worked = await turnsOf([named(1, 1), named(2, 5), named(3, 5), named(4, 5)], {
      ...always,
      hasTime,
    });
    expect(worked).toMatchObject({ turns: [[1], [2]], left: [3, 4] });
  });

  it('begin with one of them at least, however late it is', async () => {
    const worked = await turnsOf([named(1, 5), named(2, 5)], { ...always, hasTime: () => false });
    expect(worked).toMatchObject({ turns: [[1]], left: [2] });
  });

  it('no orders, no work', async () => {
    expect(await turnsOf([])).toEqual({ turns: [], results: [], left: [] });
  });
});
