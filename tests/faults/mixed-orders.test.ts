import { describe, expect, it } from 'vitest';
import { createPrng } from '../../infra/sandbox/shop/prng.ts';
import type { Shop } from '../../infra/sandbox/shop/shop.ts';
import type { Release } from '../../lib/onec/ut/release.ts';
import { shop as usualShop } from '../orders/support/bridge.ts';
import { killAt } from './support/crash-injection.ts';
import { makeFaultSchedule } from './support/day/fault-schedule.ts';
import { differences, watchContent } from './support/mixed/content.ts';
import { takeMixedOrders } from './support/mixed/orders.ts';
import { deliver, processQueue } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { RELEASES } from './support/releases.ts';
import { type Stage, startStage } from './support/stage.ts';

/** Rates that every release has, and nothing ever runs out: what is short of stock is refused by 1C. */
const USUAL_RATES = new Set(['БезНДС', 'НДС10', 'НДС20']);
const shop: Shop = {
  ...usualShop,
  goods: usualShop.goods
    .filter(({ vatRate }) => USUAL_RATES.has(vatRate.enumName))
    .map((good) => ({
      ...good,
      stock: Object.fromEntries(Object.keys(good.stock).map((warehouse) => [warehouse, 1_000_000])),
    })),
};

/** Other orders: MIXED_SEED=anything npx vitest run -c vitest.faults.config.ts tests/faults/mixed-orders */
const SEED = process.env.MIXED_SEED ?? 'usual';
const WORKERS = 2;
const RESTART_MS = 5000;
const ASK_AGAIN_MS = 10_000;
const FAULT_RATES = { faultPercent: 2, slowestMs: 300 };

const openStage = (release: Release) =>
  startStage({ release, shop, switches: { keepClientKeys: false }, settings: { corporateCustomers: true } });

async function triggerAll(stage: Stage, ids: readonly number[]): Promise<void> {
  const { trigger } = startProcess(stage);
  for (const id of ids) {
    expect(await trigger(id)).toBe(200);
  }
}

/** One quiet import of everything by one worker, oldest first. */
async function importQuietly(stage: Stage, ids: readonly number[]): Promise<void> {
  await triggerAll(stage, ids);
  await stage.time.passUntil(processQueue(stage, startProcess(stage)));
}

/** Two workers that die now and then, while requests fail. @returns how often one died. */
async function importInChaos(stage: Stage, ids: readonly number[]): Promise<number> {
  const prng = createPrng(`${SEED}/chaos`);
  const faults = makeFaultSchedule(stage, prng, FAULT_RATES);
  let deaths = 0;
  const work = async (): Promise<void> => {
    while (stage.queue.size() > 0) {
      const killed = killAt(prng.integer(100, 1000), prng.pick(['before', 'after']));
      const process = startProcess(stage, {
        io: killed.io,
        fetch: faults.fetch,
        random: () => prng.next(),
      });
      const whole = async (): Promise<'done'> => {
        while (stage.queue.size() > 0) {
          if (!(await deliver(stage, process, killed.io))) {
            await stage.time.sleep(ASK_AGAIN_MS);
          }
        }
        return 'done';
      };
      if ((await Promise.race([whole(), killed.death])) === 'died') {
        deaths += 1;
        await stage.time.sleep(RESTART_MS);
      }
    }
  };
  await triggerAll(stage, shuffled(ids, prng.next));
  await stage.time.passUntil(Promise.all(Array.from({ length: WORKERS }, work)));
  faults.calm();
  return deaths;
}

const shuffled = (ids: readonly number[], next: () => number): readonly number[] =>
  ids
    .map((id) => ({ id, at: next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ id }) => id);

/** What kinds of buyers, and how many organisations, the orders of the base have. */
function kindsOf({ onec }: Stage) {
  const orders = onec.control.entities('Document_ЗаказКлиента');
  const kinds = orders.map(
    ({ Контрагент_Key: key }) => onec.control.entity('Catalog_Контрагенты', String(key))?.ЮрФизЛицо,
  );
  return {
    buyers: [...new Set(kinds)].sort(),
    organizations: new Set(orders.map(({ Организация_Key: key }) => key)).size,
  };
}

describe.each(RELEASES)('UT $release.name', ({ release, isThorough }) => {
  const count = isThorough ? 2000 : 60;
  it(`${count} mixed orders in random order, by two workers, with injected 503s, lost answers and restarts → 1C as after one quiet import; the second pass writes nothing (MIXED_SEED=${SEED})`, async () => {
    await using quiet = await openStage(release);
    const contentOfQuiet = watchContent(quiet, release);
    await importQuietly(quiet, takeMixedOrders(quiet, count, SEED));

    await using stage = await openStage(release);
    const content = watchContent(stage, release);
    const ids = takeMixedOrders(stage, count, SEED);
    expect(await importInChaos(stage, ids)).toBeGreaterThan(count / 100);
    expect((await stage.outcomes.listParked()).records).toEqual([]);
    expect(differences(content(), contentOfQuiet())).toEqual([]);
    expect(kindsOf(stage)).toEqual({
      buyers: ['ИндивидуальныйПредприниматель', 'ФизЛицо', 'ЮрЛицо'],
      organizations: stage.shop.sites.length,
    });

    await stage.saveSettings({ corporateCustomers: true });
    await stage.pass(60_000);
    stage.onec.control.requests.clear();
    await importQuietly(stage, shuffled(ids, createPrng(`${SEED}/again`).next));
    const writes = stage.onec.control.requests.list().filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(differences(content(), contentOfQuiet())).toEqual([]);
  }, 3_600_000);
});
