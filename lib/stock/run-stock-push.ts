import type { CrmClient } from '../crm/client.ts';
import { type GoodsSourceDeps, openGoods } from '../goods/goods-source.ts';
import { type PushReport, type RunPushOptions, runPush } from '../push/run-push.ts';
import type { Settings } from '../settings/schema.ts';
import { planSites } from './plan-sites.ts';
import { stockOfSite } from './push-stock.ts';

export interface StockPushRunDeps extends GoodsSourceDeps {
  readonly crm: Pick<CrmClient, 'siteCatalogs' | 'storeCodes' | 'uploadInventories'>;
}

/**
 * Sends the free stock and the purchase prices of all sites that want it (original-export 1; ut-filling 5).
 *
 * @throws what keeps it from being done; what the CRM has accepted until then is remembered.
 */
export async function runStockPush(
  settings: Settings,
  options: RunPushOptions,
  deps: StockPushRunDeps,
): Promise<PushReport> {
  const { crm } = deps;
  const [catalogs, stores] = await Promise.all([crm.siteCatalogs(), crm.storeCodes()]);
  const plan = planSites(settings, catalogs, stores);
  if (plan.sites.length === 0) {
    const counts = { due: 0, sent: 0, unchanged: 0, rejected: 0, requests: 0 };
    return { counts, errors: plan.issues, skipped: plan.unmapped };
  }
  const goods = await openGoods(settings, options.now(), deps);
  const sites = plan.sites.map(({ site, warehouses }) =>
    stockOfSite(site, warehouses, settings, { crm, goods }),
  );
  const report = await runPush(sites, options);
  return {
    ...report,
    errors: [...plan.issues, ...report.errors],
    skipped: [...plan.unmapped, ...report.skipped],
  };
}
