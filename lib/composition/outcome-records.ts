import type { OrderOutcome, OrderOutcomes } from '../journal/order-outcomes.ts';
import type { FinishedOrder } from '../orders/import/import-batch.ts';
import { isTwoVoiced } from '../platform/errors.ts';

/** A finished import as the journal keeps it. @param at milliseconds since the epoch. */
export function finishedOutcome(order: FinishedOrder, at: number): OrderOutcome {
  const { outcome } = order;
  return {
    orderId: order.orderId,
    at,
    readAt: order.readAt,
    kind: outcome.kind,
    message: outcome.message,
    details: outcome.kind === 'parked' ? outcome.details : {},
    warnings:
      outcome.kind === 'imported' ? outcome.warnings.map(({ code, message }) => ({ code, message })) : [],
    ...('reason' in outcome ? { reason: outcome.reason } : {}),
    ...(outcome.kind === 'imported' ? { document: outcome.document } : {}),
    ...(order.number === undefined ? {} : { number: order.number }),
  };
}

/** A fault that passes by itself, as the journal keeps it: the order is tried again. */
export function failedOutcome(orderId: number, error: unknown, at: number): OrderOutcome {
  const known = isTwoVoiced(error) ? error : undefined;
  return {
    orderId,
    at,
    kind: 'failed',
    reason: known?.code ?? 'unexpected',
    message:
      known?.advice ??
      'Неожиданная ошибка обмена; загрузка повторится. Если она не пройдет, передайте разработчику записи журнала об этом заказе.',
    details: {},
    warnings: [],
  };
}

/** When the CRM read behind the last finished import of each order began. */
export async function lastReads(
  outcomes: Pick<OrderOutcomes, 'read'>,
  orderIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const found = await Promise.all(orderIds.map((orderId) => outcomes.read(orderId)));
  return new Map(
    found.flatMap((outcome) =>
      outcome?.readAt === undefined ? [] : [[outcome.orderId, outcome.readAt] as const],
    ),
  );
}
