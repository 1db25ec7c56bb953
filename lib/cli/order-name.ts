import { visibleInLine } from './visible.ts';

/** An order as people know it, with the id that commands take: `Заказ 4001A (id 4001)`. */
export const orderName = (orderId: number, number: string | undefined): string =>
  number === undefined ? `Заказ с id ${orderId}` : `Заказ ${visibleInLine(number)} (id ${orderId})`;
