import { startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import type { Switches } from '../../../infra/sandbox/onec/switches.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { sandboxSettings } from '../../../infra/sandbox/shop/settings.ts';
import type { Shop } from '../../../infra/sandbox/shop/shop.ts';
import { createAskAbout } from '../../../lib/goods/ask-about.ts';
import { type GoodsClient, type GoodsFlow, openGoods } from '../../../lib/goods/goods-source.ts';
import type { GoodsSlice } from '../../../lib/goods/slice.ts';
import { createOnecClient } from '../../../lib/onec/create-client.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { createHttp } from '../../../lib/platform/http.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { validateSettings } from '../../../lib/settings/validate.ts';
import { recordingLog } from '../../infra/local/recording-log.ts';
import { speaking } from '../../onec/support/speaking.ts';

/** Noon of 10 January 2026 in Moscow. */
export const NOON = Date.parse('2026-01-10T09:00:00Z');

export const SHOP = makeShop();
/** Seeds ten times faster. */
export const SMALL_SHOP: Shop = { ...SHOP, goods: SHOP.goods.filter((_, index) => index % 12 === 0) };

type Changes = Partial<Record<keyof Settings, unknown>>;

/** The settings that fit a shop, with some keys changed. */
export function settingsOf(shop: Shop, changes: Changes = {}): Settings {
  const checked = validateSettings({ ...(sandboxSettings(shop) as object), ...changes });
  if (!checked.ok) {
    throw new TypeError(JSON.stringify(checked.faults));
  }
  return checked.settings;
}

/** A sandbox 1C and the client that reads goods in it. */
export async function openBase({
  shop = SMALL_SHOP,
  release = release11520,
  switches = {},
}: {
  readonly shop?: Shop;
  readonly release?: Release;
  readonly switches?: Partial<Switches>;
} = {}) {
  const sandbox = await startSandboxOnec({ shop, release, clock: { now: () => NOON }, switches });
  const client = createOnecClient({
    root: sandbox.url,
    login: sandbox.login,
    http: createHttp({
      fetch,
      clock: { now: () => Date.now() },
      sleep: () => Promise.resolve(),
      random: () => 0.5,
    }),
    log: recordingLog().log,
  });
  const onec: GoodsClient = speaking(client, release);
  const refused = new Set<string>();
  const about = createAskAbout(
    {
      has: async (place) => refused.has(place),
      add: async (place) => {
        refused.add(place);
      },
    },
    recordingLog().log,
  );
  const inSlot = <Result>(work: () => Promise<Result>) => work();
  return {
    ...sandbox,
    shop,
    /** Speaks the release's own words. */
    raw: client,
    onec,
    about,
    refused,
    inSlot,
    /** The goods as a run at noon sees them. */
    goods: (settings: Settings, flow: GoodsFlow = 'catalogPublish') =>
      openGoods(flow, settings, NOON, { onec, about, inSlot }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** All slices, in order. */
export async function allSlices(slices: AsyncIterable<GoodsSlice>): Promise<readonly GoodsSlice[]> {
  const all: GoodsSlice[] = [];
  for await (const slice of slices) {
    all.push(slice);
  }
  return all;
}
