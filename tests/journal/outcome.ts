import type { OrderOutcome } from '../../lib/journal/outcomes.ts';

/** An outcome of an order. @param at milliseconds since the epoch. */
export const outcomeAt = (
  at: number,
  orderId: number,
  kind: OrderOutcome['kind'],
  rest: Partial<OrderOutcome> = {},
): OrderOutcome => ({
  orderId,
  at,
  kind,
  message: 'Заказ загружен',
  details: {},
  warnings: [],
  ...rest,
});
