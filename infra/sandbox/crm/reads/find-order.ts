import type { Shop } from '../../shop/shop.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badInput, missingParameter, notFound } from '../refusal.ts';
import type { CrmStore, StoredOrder } from '../store.ts';

interface OrderPlaces {
  readonly shop: Shop;
  readonly store: CrmStore;
}

/** `by=externalId` unless told otherwise: a client that forgets `by` does not find its internal id. @throws {Refusal} */
export function findOrder(
  parts: OrderPlaces,
  identifier: string,
  parameters: Parameters,
  siteOfWrite: string | undefined,
): StoredOrder {
  const by = textOf(parameters.by) ?? 'externalId';
  if (by === 'id') {
    const order = /^\d{1,15}$/.test(identifier) ? parts.store.order(Number(identifier)) : undefined;
    return order ?? refuseUnknown();
  }
  if (by !== 'externalId') {
    throw badInput('by', 'The value you selected is not a valid choice.');
  }
  const site = siteOfWrite ?? siteOf(parts.shop, parameters);
  const order = parts.store
    .orders()
    .find(({ state }) => state.site === site && state.header.externalId === identifier);
  return order ?? refuseUnknown();
}

function refuseUnknown(): never {
  throw notFound();
}

/** Needed in writes and in reads by externalId, since the key sees more than one shop (retailcrm-api 1.1). @throws {Refusal} */
export function siteOf(shop: Shop, parameters: Parameters): string {
  const site = textOf(parameters.site);
  if (site === undefined || site === '') {
    throw missingParameter('site');
  }
  if (!shop.sites.some(({ code }) => code === site)) {
    throw badInput('site', 'Site is not available.');
  }
  return site;
}
