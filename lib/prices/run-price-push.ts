import type { CrmClient } from '../crm/client.ts';
import { type GoodsSourceDeps, openGoods } from '../goods/goods-source.ts';
import { type PushReport, type RunPushOptions, runPush, type SiteRun } from '../push/run-push.ts';
import type { Settings } from '../settings/schema.ts';
import { pricesOfSite } from './push-prices.ts';

export interface PricePushRunDeps extends GoodsSourceDeps {
  readonly crm: Pick<CrmClient, 'priceTypeCodes' | 'uploadPrices'>;
}

/**
 * Sends the prices of all sites that want them, by the types of the settings (original-export 2). A type that the CRM does not
 * have is told and left out; without types nothing is sent, but what an earlier version of the settings has sent is removed.
 *
 * @throws what keeps it from being done; what the CRM has accepted until then is remembered.
 */
export async function runPricePush(
  settings: Settings,
  options: RunPushOptions,
  deps: PricePushRunDeps,
): Promise<PushReport> {
  const known = await deps.crm.priceTypeCodes();
  const { types } = settings.prices;
  const sent = types.filter(({ crm }) => known.has(crm));
  const goods = await openGoods('pricePush', settings, options.now(), deps);
  const sites: SiteRun[] = [];
  for (const site of settings.sites.filter(({ prices }) => prices)) {
    const run = pricesOfSite(site, sent, settings, { crm: deps.crm, goods });
    const { offers } = await options.memories.read(run.code, run.signature);
    if (sent.length > 0 || [...offers.values()].some(({ accepted }) => accepted !== undefined)) {
      sites.push(run);
    }
  }
  const report = await runPush(sites, options);
  const unknown = types.filter(({ crm }) => !known.has(crm));
  return {
    ...report,
    skipped: [...unknown.map(({ crm }) => ({ id: crm, reason: 'priceTypeUnknown' })), ...report.skipped],
  };
}
