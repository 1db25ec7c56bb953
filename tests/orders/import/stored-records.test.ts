import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../../lib/state/keys.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const unknownLines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    offer: { xmlId: `11111111-2222-4333-8444-${String(index).padStart(12, '0')}` },
    quantity: 1,
    initialPrice: 100,
  }));

describe('records of orders', () => {
  it.each([143, 144, 400])(
    'R-1: %d lines that 1C does not know are parked in a record that can be read',
    async (count) => {
      const { id } = newOrder(bridge, { items: unknownLines(count) });
      const other = newOrder(bridge, { items: unknownLines(1) });
      await bridge.importOrders(id, other.id);
      const { records, unreadable } = await bridge.outcomes.listParked();
      expect(unreadable).toEqual([]);
      expect(records).toMatchObject([
        { orderId: id, reason: 'productUnknown', ...(count > 100 ? { problemsTotal: count } : {}) },
        { orderId: other.id, reason: 'productUnknown' },
      ]);
      expect((await bridge.timeline.list(id)).unreadable).toEqual([]);
    },
  );

  it.each([
    ['outcome', (id: number) => keys.outcome({ kind: 'order', id })],
    ['parked', (id: number) => keys.parked({ kind: 'order', id })],
    ['attempt', (id: number) => keys.attempt({ kind: 'order', id }, 1)],
  ])(
    'D-13: an order whose record (%s) cannot be read is imported anew, and the others of its batch too',
    async (_, keyOf) => {
      const damaged = newOrder(bridge);
      const other = newOrder(bridge);
      await bridge.table.put({ ...keyOf(damaged.id), at: 'yesterday', kind: 7 });
      const results = await bridge.importOrders(damaged.id, other.id);
      expect(outcomeOf(results, damaged.id).kind).toBe('imported');
      expect(outcomeOf(results, other.id).kind).toBe('imported');
      expect(await bridge.outcomes.read(damaged.id)).toMatchObject({ kind: 'imported' });
      expect(await bridge.outcomes.listParked()).toEqual({ records: [], unreadable: [] });
      expect((await bridge.timeline.list(damaged.id)).records).toMatchObject([{ kind: 'imported' }]);
    },
  );
});
