import type { OnecClient } from '../onec/client.ts';
import type { UtClient } from '../onec/ut/any-release.ts';
import { упаковкиЕдиницыИзмерения } from '../onec/ut/objects/goods-details.ts';
import type { Flow, GoodsPart } from '../onec/ut/requirements.ts';
import { accountTime } from '../platform/account-time.ts';
import type { Settings } from '../settings/schema.ts';
import type { AskAbout } from './ask-about.ts';
import { StockNotPublished } from './errors.ts';
import type { InSlot } from './goods-reading.ts';
import type { KeyedRecords } from './keyed-records.ts';
import { exchangeRate } from './prices/currency-rates.ts';
import type { PriceList, PricingGeneration } from './prices/price-list.ts';
import { findPricingGeneration, PRICE_REGISTERS } from './prices/pricing-generation.ts';
import { readPrices } from './prices/read-prices.ts';
import { readRates } from './prices/read-rates.ts';
import { readBranches } from './read-branches.ts';
import { readSharedArticles } from './read-shared-articles.ts';
import { readSlices } from './read-slices.ts';
import { packageSizes, unitRecords } from './read-units.ts';
import { type GoodsSelection, selectGoods } from './selection.ts';
import { type GoodsSlice, planScopes, type SlicePosition, type SliceScope } from './slice.ts';
import type { FreeStock } from './stock/free-stock.ts';
import { readFreeStock } from './stock/read-free-stock.ts';
import { chooseStockRegister, type StockRegister } from './stock/registers.ts';
import type { UnitRecord } from './units.ts';

/** 1C as reading goods needs it. */
export type GoodsClient = OnecClient & Pick<UtClient, 'release' | 'demand'>;

/** What the goods are read for; what its flow cannot do without is demanded of the base beforehand. */
export type GoodsFlow = Extract<Flow, 'catalogPublish' | 'stockPush' | 'pricePush'>;

export interface GoodsSourceDeps {
  readonly onec: GoodsClient;
  readonly about: AskAbout;
  readonly inSlot: InSlot;
}

const NONE_SHARED: ReadonlySet<string> = new Set();

/** Of a base that keeps its units to itself: what is priced per package has no price then. */
const NO_UNITS: KeyedRecords<UnitRecord> = async () => new Map();

/** What is read of a selection, and in which parts. */
export interface GoodsOutline {
  readonly selection: GoodsSelection;
  /** How the selection is cut into slices: plain data, kept by a run that may be interrupted. */
  readonly scopes: readonly SliceScope[];
}

/**
 * Goods of 1C as one run sees them: slices of them with what is free and what they cost, in the vocabulary of 11.5.20. What
 * does not change during a run (registers, rates of the day, units) is read once.
 *
 * Every method throws what the client and the slots throw.
 */
export interface GoodsSource {
  /** Set of the register that free stock comes from, and whether it knows of reserves; undefined if none is published. */
  readonly stockRegister: Pick<StockRegister, 'set' | 'isPhysical'> | undefined;
  /** The register that the pricing in force fills, and whether the base publishes it; `prices` finds none where it does not. */
  readonly priceRegister: { readonly set: string; readonly isPublished: boolean };
  /** Identifiers that several goods of the base share (D-45), as far as the settings' kind of them can be shared. */
  sharedIdentifiers(): Promise<ReadonlySet<string>>;
  /** @param groups of a site; none = everything. */
  outline(groups: readonly string[]): Promise<GoodsOutline>;
  /** @param from the `next` of the last slice of an earlier run over the same scopes. */
  slices(outline: GoodsOutline, from?: SlicePosition): AsyncIterable<GoodsSlice>;
  /** @param warehouses keys. @throws {StockNotPublished} if the base publishes no stock at all. */
  freeStock(slice: GoodsSlice, warehouses: readonly string[]): Promise<FreeStock>;
  /** Prices per base unit, in a currency, as they are at the end of today. @param kinds keys of ВидыЦен. */
  prices(slice: GoodsSlice, kinds: readonly string[], currency: string): Promise<PriceList>;
}

/** Parts of the flows of goods that the settings put into use. */
const usedParts = ({ offers }: Settings, generation: PricingGeneration): ReadonlySet<GoodsPart> =>
  new Set<GoodsPart>([
    ...(offers.characteristics ? (['characteristics'] as const) : []),
    ...(offers.hierarchy === 'kinds' ? (['kindHierarchy'] as const) : []),
    generation === '2.5' ? 'pricing25' : 'pricing20',
  ]);

/**
 * Opens the goods for a run.
 *
 * @param flow what they are read for.
 * @param now milliseconds since the epoch: prices that are dated later than this day do not count (D-47).
 * @throws {import('../onec/ut/demand.ts').BaseLacks} naming what the base lacks for this flow; what `onec` and `inSlot` throw.
 */
export async function openGoods(
  flow: GoodsFlow,
  settings: Settings,
  now: number,
  { onec, about, inSlot }: GoodsSourceDeps,
): Promise<GoodsSource> {
  const { hierarchy } = settings.offers;
  const today = accountTime(now, settings.timeZone).slice(0, 'YYYY-MM-DD'.length);
  const period = `${today}T23:59:59`;
  const reading = { onec, about, inSlot };
  const { sets, register, generation, rates } = await inSlot(async () => {
    const published = new Set(await onec.sets());
    const found = await findPricingGeneration({ setting: settings.ut.pricing, sets: published, today }, onec);
    const release = await onec.demand(flow, usedParts(settings, found));
    return {
      sets: published,
      register: chooseStockRegister({ sets: published, release }),
      generation: found,
      rates: await readRates(published, period, onec),
    };
  });
  const priceRegister = {
    set: PRICE_REGISTERS[generation],
    isPublished: sets.has(PRICE_REGISTERS[generation]),
  };
  const units = sets.has(упаковкиЕдиницыИзмерения.set) ? unitRecords(onec) : NO_UNITS;

  return {
    stockRegister: register,
    priceRegister,

    sharedIdentifiers: async () =>
      settings.offers.characteristics || settings.offers.onecField !== 'article'
        ? NONE_SHARED
        : readSharedArticles(reading),

    outline: async (groups) => {
      const branches = await inSlot(() => readBranches(hierarchy, onec));
      const selection = selectGoods(hierarchy, branches, groups);
      return { selection, scopes: planScopes(selection, branches.length) };
    },

    slices: ({ selection, scopes }, from) =>
      readSlices(
        selection,
        scopes,
        { ...reading, withCharacteristics: settings.offers.characteristics },
        from,
      ),

    freeStock: async (slice, warehouses) => {
      if (register === undefined) {
        throw new StockNotPublished();
      }
      return readFreeStock(register, slice, warehouses, reading);
    },

    prices: (slice, kinds, currency) =>
      readPrices(
        slice,
        {
          generation,
          kinds: priceRegister.isPublished ? kinds : [],
          period,
          rate: (from) => exchangeRate(rates, from, currency),
          packages: (keys) => packageSizes(keys, slice, units, reading),
        },
        reading,
      ),
  };
}
