import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { referencePreset } from '../../../lib/settings/presets.ts';
import { lineKopecks, START, shop, type WireOrder } from './harness.ts';

const data = new URL('../../data/retailcrm/', import.meta.url);

const openCrm = (startAt = START) => createSandboxCrm({ shop, clock: { now: () => startAt }, apiKey: 'k' });

const crm = openCrm();
const orders = crm.orderIds().map((id) => crm.order(id) as WireOrder);
const withItems = orders.flatMap(({ items }) => items);

describe('seeded orders', () => {
  it('are the same at every start, moved with the clock', () => {
    const again = openCrm();
    expect(again.orderIds().map((id) => again.order(id))).toEqual(orders);
    const later = openCrm(START + 86_400_000);
    const [id = 0] = later.orderIds();
    expect(later.order(id).createdAt).toBe('2026-02-10 08:00:00');
    expect(orders[0]?.createdAt).toBe('2026-02-09 08:00:00');
  });

  it('are at least 40, of both sites, none from the future', () => {
    expect(orders.length).toBeGreaterThanOrEqual(40);
    expect(new Set(orders.map(({ site }) => site))).toEqual(new Set(['shop1', 'shop2']));
    expect(orders.every(({ statusUpdatedAt }) => String(statusUpdatedAt) < '2026-03-01 12:00:00')).toBe(true);
  });

  it('have one of every peculiarity that the import must meet', () => {
    const offers = crm.offers;
    const mapped = new Set(referencePreset.statuses.map((row) => row.crm));
    expect(orders.filter(({ orderMethod }) => orderMethod === 'offline')).toHaveLength(1);
    expect(orders.filter(({ items }) => items.length === 0)).toHaveLength(1);
    expect(withItems.filter(({ isCanceled }) => isCanceled)).toHaveLength(1);
    expect(withItems.filter(({ offer }) => offer === undefined)).toHaveLength(1);
    expect(withItems.filter(({ offer }) => offer?.xmlId === offers.unknownToOneC.xmlId)).toHaveLength(1);
    expect(orders.filter(({ status }) => !mapped.has(status)).map(({ status }) => status)).toEqual([
      'delivering',
    ]);
  });

  it('have fractional goods, goods with characteristics, discounts, two prices in a line, payments', () => {
    expect(withItems.some(({ quantity }) => !Number.isInteger(quantity))).toBe(true);
    expect(withItems.some(({ offer }) => offer?.xmlId.includes('#') === true)).toBe(true);
    expect(withItems.some(({ prices }) => prices.length === 2)).toBe(true);
    for (const field of [
      'discountManualAmount',
      'discountManualPercent',
      'customerComment',
      'managerComment',
      'fullPaidAt',
    ]) {
      expect(orders.some((order) => field in order)).toBe(true);
    }
  });

  it('add up to their totals', () => {
    for (const { items, delivery, totalSumm } of orders) {
      const live = items.filter(({ isCanceled }) => !isCanceled).map(lineKopecks);
      const sum = live.reduce((total, amount) => total + amount, 0) + Math.round(delivery.cost * 100);
      expect(Math.round(totalSumm * 100)).toBe(sum);
    }
  });

  it('belong to people whom 1C knows and to others; one person is one customer', () => {
    const known = new Set(shop.knownPeople.map(({ fullName }) => fullName));
    const names = orders.map(
      ({ lastName, firstName, patronymic }) => `${lastName} ${firstName} ${patronymic}`,
    );
    const knownOrders = orders.filter((_, index) => known.has(names[index] ?? ''));
    expect(knownOrders.length).toBeGreaterThan(10);
    expect(knownOrders.length).toBeLessThan(orders.length - 5);
    const pairs = new Set(knownOrders.map(({ lastName, customer }) => `${lastName}/${customer.id}`));
    expect(pairs.size).toBe(new Set(knownOrders.map(({ lastName }) => lastName)).size);
  });
});

describe('shapes', () => {
  it('have no field that captured orders do not have', () => {
    const read = (name: string): Record<string, unknown> =>
      JSON.parse(readFileSync(new URL(name, data), 'utf8')) as Record<string, unknown>;
    const history = read('orders-history.json').history as { created?: true; order: WireOrder }[];
    const captured = [
      read('order-get.json').order,
      read('order-create-response.json').order,
      read('order-edit-response.json').order,
      ...(read('orders-list.json').orders as unknown[]),
      ...history.filter(({ created }) => created).map(({ order }) => order),
    ] as WireOrder[];
    const keys = (values: readonly object[]) => new Set(values.flatMap((value) => Object.keys(value)));
    const missing = (ours: readonly object[], theirs: readonly object[]) =>
      [...keys(ours)].filter((key) => !keys(theirs).has(key));
    // Documented (retailcrm-api 3.1, 3.2, 3.4, 3.5), but empty in every captured order.
    expect(missing(orders, captured).sort()).toEqual([
      'company',
      'customerComment',
      'discountManualAmount',
      'discountManualPercent',
    ]);
    expect(
      missing(
        withItems,
        captured.flatMap(({ items }) => items),
      ),
    ).toEqual(['isCanceled']);
    const deliveries = (list: readonly WireOrder[]) => list.map(({ delivery }) => delivery);
    expect(missing(deliveries(orders), deliveries(captured))).toEqual(['time']);
    const payments = (list: readonly WireOrder[]) =>
      list.flatMap((order) => Object.values(order.payments ?? {}));
    expect(missing(payments(orders), payments(captured))).toEqual([]);
    const customers = (list: readonly WireOrder[]) =>
      list.map(({ customer }) => customer).filter(({ type }) => type === 'customer');
    expect(missing(customers(orders), customers(captured))).toEqual([]);
  });
});
