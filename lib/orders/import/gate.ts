import type { CrmOrder } from '../../crm/order.ts';
import type { Settings } from '../../settings/schema.ts';
import { presentDay } from '../onec-dates.ts';
import type { Skip } from '../problems.ts';

type GateSettings = Pick<Settings, 'startDate' | 'statuses' | 'codes'>;

/**
 * Whether an order is exchanged at all (original-import 4, cases I-19 to I-22; design, decisions). The checks stand in the
 * former extension's order, so that people meet the same reason first.
 *
 * @returns the reason to leave the order out, or undefined.
 */
export function skipOf(order: CrmOrder, settings: GateSettings): Skip | undefined {
  const { offline } = settings.codes;
  if (order.orderMethod === offline || order.orderType === offline) {
    return {
      reason: 'offline',
      message: `Заказ ${order.number} оформлен офлайн (${offline}); такие заказы в 1С не загружаются.`,
    };
  }
  if (order.items.length === 0) {
    return {
      reason: 'noItems',
      message: `В заказе ${order.number} нет товаров, в 1С он не загружается.`,
    };
  }
  if (settings.startDate !== null && dayOf(order.createdAt) < settings.startDate) {
    return {
      reason: 'tooOld',
      message: `Заказ ${order.number} создан ${presentDay(order.createdAt)}; заказы, созданные ранее ${presentDay(settings.startDate)}, не загружаются в 1С.`,
    };
  }
  if (!settings.statuses.some((status) => status.crm === order.status)) {
    return {
      reason: 'statusNotExchanged',
      message: `Заказы в статусе ${order.status} не загружаются в 1С. Если они нужны в 1С, добавьте статус ${order.status} в statuses.`,
    };
  }
  return undefined;
}

/** `YYYY-MM-DD` of a CRM date; days compare as texts. */
const dayOf = (dateTime: string): string => dateTime.slice(0, 10);
