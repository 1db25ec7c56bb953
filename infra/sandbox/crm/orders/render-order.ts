import { type Kopecks, kopecksToNumber, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Json } from '../json.ts';
import type { OfferCatalog } from '../offers.ts';
import type { PricedLine } from './line-prices.ts';
import { renderParties } from './render-parties.ts';
import type { DeliveryState, ItemState, OrderState, Parties, PaymentState } from './state.ts';
import { HEADER_FIELDS } from './state.ts';
import { isCancelled, type OrderTotals, totalsOf, unitDiscountOf } from './totals.ts';

export interface RenderParts {
  readonly offers: OfferCatalog;
  readonly parties: Parties;
  readonly currency: string;
}

/**
 * The order as the CRM answers it (retailcrm-api 3; shapes from the captured order-get and orders-list): empty fields
 * left out, `[]` for empty maps, payments keyed by id.
 */
export function renderOrder(order: OrderState, parts: RenderParts): Json {
  const totals = totalsOf(order);
  return compact({
    slug: order.id,
    bonusesCreditTotal: 0,
    bonusesChargeTotal: 0,
    id: order.id,
    number: order.number,
    privilegeType: 'none',
    createdAt: order.createdAt,
    statusUpdatedAt: order.statusUpdatedAt,
    currency: parts.currency,
    ...renderTotals(totals),
    ...Object.fromEntries(HEADER_FIELDS.map((field) => [field, order.header[field]])),
    discountManualAmount: nonZero(order.discountManualAmount),
    discountManualPercent: order.discountManualPercent === 0 ? undefined : order.discountManualPercent / 100,
    ...renderParties(parts.parties),
    contragent: order.contragent,
    delivery: renderDelivery(order.delivery),
    site: order.site,
    status: order.status,
    items: order.items.map((item, index) => renderItem(item, totals.lines[index], parts.offers)),
    payments: orEmptyList(
      Object.fromEntries(order.payments.map((payment) => [payment.id, renderPayment(payment)])),
    ),
    fromApi: order.fromApi,
    customFields: orEmptyList(order.customFields),
  });
}

function renderTotals(totals: OrderTotals): Json {
  return {
    summ: kopecksToNumber(totals.summ),
    totalSumm: kopecksToNumber(totals.totalSumm),
    prepaySum: kopecksToNumber(totals.prepaySum),
    purchaseSumm: kopecksToNumber(totals.purchaseSumm),
    fullPaidAt: totals.fullPaidAt,
  };
}

function renderItem(item: ItemState, line: PricedLine | undefined, offers: OfferCatalog): Json {
  return compact({
    markingCodes: [],
    id: item.id,
    externalIds: item.externalIds.length === 0 ? undefined : item.externalIds,
    priceType: item.priceType === undefined ? undefined : { code: item.priceType },
    initialPrice: kopecksToNumber(item.initialPrice),
    discountTotal: line === undefined ? 0 : kopecksToNumber(line.discountTotal),
    prices: (line?.prices ?? []).map(({ price, quantity }) => ({
      price: kopecksToNumber(price),
      quantity: quantityToNumber(quantity),
    })),
    discounts: renderDiscounts(item, line),
    vatRate: item.vatRate,
    createdAt: item.createdAt,
    quantity: quantityToNumber(item.quantity),
    status: item.status,
    isCanceled: isCancelled(item),
    comment: item.comment,
    offer: renderOffer(item, offers),
    properties: orEmptyList(item.properties),
    purchasePrice: kopecksToNumber(item.purchasePrice),
  });
}

function renderDiscounts(item: ItemState, line: PricedLine | undefined): readonly Json[] | undefined {
  const own = unitDiscountOf(item);
  const ofOrder = ((line?.discountTotal ?? own) - own) as Kopecks;
  const discounts = [
    { type: 'manual_product', amount: own },
    { type: 'manual_order', amount: ofOrder },
  ].filter(({ amount }) => amount !== 0);
  return discounts.length === 0
    ? undefined
    : discounts.map(({ type, amount }) => ({ type, amount: kopecksToNumber(amount) }));
}

/** A line typed by hand has no offer at all (retailcrm-api 3.4, captured orders-history). */
function renderOffer(item: ItemState, offers: OfferCatalog): Json | undefined {
  const offer = item.offerId === undefined ? undefined : offers.byId(item.offerId);
  return offer === undefined
    ? undefined
    : {
        displayName: offer.name,
        id: offer.id,
        externalId: offer.externalId,
        xmlId: offer.xmlId,
        name: offer.name,
        article: offer.article,
        vatRate: offer.vatRate,
        unit: offer.unit,
      };
}

function renderDelivery(delivery: DeliveryState): Json {
  return compact({
    code: delivery.code,
    cost: kopecksToNumber(delivery.cost),
    netCost: kopecksToNumber(delivery.netCost),
    vatRate: delivery.vatRate,
    date: delivery.date,
    time: delivery.time,
    address: Object.keys(delivery.address).length === 0 ? undefined : delivery.address,
  });
}

function renderPayment(payment: PaymentState): Json {
  return compact({
    id: payment.id,
    status: payment.status,
    type: payment.type,
    externalId: payment.externalId,
    amount: kopecksToNumber(payment.amount),
    paidAt: payment.paidAt,
    comment: payment.comment,
  });
}

const nonZero = (amount: Kopecks): number | undefined => (amount === 0 ? undefined : kopecksToNumber(amount));

/** PHP writes an empty map as a list. */
const orEmptyList = (map: Json): unknown => (Object.keys(map).length === 0 ? [] : map);

/** Empty fields are left out of answers altogether (retailcrm-api 1.2). */
function compact(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
