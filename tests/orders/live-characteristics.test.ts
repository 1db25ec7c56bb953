import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createLiveCharacteristics,
  type LiveCharacteristics,
} from '../../lib/orders/live-characteristics.ts';
import { testKey } from '../settings/valid-settings.ts';
import { shop, startBridge, type TestBridge } from './support/bridge.ts';

const SET = 'Catalog_ХарактеристикиНоменклатуры';
const LIFETIME_MS = 60_000;
const [first = '', second = ''] = shop.goods.flatMap((good) => good.characteristics.map(({ key }) => key));
const absent = testKey(77);

let bridge: TestBridge;
let live: LiveCharacteristics;

beforeEach(async () => {
  bridge = await startBridge();
  live = createLiveCharacteristics(bridge.client, { now: () => bridge.now() }, LIFETIME_MS);
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

/** What is live of the keys, and how many requests it took. */
async function ask(...keys: string[]): Promise<{ live: string[]; requests: number }> {
  bridge.takeRequests();
  const found = await live(keys);
  return { live: [...found], requests: bridge.takeRequests().length };
}

it('tells those that 1C holds from those that it does not, in one request', async () => {
  expect(await ask(first, absent, second)).toEqual({ live: [first, second], requests: 1 });
});

it('asks nothing when none is named', async () => {
  expect(await ask()).toEqual({ live: [], requests: 0 });
});

it('asks for a known one only after its time, and for an absent one always', async () => {
  await ask(first, absent);
  expect(await ask(first)).toEqual({ live: [first], requests: 0 });
  expect(await ask(first, absent)).toEqual({ live: [first], requests: 1 });
  bridge.pass(LIFETIME_MS);
  expect(await ask(first)).toEqual({ live: [first], requests: 1 });
});

it('forgets one that was marked for deletion when its time is over', async () => {
  await ask(first);
  bridge.onec.control.patch(SET, first, { DeletionMark: true });
  bridge.pass(LIFETIME_MS);
  expect(await ask(first)).toEqual({ live: [], requests: 1 });
});

it('keeps nothing where no time is given', async () => {
  live = createLiveCharacteristics(bridge.client, { now: () => bridge.now() }, 0);
  expect(await ask(first)).toEqual({ live: [first], requests: 1 });
  expect(await ask(first)).toEqual({ live: [first], requests: 1 });
});
