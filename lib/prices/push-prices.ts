import type { CrmClient } from '../crm/client.ts';
import { CrmRequestRefused } from '../crm/errors.ts';
import type { PricedOffer } from '../crm/warehouse-records.ts';
import type { GoodsSource } from '../goods/goods-source.ts';
import { LEFT_OUT } from '../goods/left-out.ts';
import type { Offer } from '../goods/plan-offers.ts';
import type { FoundPrice, PriceList } from '../goods/prices/price-list.ts';
import type { GoodsSlice } from '../goods/slice.ts';
import type { Price } from '../money/kopecks.ts';
import type { DueOffer } from '../push/plan-due.ts';
import { noIssues, type PushIssue } from '../push/push-issues.ts';
import type { OfferNow } from '../push/push-site.ts';
import { goodsPages, namedBy, offerName } from '../push/read-goods.ts';
import type { SiteRun } from '../push/run-push.ts';
import type { Settings } from '../settings/schema.ts';
import { type PriceEntry, type PriceNow, priceEntries, priceRules, pricesValue } from './value.ts';

type Site = Settings['sites'][number];
type PriceType = Settings['prices']['types'][number];

export interface PricePushDeps {
  readonly crm: Pick<CrmClient, 'uploadPrices'>;
  readonly goods: GoodsSource;
}

interface OfferEntries {
  readonly id: string;
  readonly entries: readonly PriceEntry[];
}

/**
 * The prices of one site, by type (original-export 2): an absent price is never sent as 0, a price of 0 follows `prices.zero`,
 * and what disappeared in 1C is removed after two full reads.
 *
 * @param types those of the settings that the CRM has.
 */
export function pricesOfSite(
  site: Site,
  types: readonly PriceType[],
  settings: Settings,
  { crm, goods }: PricePushDeps,
): SiteRun {
  const codes = new Set(types.map(({ crm: code }) => code));
  const issues = noIssues();
  let requests = 0;
  /** One after the other: the first one may tell that the others are in vain. */
  let removals: Promise<void> = Promise.resolve();
  const named = namedBy(settings.offers.crmField);

  async function valuesOf(offers: readonly Offer[], slice: GoodsSlice): Promise<readonly OfferNow[]> {
    const kinds = types.map(({ onec }) => onec);
    const prices = await goods.prices(slice, kinds, site.currency);
    return offers.map((offer) => offerNow(offer, prices));
  }

  function offerNow(offer: Offer, prices: PriceList): OfferNow {
    const found = types.map(
      ({ crm: code, onec }) => [code, prices.of(onec, offer.item, offer.characteristic)] as const,
    );
    const missing = found.filter(([, price]) => price === undefined).map(([code]) => code);
    const now = found.flatMap(([code, price]): [string, PriceNow][] => {
      const sent = price?.price === undefined ? undefined : priceNow(price.price, settings.prices.zero);
      return sent === undefined ? [] : [[code, sent]];
    });
    for (const [code, price] of found) {
      if (price?.reason !== undefined) {
        issues.faults.push(priceUnknown(offer, code, price.reason));
      }
    }
    return {
      id: offer.id,
      name: offerName(offer),
      value: pricesValue(new Map(now)),
      ...(missing.length === 0 ? {} : { missing: missing.join(',') }),
    };
  }

  async function upload(offers: readonly DueOffer[]): Promise<ReadonlySet<string>> {
    const rows = offers.map(({ id, value }) => ({ id, entries: priceEntries(value) }));
    const unknown = await send(rows, ({ code }) => codes.has(code));
    const turn = removals.then(() => removeSwitchedOff(rows));
    removals = turn.catch(() => undefined);
    await turn;
    return unknown;
  }

  async function send(
    rows: readonly OfferEntries[],
    isMeant: (entry: PriceEntry) => boolean,
  ): Promise<ReadonlySet<string>> {
    const part = rows.flatMap(({ id, entries }): PricedOffer[] => {
      const prices = entries.filter(isMeant);
      return prices.length === 0 ? [] : [{ ...named(id), site: site.code, prices }];
    });
    if (part.length === 0) {
      return new Set();
    }
    requests += 1;
    return crm.uploadPrices(part);
  }

  /**
   * In requests of their own: a CRM whose type is switched off too refuses to touch its prices, and nobody misses them. It is not
   * asked again in this run.
   */
  async function removeSwitchedOff(rows: readonly OfferEntries[]): Promise<void> {
    if (issues.faults.some(({ reason }) => reason === 'pricesNotRemoved')) {
      return;
    }
    try {
      await send(rows, ({ code }) => !codes.has(code));
    } catch (error) {
      if (!(error instanceof CrmRequestRefused)) {
        throw error;
      }
      issues.faults.push(pricesNotRemoved(site.code, error));
    }
  }

  return {
    code: site.code,
    signature: JSON.stringify([
      settings.offers,
      site.organization,
      site.currency,
      types,
      settings.prices.zero,
    ]),
    push: {
      pages: goodsPages(goods, {
        site,
        offers: settings.offers,
        isMeant: () => true,
        valuesOf,
        issues,
      }),
      rules: priceRules(codes),
      upload,
    },
    shown: (value) => ({ prices: priceEntries(value) }),
    requests: () => requests,
    issues,
  };
}

/** A price of 0 is sent, removed, or left alone as the settings want it (E-25). */
function priceNow(price: Price, zero: Settings['prices']['zero']): PriceNow | undefined {
  if (price > 0 || zero === 'send') {
    return price;
  }
  return zero === 'remove' ? 'removed' : undefined;
}

const priceUnknown = (offer: Offer, code: string, reason: NonNullable<FoundPrice['reason']>): PushIssue => ({
  id: offer.id,
  reason,
  message: `${offerName(offer)}, тип цен ${code}: ${LEFT_OUT[reason].advice} Прежняя цена в RetailCRM осталась.`,
});

const pricesNotRemoved = (site: string, { advice }: CrmRequestRefused): PushIssue => ({
  id: site,
  reason: 'pricesNotRemoved',
  message: `Цены типа, которого больше нет в настройках (prices.types), из RetailCRM не удалены. ${advice} Остальные цены переданы.`,
});
