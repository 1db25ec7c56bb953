import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../infra/sandbox/common/faults.ts';
import { runPricePush } from '../../lib/prices/run-price-push.ts';
import type { RunPushOptions } from '../../lib/push/run-push.ts';
import { runStockPush } from '../../lib/stock/run-stock-push.ts';
import { NOON, openBase, SMALL_SHOP, settingsOf } from '../goods/support/open-base.ts';
import { runOptions } from './fake-goods.ts';
import { openAccount, type Told } from './open-shop.ts';

type Account = Awaited<ReturnType<typeof openAccount>>;

/** What becomes of an upload; a time-out is the client's own, and the CRM may have carried it out. */
const FATES: Readonly<Record<string, FaultAction | 'timeOutBefore' | 'timeOutAfter'>> = {
  'a 503': { kind: 'status', status: 503 },
  HTML: { kind: 'html' },
  'a broken connection': { kind: 'dropBefore' },
  'a lost answer': { kind: 'dropAfter' },
  'a time-out, not done': 'timeOutBefore',
  'a time-out, done': 'timeOutAfter',
};

const settings = settingsOf(SMALL_SHOP);
const [SITE = ''] = settings.sites.map(({ code }) => code);
const [WAREHOUSE] = SMALL_SHOP.warehouses;
const [KIND] = SMALL_SHOP.priceKinds;
const CHANGED = SMALL_SHOP.goods.filter(({ characteristics }) => characteristics.length === 0).slice(0, 12);

let base: Awaited<ReturnType<typeof openBase>>;
beforeAll(async () => {
  base = await openBase();
});
afterAll(() => base.close());

/** Each push: how it runs, what changes in 1C, and where the CRM shows it. */
const PUSHES = {
  stock: {
    path: '/store/inventories/upload',
    run: (account: Account, options: RunPushOptions) =>
      runStockPush(settings, options, { ...base, ...account }),
    change: (good: string, to: number) => {
      base.control.setStock(good, WAREHOUSE?.key ?? '', to);
    },
    shown: (told: Told | undefined) => told?.stores[WAREHOUSE?.storeCode ?? '']?.quantity,
  },
  prices: {
    path: '/store/prices/upload',
    run: (account: Account, options: RunPushOptions) =>
      runPricePush(settings, options, { ...base, ...account }),
    change: (good: string, to: number) => {
      base.control.record('InformationRegister_ЦеныНоменклатуры25', {
        Period: '2026-01-10T10:00:00',
        ВидЦены_Key: KIND?.key ?? '',
        Номенклатура_Key: good,
        Валюта_Key: SMALL_SHOP.currency.key,
        Цена: to,
      });
    },
    shown: (told: Told | undefined) => told?.prices[SITE]?.[KIND?.crmCode ?? ''],
  },
} as const;

/** A `fetch` whose next uploads run into their time-out. */
function timingOut(path: string) {
  let left = 0;
  let isCarriedOut = false;
  const reach: typeof globalThis.fetch = async (input, init) => {
    if (left === 0 || !String(input).includes(path)) {
      return fetch(input, init);
    }
    left -= 1;
    if (isCarriedOut) {
      await fetch(input, init);
    }
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  };
  return {
    fetch: reach,
    next: (times: number, moment: 'timeOutBefore' | 'timeOutAfter') => {
      left = times;
      isCarriedOut = moment === 'timeOutAfter';
    },
  };
}

describe.each(['stock', 'prices'] as const)('uploads of %s', (kind) => {
  const { path, run, change, shown } = PUSHES[kind];
  const late = timingOut(path);
  // One CRM and one memory for all: each test changes 1C once more, and leaves the CRM with all of it.
  const options = { ...runOptions(kind), now: () => NOON };
  let account: Account;
  let value = 1000;
  beforeAll(async () => {
    account = await openAccount(SMALL_SHOP, late.fetch);
    expect(await run(account, options)).toMatchObject({ errors: [] });
  });
  afterAll(() => account.account.close());

  it.each(Object.entries(FATES).flatMap(([name, fate]) => [1, 100].map((times) => ({ name, fate, times }))))(
    '$name, $times in a row, costs no offer: the next run sends what is due still',
    async ({ fate, times }) => {
      value += 1;
      for (const { key } of CHANGED) {
        change(key, value);
      }
      const { faults } = account.account;
      if (typeof fate === 'string') {
        late.next(times, fate);
      } else {
        faults.add({ match: { path }, times, action: fate });
      }
      await run(account, options).catch(() => undefined);
      faults.clear();
      late.next(0, 'timeOutBefore');
      expect(await run(account, options)).toMatchObject({ errors: [] });
      const told = await account.told();
      for (const { key, name } of CHANGED) {
        expect(shown(told.get(key)), name).toBe(value);
      }
      expect((await run(account, options)).counts).toMatchObject({ due: 0, sent: 0, requests: 0 });
    },
  );
});
