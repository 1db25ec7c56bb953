import { type Kopecks, NO_MONEY, ONE_UNIT } from '../../../../lib/money/kopecks.ts';
import type { Offer, OfferCatalog } from '../offers.ts';
import { badEntity } from '../refusal.ts';
import type { ItemInput } from './order-input.ts';
import type { ExternalId, ItemProperty, ItemState } from './state.ts';

export type IdKind = 'order' | 'item' | 'payment' | 'customer' | 'company' | 'history';
export type TakeId = (kind: IdKind) => number;

export interface ItemParts {
  readonly offers: OfferCatalog;
  readonly takeId: TakeId;
  readonly at: string;
  /** The CRM setting that allows one offer on several lines. */
  readonly identicalItems: boolean;
}

const DEFAULT_LINE_STATUS = 'new';

/**
 * The complete new list of lines: one with the id of a stored line keeps what is not passed, one without is new.
 *
 * @throws {Refusal} 400 for an id that the order does not have, a wrong `offer.id`, and one offer on two lines.
 */
export function applyItems(
  stored: readonly ItemState[],
  inputs: readonly ItemInput[],
  parts: ItemParts,
): ItemState[] {
  const items = inputs.map((input, index) => {
    const existing = stored.find(({ id }) => id === input.id);
    if (input.id !== undefined && existing === undefined) {
      throw badEntity({ [`items[${index}].id`]: `Item with id ${input.id} not found.` });
    }
    return applyItem(existing, input, offerOf(input, index, parts.offers), parts);
  });
  if (!parts.identicalItems) {
    refuseIdentical(items, parts.offers);
  }
  return items;
}

function applyItem(
  existing: ItemState | undefined,
  input: ItemInput,
  offer: Offer | undefined,
  parts: ItemParts,
): ItemState {
  const base = existing ?? newItem(offer, input, parts);
  const swapped = offer === undefined ? {} : { offerId: offer.id };
  return {
    ...base,
    ...swapped,
    ...(input.productName === undefined ? {} : { productName: input.productName }),
    ...(input.comment === undefined ? {} : { comment: input.comment }),
    ...(input.priceType === undefined ? {} : { priceType: input.priceType.code }),
    initialPrice: input.initialPrice ?? base.initialPrice,
    purchasePrice: input.purchasePrice ?? base.purchasePrice,
    quantity: input.quantity ?? base.quantity,
    discountManualAmount: input.discountManualAmount ?? base.discountManualAmount,
    discountManualPercent: input.discountManualPercent ?? base.discountManualPercent,
    vatRate: input.vatRate ?? base.vatRate,
    status: input.status ?? base.status,
    externalIds: externalIdsOf(input) ?? base.externalIds,
    properties: propertiesOf(input) ?? base.properties,
  };
}

function newItem(offer: Offer | undefined, input: ItemInput, parts: ItemParts): ItemState {
  return {
    id: parts.takeId('item'),
    initialPrice: priceOf(offer, input.priceType?.code),
    purchasePrice: offer?.purchasePrice ?? NO_MONEY,
    quantity: ONE_UNIT,
    discountManualAmount: NO_MONEY,
    discountManualPercent: 0,
    vatRate: offer?.vatRate ?? 'none',
    status: DEFAULT_LINE_STATUS,
    externalIds: [],
    properties: {},
    createdAt: parts.at,
  };
}

/** A price type without a price takes the offer's current price of that type (retailcrm-api 3.4). */
function priceOf(offer: Offer | undefined, priceType: string | undefined): Kopecks {
  if (offer === undefined) {
    return NO_MONEY;
  }
  return priceType === 'purchase' ? offer.purchasePrice : offer.price;
}

/** By id, externalId, xmlId in that order; a wrong id is an error, the others make a line typed by hand. */
function offerOf(input: ItemInput, index: number, offers: OfferCatalog): Offer | undefined {
  const reference = input.offer ?? {};
  const offer = offers.find(reference);
  if (offer === undefined && reference.id !== undefined) {
    throw badEntity({ [`items[${index}].offer.id`]: `Offer with id ${reference.id} not found.` });
  }
  return offer;
}

function refuseIdentical(items: readonly ItemState[], offers: OfferCatalog): void {
  const seen = new Set<number>();
  for (const [index, { offerId }] of items.entries()) {
    if (offerId === undefined) {
      continue;
    }
    if (seen.has(offerId)) {
      const name = offers.byId(offerId)?.name ?? '';
      throw badEntity({ [`items[${index}].offer`]: `"${name}" is already in this order` });
    }
    seen.add(offerId);
  }
}

function externalIdsOf(input: ItemInput): readonly ExternalId[] | undefined {
  return input.externalId === undefined ? input.externalIds : [{ code: 'default', value: input.externalId }];
}

function propertiesOf(input: ItemInput): Readonly<Record<string, ItemProperty>> | undefined {
  return input.properties === undefined
    ? undefined
    : Object.fromEntries(
        input.properties.map(({ code, name, value }, index) => {
          const key = code ?? `property-${index}`;
          return [key, { code: key, name, value }];
        }),
      );
}
