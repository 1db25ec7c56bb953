import { type Entity, rowsOf } from '../../../../infra/sandbox/onec/store/entity.ts';
import type { Shop } from '../../../../infra/sandbox/shop/shop.ts';
import { referencePreset } from '../../../../lib/settings/presets.ts';

type Json = Readonly<Record<string, unknown>>;

/** A row as both sides know it. */
interface ExpectedRow {
  /** `N`, or `N#C` with a characteristic. */
  readonly product: string;
  readonly quantity: number;
  readonly kopecks: number;
  readonly isCanceled: boolean;
}

const NO_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * The rows that an order means (original-import 6.7 and 6.9): every line at the CRM's own final prices, cancelled or not;
 * the delivery last, unless it is free or the order is cancelled.
 */
export function expectedRows(order: Json, shop: Shop): readonly ExpectedRow[] {
  const isOff = referencePreset.statuses.some(({ crm, cancel }) => cancel && crm === order.status);
  const lines = (order.items as readonly Json[]).map((item) => ({
    product: String((item.offer as Json | undefined)?.xmlId),
    quantity: Number(item.quantity),
    kopecks: sumOfPrices(item),
    isCanceled: isOff || item.isCanceled === true,
  }));
  const cost = Math.round(Number((order.delivery as Json).cost ?? 0) * 100);
  const delivery = { product: shop.deliveryService.key, quantity: 1, kopecks: cost, isCanceled: false };
  return inOrder(adjusted(cost === 0 || isOff ? lines : [...lines, delivery], order));
}

/** Whole kopecks by whole thousandths: a half is a half. */
const sumOfPrices = ({ prices }: Json): number =>
  (prices as readonly Json[]).reduce((sum, { price, quantity }) => {
    const product = Math.round(Number(price) * 100) * Math.round(Number(quantity) * 1000);
    return sum + Math.round(product / 1000);
  }, 0);

/** A gap of at most one kopeck per fractional row goes to the largest live row (design, principle 5). */
function adjusted(rows: readonly ExpectedRow[], { totalSumm }: Json): readonly ExpectedRow[] {
  const live = rows.filter(({ isCanceled }) => !isCanceled);
  const gap = Math.round(Number(totalSumm) * 100) - live.reduce((sum, { kopecks }) => sum + kopecks, 0);
  const fractional = live.filter(({ quantity }) => !Number.isInteger(quantity)).length;
  const largest = [...live].sort((one, other) => other.kopecks - one.kopecks)[0];
  return gap === 0 || Math.abs(gap) > fractional
    ? rows
    : rows.map((row) => (row === largest ? { ...row, kopecks: row.kopecks + gap } : row));
}

export function heldRows(document: Readonly<Entity>): readonly ExpectedRow[] {
  return inOrder(
    rowsOf(document, 'Товары').map((row) => ({
      product:
        row.Характеристика_Key === NO_KEY
          ? String(row.Номенклатура_Key)
          : `${row.Номенклатура_Key}#${row.Характеристика_Key}`,
      quantity: Number(row.Количество),
      kopecks: Math.round(Number(row.Сумма) * 100),
      isCanceled: row.Отменено === true,
    })),
  );
}

const inOrder = (rows: readonly ExpectedRow[]): readonly ExpectedRow[] =>
  [...rows].sort((one, other) => (one.product < other.product ? -1 : 1));
