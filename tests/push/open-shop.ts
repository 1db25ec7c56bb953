import { createSandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import type { Shop } from '../../infra/sandbox/shop/shop.ts';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import type { Release } from '../../lib/onec/ut/release.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { NOON, openBase } from '../goods/support/open-base.ts';

/** What the CRM was told of an offer. */
export interface Told {
  readonly xmlId: string;
  readonly stores: Readonly<Record<string, { readonly quantity: number; readonly purchasePrice?: number }>>;
  readonly prices: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * A sandbox CRM with the offers of a shop, and the client of it.
 *
 * @param fetch what the client reaches it by.
 */
export async function openAccount(shop: Shop, fetch: typeof globalThis.fetch = globalThis.fetch) {
  const account = createSandboxCrm({
    shop,
    clock: { now: () => NOON },
    apiKey: 'key',
    seed: false,
    requestsPerSecond: null,
  });
  const url = await account.listen(0);
  const http = createHttp({
    fetch,
    clock: { now: () => NOON },
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  });
  return {
    account,
    url,
    crm: createCrmClient({ url, apiKey: 'key', http }),
    /** What the CRM was told, by offer. */
    told: async (): Promise<ReadonlyMap<string, Told>> => {
      const answer = await globalThis.fetch(`${url}/sandbox/inventories`);
      return new Map(((await answer.json()) as Told[]).map((offer) => [offer.xmlId, offer]));
    },
    [Symbol.asyncDispose]: () => account.close(),
  };
}

/** Both sandboxes with a shop, and the client of the CRM. */
export async function openShop(release: Release) {
  const base = await openBase({ release });
  const opened = await openAccount(base.shop);
  return {
    ...base,
    ...opened,
    [Symbol.asyncDispose]: async () => {
      await opened.account.close();
      await base.close();
    },
  };
}
