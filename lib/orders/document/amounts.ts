import type { CrmItem, CrmOrder } from '../../crm/order.ts';
import {
  formatKopecks,
  isFractional,
  type Kopecks,
  lineAmount,
  NO_MONEY,
  type Price,
  parseKopecks,
  parsePrice,
  parseQuantity,
  type Quantity,
  sumKopecks,
} from '../../money/kopecks.ts';
import { sayKopecks } from '../../money/russian.ts';
import type { Problem, Warning } from '../problems.ts';

/** The money of one line of an order, exact. */
export interface LineAmounts {
  readonly item: CrmItem;
  readonly quantity: Quantity;
  /** Price of a unit before discounts. */
  readonly price: Price;
  /** What the customer is asked for the line, discounts taken off. */
  readonly amount: Kopecks;
}

/** The money of an order, line by line. */
export interface OrderAmounts {
  readonly lines: readonly LineAmounts[];
  readonly delivery: Kopecks;
  /** The sums do not meet; the lines are given all the same, so that their own faults are found too. */
  readonly problem: Problem | undefined;
  readonly warnings: readonly Warning[];
}

/**
 * The amounts of an order's lines, checked against the CRM's total (design, principle 5).
 *
 * A line's amount is `Σ prices[i].price × prices[i].quantity`, the CRM's own final prices (original-import 6.7, case
 * I-65); where the CRM sends none, `quantity × (initialPrice − discountTotal)`. A gap to `totalSumm` of at most one
 * kopeck per line with a fractional quantity goes to the largest line with a warning; any other gap is a problem that
 * names both sums.
 *
 * @throws {MalformedFigure} if a figure of the order is not a decimal.
 */
export function orderAmounts(order: CrmOrder): OrderAmounts {
  const lines = order.items.map(amountsOfLine);
  const delivery = parseKopecks(order.delivery.cost ?? '0');
  const total = parseKopecks(order.totalSumm);
  const live = lines.filter((line) => !line.item.isCanceled);
  const gap = total - sumOf(live) - delivery;
  if (gap === 0) {
    return { lines, delivery, problem: undefined, warnings: [] };
  }
  if (sumOf(lines) + delivery === total) {
    return { lines, delivery, problem: undefined, warnings: [canceledCounted(order, sumOf(live), total)] };
  }
  const largest = largestOf(live);
  if (largest === undefined || Math.abs(gap) > live.filter((line) => isFractional(line.quantity)).length) {
    return {
      lines,
      delivery,
      problem: sumsDiffer(order, sumKopecks([sumOf(live), delivery]), total),
      warnings: [],
    };
  }
  return {
    lines: lines.map((line) =>
      line === largest ? { ...line, amount: (line.amount + gap) as Kopecks } : line,
    ),
    delivery,
    problem: undefined,
    warnings: [sumAdjusted(order, gap as Kopecks)],
  };
}

function amountsOfLine(item: CrmItem): LineAmounts {
  const quantity = parseQuantity(item.quantity);
  const price = parsePrice(item.initialPrice);
  return { item, quantity, price, amount: finalAmount(item, quantity, price) };
}

function finalAmount(item: CrmItem, quantity: Quantity, price: Price): Kopecks {
  const parts = item.prices.map((part) => ({
    price: parsePrice(part.price),
    quantity: parseQuantity(part.quantity),
  }));
  const counted = parts.reduce((sum, part) => sum + part.quantity, 0);
  if (parts.length > 0 && counted === quantity) {
    return sumKopecks(parts.map((part) => lineAmount(part.price, part.quantity)));
  }
  return lineAmount((price - parsePrice(item.discountTotal ?? '0')) as Price, quantity);
}

const sumOf = (lines: readonly LineAmounts[]): Kopecks => sumKopecks(lines.map((line) => line.amount));

function largestOf(lines: readonly LineAmounts[]): LineAmounts | undefined {
  return lines.reduce<LineAmounts | undefined>(
    (largest, line) => (line.amount > (largest?.amount ?? NO_MONEY) ? line : largest),
    undefined,
  );
}

function sumsDiffer(order: CrmOrder, rows: Kopecks, total: Kopecks): Problem {
  return {
    reason: 'sumsDiffer',
    message:
      `Сумма строк и доставки заказа ${order.number} — ${sayKopecks(rows)}, а сумма заказа в RetailCRM — ${sayKopecks(total)}. ` +
      `В 1С ничего не записано. Проверьте цены, скидки и стоимость доставки в RetailCRM, затем сохраните заказ ещё раз или выполните failed retry ${order.id}.`,
    details: { order: order.number, rows: formatKopecks(rows), total: formatKopecks(total) },
  };
}

function sumAdjusted(order: CrmOrder, gap: Kopecks): Warning {
  return {
    code: 'sumAdjusted',
    message: `Из-за дробного количества сумма строк заказа ${order.number} отличалась от суммы в RetailCRM на ${sayKopecks(gap)}; разница отнесена на самую большую строку.`,
  };
}

function canceledCounted(order: CrmOrder, live: Kopecks, total: Kopecks): Warning {
  return {
    code: 'canceledItemsCounted',
    message: `Сумма заказа ${order.number} в RetailCRM (${sayKopecks(total)}) включает отмененные товары; в 1С они отменены, и товаров в заказе на ${sayKopecks(live)}.`,
  };
}
