import type { CrmItem, CrmOrder } from '../../../crm/order.ts';
import {
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
} from '../../../money/kopecks.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { Problem, Warning } from '../../problems.ts';
import { deliveryImpossible, rowFault, rowImpossible } from './row-limits.ts';
import { adjustmentImpossible, canceledCounted, sumAdjusted, sumsDiffer } from './sum-problems.ts';

/** The money of one line of an order, exact. */
export interface LineAmounts {
  readonly item: CrmItem;
  readonly quantity: Quantity;
  /** Price of a unit before discounts. */
  readonly price: Price;
  /** What the customer is asked for the line, discounts taken off. */
  readonly amount: Kopecks;
  /**
   * Who cancels the line: the CRM, by `isCanceled` or a quantity of 0 (D-11); the table of item statuses; or nobody. In an
   * import the CRM decides (I-57), so a line that only the settings cancel must not be in the CRM's total (B-3).
   */
  readonly canceledBy: 'crm' | 'settings' | undefined;
}

/** The money of an order, line by line. */
export interface OrderAmounts {
  readonly lines: readonly LineAmounts[];
  readonly delivery: Kopecks;
  /** Rows that 1C cannot hold, sums that do not meet; the lines are given all the same, so that their own faults are found too. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

type ItemStatuses = Settings['itemStatuses'];

/**
 * The amounts of an order's lines, checked against the CRM's total (design, principle 5).
 *
 * A line's amount is `Σ prices[i].price × prices[i].quantity`, the CRM's own final prices (original-import 6.7, case
 * I-65); where the CRM sends none, `quantity × (initialPrice − discountTotal)`. A gap to `totalSumm` of at most one
 * kopeck per line with a fractional quantity goes to the largest line with a warning, never below zero (B-4); any other gap
 * is a problem that names both sums.
 *
 * @throws {MalformedFigure} if a figure of the order is not a decimal.
 */
export function orderAmounts(order: CrmOrder, itemStatuses: ItemStatuses): OrderAmounts {
  const lines = order.items.map((item) => amountsOfLine(item, itemStatuses));
  const delivery = parseKopecks(order.delivery.cost ?? '0');
  const { problem, ...sums } = { lines, warnings: [], ...reconciled(order, lines, delivery) };
  const impossible = lines.flatMap((line) => {
    const fault = line.canceledBy === undefined ? rowFault(line) : undefined;
    return fault === undefined ? [] : [rowImpossible(order, line.item, fault)];
  });
  return {
    ...sums,
    delivery,
    problems: [
      ...impossible,
      ...(delivery < 0 ? [deliveryImpossible(order, delivery)] : []),
      ...(problem === undefined ? [] : [problem]),
    ],
  };
}

/** What has to be said, or changed of the lines, so that they meet the CRM's total. */
function reconciled(
  order: CrmOrder,
  lines: readonly LineAmounts[],
  delivery: Kopecks,
): Partial<Pick<OrderAmounts, 'lines' | 'warnings'>> & { readonly problem?: Problem } {
  const total = parseKopecks(order.totalSumm);
  const live = lines.filter((line) => line.canceledBy === undefined);
  const gap = total - sumOf(live) - delivery;
  if (gap === 0) {
    return {};
  }
  const bySettings = lines.filter((line) => line.canceledBy === 'settings');
  if (sumOf(lines) + delivery === total && bySettings.length === 0) {
    return { warnings: [canceledCounted(order, sumOf(live), total)] };
  }
  const rows = sumKopecks([sumOf(live), delivery]);
  const largest = largestOf(live);
  if (largest === undefined || Math.abs(gap) > live.filter((line) => isFractional(line.quantity)).length) {
    return { problem: sumsDiffer(order, rows, total, bySettings) };
  }
  const adjusted = { ...largest, amount: (largest.amount + gap) as Kopecks };
  return adjusted.amount < 0
    ? { problem: adjustmentImpossible(order, rows, total) }
    : {
        lines: lines.map((line) => (line === largest ? adjusted : line)),
        warnings: [sumAdjusted(order, gap as Kopecks)],
      };
}

function amountsOfLine(item: CrmItem, itemStatuses: ItemStatuses): LineAmounts {
  const quantity = parseQuantity(item.quantity);
  const price = parsePrice(item.initialPrice);
  const amount = finalAmount(item, quantity, price);
  return { item, quantity, price, amount, canceledBy: cancelerOf(item, quantity, itemStatuses) };
}

function cancelerOf(
  item: CrmItem,
  quantity: Quantity,
  itemStatuses: ItemStatuses,
): LineAmounts['canceledBy'] {
  if (item.isCanceled || quantity === 0) {
    return 'crm';
  }
  return itemStatuses.some((row) => row.cancel && row.crm === item.status) ? 'settings' : undefined;
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
