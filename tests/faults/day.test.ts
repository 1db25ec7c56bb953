import { describe, expect, it } from 'vitest';
import type { Entity } from '../../infra/sandbox/onec/store/entity.ts';
import { sandboxSettings } from '../../infra/sandbox/shop/settings.ts';
import type { Shop } from '../../infra/sandbox/shop/shop.ts';
import { shop as usualShop } from '../orders/support/bridge.ts';
import { differencesFromExpected, doubledCustomers, type Expectation } from './support/day/expected-state.ts';
import type { Office } from './support/day/office.ts';
import { type Appointment, type DayPlan, HOUR, spendDay } from './support/day/spend-day.ts';
import { RELEASES } from './support/releases.ts';
import { type Stage, startStage } from './support/stage.ts';

/** 06:00 in Moscow. */
const MORNING = Date.parse('2026-03-10T03:00:00Z');

/** Rates that every release has; goods with others are parked where the base lacks them, and that is another story. */
const USUAL_RATES = new Set(['БезНДС', 'НДС10', 'НДС20']);

/** Nothing ever runs out: what is short of stock is refused by 1C. */
const shop: Shop = {
  ...usualShop,
  goods: usualShop.goods
    .filter(({ vatRate }) => USUAL_RATES.has(vatRate.enumName))
    .map((good) => ({
      ...good,
      stock: Object.fromEntries(Object.keys(good.stock).map((warehouse) => [warehouse, 1_000_000])),
    })),
};

const GOODS = 'Catalog_Номенклатура';
const lateGood = shop.goods.find(({ characteristics }) => characteristics.length === 0)?.key ?? '';

const settingsOf = (changes: Readonly<Record<string, unknown>>) => ({ deletedOrders: 'cancel', ...changes });
const { sites } = sandboxSettings(shop) as { readonly sites: readonly { readonly code: string }[] };
const withoutSecondSite = settingsOf({ sites: sites.slice(0, 1) });

/** A day of a shop: settings that come late, a product that comes late, and systems that are away for a while. */
const appointments = (good: Readonly<Entity>): readonly Appointment[] => [
  { at: 3.5 * HOUR, act: ({ onec }) => onec.control.faults.add({ action: { kind: 'status', status: 503 } }) },
  { at: 4.2 * HOUR, act: ({ onec }) => onec.control.faults.clear() },
  { at: 5 * HOUR, act: (stage) => stage.saveSettings({ ...withoutSecondSite, paymentDelayDays: 7 }) },
  { at: 6 * HOUR, act: (stage) => stage.saveSettings(settingsOf({ paymentDelayDays: 7 })) },
  {
    at: 7 * HOUR,
    act: ({ crm }) => {
      crm.faults.add({ match: {}, times: 100_000, action: { kind: 'status', status: 503 } });
    },
  },
  { at: 7.1 * HOUR, act: ({ crm }) => crm.faults.clear() },
  {
    at: 9 * HOUR,
    act: ({ onec }) => {
      onec.control.put(GOODS, lateGood, good);
    },
  },
  {
    at: 11 * HOUR,
    act: ({ onec }) => onec.control.faults.add({ times: 1, action: { kind: 'unauthorized' } }),
  },
  { at: 14 * HOUR, act: ({ onec }) => onec.control.faults.add({ action: { kind: 'drop' } }) },
  { at: 14.2 * HOUR, act: ({ onec }) => onec.control.faults.clear() },
  { at: 16 * HOUR, act: (stage) => stage.saveSettings(settingsOf({ paymentDelayDays: 3 })) },
];

interface DayCase {
  readonly orders: number;
  readonly triggers: number;
  readonly seed: string;
}

async function day({ orders, triggers, seed }: DayCase, stage: Stage) {
  const good = stage.onec.control.entity(GOODS, lateGood);
  if (good === undefined) {
    throw new Error('the shop has too few goods');
  }
  stage.onec.control.remove(GOODS, lateGood);
  const plan: DayPlan = {
    seed,
    orders,
    triggers,
    workers: 3,
    faultRates: { faultPercent: 2, slowestMs: 300 },
    appointments: appointments(good),
  };
  return spendDay(stage, plan);
}

const expectationsOf = ({ orders }: Office): ReadonlyMap<number, Expectation> =>
  new Map(orders.map(({ id, prospect, isDeleted }) => [id, isDeleted ? 'deleted' : prospect]));

/** Another day: DAY_SEED=anything npx vitest run tests/faults/day */
const SEED = process.env.DAY_SEED ?? 'usual';

describe.each(RELEASES)('UT $release.name', ({ release, isThorough }) => {
  const size = isThorough ? { orders: 2000, triggers: 6000 } : { orders: 150, triggers: 450 };
  it(`a day's traffic in simulated time (${size.orders} orders, ${size.triggers} triggers, polls, restarts, random faults) → 1C equals the CRM; every queue empty; no parked record without a reason (DAY_SEED=${SEED})`, async () => {
    await using stage = await startStage({
      release,
      shop,
      startAt: MORNING,
      switches: { keepClientKeys: false },
      settings: withoutSecondSite,
    });
    const { office, deaths, lostTriggers } = await day({ ...size, seed: SEED }, stage);
    expect(office.orders).toHaveLength(size.orders);
    expect(Math.min(deaths, lostTriggers)).toBeGreaterThan(5);

    expect(stage.queue.size()).toBe(0);
    expect(stage.queue.deadLetters()).toEqual([]);
    expect(differencesFromExpected(stage, expectationsOf(office))).toEqual([]);
    expect(doubledCustomers(stage)).toEqual([]);
    const parked = (await stage.outcomes.listParked()).records;
    const expected = office.orders.filter(({ prospect }) => prospect === 'parked').map(({ id }) => id);
    expect(parked.map(({ orderId, reason }) => [orderId, reason])).toEqual(
      expected.map((id) => [id, 'productUnknown']),
    );
  });
});
