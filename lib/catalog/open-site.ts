import type { AskAbout } from '../goods/ask-about.ts';
import type { InSlot } from '../goods/goods-reading.ts';
import type { GoodsClient, GoodsOutline, GoodsSource } from '../goods/goods-source.ts';
import { readBranches } from '../goods/read-branches.ts';
import { guid } from '../onec/filter.ts';
import { организации } from '../onec/ut/objects/company.ts';
import { номенклатура, ставкиНДС } from '../onec/ut/objects/goods.ts';
import { accountTime } from '../platform/account-time.ts';
import { valueOn } from '../settings/dated.ts';
import type { Settings } from '../settings/schema.ts';
import type { SiteProgress } from './catalog-memory.ts';
import { icmlHead } from './icml/write-icml.ts';
import { planCategories } from './plan-categories.ts';
import { createDetailsReader } from './read-details.ts';
import type { RenderDeps } from './render-slice.ts';
import { vatRateOf } from './vat-rate.ts';

type Site = Settings['sites'][number];

export interface OpenSiteDeps {
  readonly onec: GoodsClient;
  readonly about: AskAbout;
  readonly inSlot: InSlot;
  readonly goods: GoodsSource;
}

export interface OpenedSite {
  readonly outline: GoodsOutline;
  readonly render: RenderDeps;
  /** The file before its first offer. */
  readonly start: SiteProgress;
}

/**
 * What is the same for all of a site's offers: categories, rates of VAT, names of the shop and of the company.
 *
 * @param now milliseconds since the epoch.
 * @throws what `onec` and `inSlot` throw.
 */
export async function openSite(
  site: Site,
  settings: Settings,
  now: number,
  { onec, about, inSlot, goods }: OpenSiteDeps,
): Promise<OpenedSite> {
  const outline = await goods.outline(site.groups);
  const { selection, scopes } = outline;
  const date = accountTime(now, settings.timeZone);
  const today = date.slice(0, 'YYYY-MM-DD'.length);
  const { branches, itemBranches, rates, company, sets } = await inSlot(async () => {
    const published = new Set(await onec.sets());
    return {
      sets: published,
      branches: await readBranches(selection.hierarchy, onec),
      itemBranches: await branchesOfItems(selection, onec),
      rates: await onec.list(ставкиНДС, { select: RATE_SELECT }),
      company: published.has(организации.set) ? await companyName(site.organization, onec) : site.name,
    };
  });
  const categories = planCategories(selection, branches, itemBranches);
  const vat = { taxation: valueOn(site.taxation, today), today };
  return {
    outline,
    render: {
      goods,
      settings,
      site,
      shared: await goods.sharedIdentifiers(),
      details: createDetailsReader({
        onec,
        about,
        inSlot,
        sets,
        imageBaseUrl: settings.catalog.imageBaseUrl,
      }),
      context: {
        categories,
        customFields: settings.customFields,
        vatRate: (key) => vatRateOf(key, rates, vat),
      },
    },
    start: {
      site: site.code,
      scopes,
      position: { scope: 0 },
      head: icmlHead({ date, shopName: site.name, companyName: company, categories: categories.list }),
      parts: 0,
      counters: { offers: 0, categories: categories.list.length, leftOut: 0, faults: 0, examples: [] },
    },
  };
}

const RATE_SELECT = [
  'Ref_Key',
  'DeletionMark',
  'ПеречислениеСтавкаНДС',
  'Ставка',
  'РасчетнаяСтавка',
  'НачалоПериода',
  'КонецПериода',
  'Основная',
] as const;

/** The folders, or kinds, of single items: they are categories too. */
async function branchesOfItems(
  { hierarchy, items }: GoodsOutline['selection'],
  onec: GoodsClient,
): Promise<readonly string[]> {
  if (items.length === 0) {
    return [];
  }
  const found = await onec.listByValues(номенклатура, {
    property: 'Ref_Key',
    values: items.map(guid),
    select: ['Ref_Key', 'Parent_Key', 'ВидНоменклатуры_Key'],
  });
  return found.map((item) => (hierarchy === 'groups' ? item.Parent_Key : item.ВидНоменклатуры_Key));
}

async function companyName(key: string, onec: GoodsClient): Promise<string> {
  const organization = await onec.read(организации, key, ['Description', 'НаименованиеПолное']);
  return organization?.НаименованиеПолное.trim() || organization?.Description.trim() || '';
}
