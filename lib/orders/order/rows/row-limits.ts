import type { CrmItem, CrmOrder } from '../../../crm/order.ts';
import { type Kopecks, lineAmount, type Price, type Quantity } from '../../../money/kopecks.ts';
import { sayKopecks, sayQuantity } from '../../../money/russian.ts';
import { outsideText } from '../../../platform/outside-text.ts';
import type { Problem } from '../../problems.ts';

/** What a row of 1C has to hold. */
export interface RowFigures {
  readonly quantity: Quantity;
  readonly price: Price;
  readonly amount: Kopecks;
}

/** 999.99 in hundredths of a percent: the most that `ПроцентРучнойСкидки` (5,2) holds, either way. */
const MOST_PERCENT = 99_999n;
/** `Сумма` is (15,2), `Количество` (15,3): as many digits in kopecks and thousandths. */
const MOST_DIGITS = 10 ** 15;

/**
 * Why 1C cannot hold a row, in Russian (D-11, B-4): it has no negative amounts and quantities, no discount beyond 999.99 %, no
 * amount of what costs nothing, and no figure of more than fifteen digits.
 *
 * @returns undefined for a row that it can hold.
 */
export function rowFault({ quantity, price, amount }: RowFigures): string | undefined {
  if (quantity < 0) {
    return `количество отрицательное (${sayQuantity(quantity)})`;
  }
  if (price < 0) {
    return 'цена отрицательная';
  }
  if (amount < 0) {
    return `сумма отрицательная (${sayKopecks(amount)}): скидка больше цены`;
  }
  if (quantity >= MOST_DIGITS || amount >= MOST_DIGITS) {
    return 'количество или сумма больше, чем вмещает 1С';
  }
  const full = lineAmount(price, quantity);
  // A discount is no more than the whole price, since the amount is not negative: too large is a markup only.
  return amount > full && isBeyondPercent(BigInt(amount - full), BigInt(full))
    ? `цена до скидки ${sayKopecks(full)}, а сумма ${sayKopecks(amount)}: скидка или наценка больше 999,99 %`
    : undefined;
}

/** Whether the part, in percent of the whole and rounded to hundredths, is beyond {@link MOST_PERCENT}; of nothing it always is. */
const isBeyondPercent = (part: bigint, whole: bigint): boolean =>
  part * 20_000n >= (MOST_PERCENT * 2n + 1n) * whole;

/** A line of the order that 1C cannot hold. @param fault see {@link rowFault}. */
export function rowImpossible(order: CrmOrder, item: CrmItem, fault: string): Problem {
  const name = item.offer?.name === undefined ? `с id ${item.id}` : `«${outsideText(item.offer.name)}»`;
  return {
    reason: 'rowImpossible',
    message: `Строку ${name} заказа ${order.number} 1С принять не может: ${fault}. ${ADVICE} ${order.id}.`,
    details: { order: order.number, item: item.id },
  };
}

/** A delivery that costs less than nothing. */
export function deliveryImpossible(order: CrmOrder, cost: Kopecks): Problem {
  return {
    reason: 'rowImpossible',
    message: `Стоимость доставки заказа ${order.number} отрицательная (${sayKopecks(cost)}), 1С такую строку принять не может. ${ADVICE} ${order.id}.`,
    details: { order: order.number, item: 'delivery' },
  };
}

const ADVICE =
  'В 1С ничего не записано. Исправьте заказ в RetailCRM, затем сохраните его ещё раз или выполните failed retry';
