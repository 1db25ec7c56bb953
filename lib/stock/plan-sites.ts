import type { SiteCatalog } from '../crm/warehouse-records.ts';
import type { PushIssue, PushSkip } from '../push/push-issues.ts';
import type { Settings } from '../settings/schema.ts';

type Site = Settings['sites'][number];

/** A site whose stock is sent, with the warehouses whose stores the CRM has. */
export interface StockSite {
  readonly site: Site;
  readonly warehouses: Site['warehouses'];
}

/** What a run is to do: sites that are switched off are not named, what was due and cannot be done is. */
export interface StockPlan {
  readonly sites: readonly StockSite[];
  readonly issues: readonly PushIssue[];
  /** Mapped stores that the CRM does not have: told, and no fault of the run. */
  readonly unmapped: readonly PushSkip[];
}

/**
 * Which sites' stock is sent. A site that does not read a catalogue file has no offers to take it (the manual: stock only
 * after the catalogue), and a store that the CRM does not have would cost the whole request (E-17, E-19).
 */
export function planSites(
  settings: Settings,
  catalogs: readonly SiteCatalog[],
  stores: ReadonlySet<string>,
): StockPlan {
  const wanted = settings.sites.filter((site) => site.stock);
  const loaded = new Set(
    catalogs.filter(({ isLoaded, url }) => isLoaded && url !== undefined).map(({ site }) => site),
  );
  const ready = wanted.filter(({ code }) => loaded.has(code));
  const sites = ready.map((site) => ({
    site,
    warehouses: site.warehouses.filter(({ crm }) => stores.has(crm)),
  }));
  return {
    sites: sites.filter(({ warehouses }) => warehouses.length > 0),
    issues: [
      ...wanted.filter(({ code }) => !loaded.has(code)).map(catalogNotLoaded),
      ...sites.filter(({ warehouses }) => warehouses.length === 0).map(({ site }) => noWarehouses(site)),
    ],
    unmapped: [...new Set(ready.flatMap((site) => site.warehouses.map(({ crm }) => crm)))]
      .filter((code) => !stores.has(code))
      .map((id) => ({ id, reason: 'storeUnknown' })),
  };
}

const catalogNotLoaded = ({ code, name }: Site): PushIssue => ({
  id: code,
  reason: 'catalogNotLoaded',
  message: `Магазин ${name} (${code}) не загружает каталог из файла, поэтому его остатки не переданы: принимать их в RetailCRM нечему. Выполните catalog publish и crm catalog-url --set или укажите адрес файла каталога в настройках магазина RetailCRM; остатки пойдут со следующим запуском.`,
});

const noWarehouses = ({ code, name }: Site): PushIssue => ({
  id: code,
  reason: 'warehousesUnmapped',
  message: `У магазина ${name} (${code}) в настройках нет ни одного склада, который есть в RetailCRM (sites[].warehouses), и остатки не переданы. Сопоставьте склады.`,
});
