import type { CrmClient } from '../crm/client.ts';
import { type GoodsSource, type GoodsSourceDeps, openGoods } from '../goods/goods-source.ts';
import type { PushIssue, PushSkip } from '../push/push-issues.ts';
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
  const goods = await openGoods('stockPush', settings, options.now(), deps);
  const sites = plan.sites.map(({ site, warehouses }) =>
    stockOfSite(site, { warehouses, stores }, settings, { crm, goods }),
  );
  const report = await runPush(sites, options);
  return {
    ...report,
    errors: [...plan.issues, ...purchasePricesLeftOut(settings, goods), ...report.errors],
    skipped: [...plan.unmapped, ...reservesLeftOut(goods), ...report.skipped],
  };
}

/** Stock goes without prices where the base keeps their register to itself; that is told once for all sites. */
const purchasePricesLeftOut = (
  { prices }: Settings,
  { priceRegister }: Pick<GoodsSource, 'priceRegister'>,
): readonly PushIssue[] =>
  prices.purchase === null || priceRegister.isPublished
    ? []
    : [
        {
          id: priceRegister.set,
          reason: 'purchasePricesNotPublished',
          message: `Остатки переданы, а закупочные цены нет: ${priceRegister.set} не входит в состав интерфейса OData. Добавьте регистр (docs/guides/publish-onec.md, раздел 4) или откажитесь от закупочных цен (prices.purchase: null).`,
        },
      ];

/** The register of last resort knows what lies there and not what is reserved, which is said (D-23). */
const reservesLeftOut = ({ stockRegister }: Pick<GoodsSource, 'stockRegister'>): readonly PushSkip[] =>
  stockRegister?.isPhysical === true ? [{ id: stockRegister.set, reason: 'reservesUnknown' }] : [];
