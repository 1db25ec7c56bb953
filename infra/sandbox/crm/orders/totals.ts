import { type Kopecks, NO_MONEY, sumKopecks } from '../../../../lib/money/kopecks.ts';
import { CANCELLING_STATUSES, COMPLETE_PAYMENT_STATUSES } from '../dictionaries.ts';
import { multiply, type PricedLine, percentOf, priceLines, type UnpricedLine } from './line-prices.ts';
import type { ItemState, OrderState } from './state.ts';

export interface OrderTotals {
  /** One per item, in the order of the items. */
  readonly lines: readonly PricedLine[];
  /** Live goods before discounts; whether the CRM means before or after is UNCONFIRMED (retailcrm-api 3.7). */
  readonly summ: Kopecks;
  /** Σ live lines + delivery. */
  readonly totalSumm: Kopecks;
  readonly purchaseSumm: Kopecks;
  readonly prepaySum: Kopecks;
  /** When the last payment came, if the payments cover the total. */
  readonly fullPaidAt: string | undefined;
}

export const isCancelled = (item: ItemState): boolean => CANCELLING_STATUSES.has(item.status);

/** The line's own discount a unit: amount and percent together, at most the price. */
export function unitDiscountOf(item: ItemState): Kopecks {
  const discount = item.discountManualAmount + percentOf(item.initialPrice, item.discountManualPercent);
  return Math.min(discount, item.initialPrice) as Kopecks;
}

/** The sums of an order, in whole kopecks. */
export function totalsOf(order: OrderState): OrderTotals {
  const unpriced = order.items.map(
    (item): UnpricedLine => ({
      initialPrice: item.initialPrice,
      unitDiscount: unitDiscountOf(item),
      quantity: item.quantity,
      cancelled: isCancelled(item),
    }),
  );
  const live = order.items.filter((item) => !isCancelled(item));
  const goods = sumKopecks(
    live.map((item) => multiply((item.initialPrice - unitDiscountOf(item)) as Kopecks, item.quantity)),
  );
  const orderDiscount = order.discountManualAmount + percentOf(goods, order.discountManualPercent);
  const lines = priceLines(unpriced, orderDiscount as Kopecks);
  const goodsAfterDiscount = sumKopecks(
    lines.map((line, index) => (unpriced[index]?.cancelled === true ? NO_MONEY : line.amount)),
  );
  const totalSumm = (goodsAfterDiscount + order.delivery.cost) as Kopecks;
  return {
    lines,
    summ: sumKopecks(live.map((item) => multiply(item.initialPrice, item.quantity))),
    totalSumm,
    purchaseSumm: sumKopecks(live.map((item) => multiply(item.purchasePrice, item.quantity))),
    ...paymentsOf(order, totalSumm),
  };
}

function paymentsOf(order: OrderState, totalSumm: Kopecks): Pick<OrderTotals, 'prepaySum' | 'fullPaidAt'> {
  const paid = order.payments.filter(
    ({ status }) => status !== undefined && COMPLETE_PAYMENT_STATUSES.has(status),
  );
  const prepaySum = sumKopecks(paid.map(({ amount }) => amount));
  const lastPaidAt = paid.flatMap(({ paidAt }) => (paidAt === undefined ? [] : [paidAt])).sort();
  return {
    prepaySum,
    fullPaidAt: prepaySum > 0 && prepaySum >= totalSumm ? lastPaidAt.at(-1) : undefined,
  };
}
