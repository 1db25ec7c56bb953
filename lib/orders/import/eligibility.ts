import type { MalformedOrder } from '../../crm/client.ts';
import type { CrmOrder } from '../../crm/order.ts';
import { parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Buyer, buyerOf } from '../customer/buyer.ts';
import type { Refusal } from '../flow.ts';
import { dayOf, presentDay } from '../onec-dates.ts';
import type { Problem, Skip } from '../problems.ts';

type EligibilitySettings = Pick<
  Settings,
  'startDate' | 'statuses' | 'codes' | 'sites' | 'otherSites' | 'corporateCustomers' | 'ut'
>;

/** Whether an order is exchanged at all, and then for whom. */
export function eligibilityOf(
  order: CrmOrder,
  settings: EligibilitySettings,
): { readonly buyer: Buyer } | { readonly refusal: Refusal } {
  const skip = skipOf(order, settings);
  if (skip !== undefined) {
    return { refusal: { skip } };
  }
  const buyer = buyerOf(order, settings);
  return buyer === undefined ? { refusal: { problems: [customerUnsupported(order)] } } : { buyer };
}

const customerUnsupported = (order: CrmOrder): Problem => ({
  reason: 'customerUnsupported',
  message: namelessText(order),
  details: { order: order.number },
});

const namelessText = ({ id, number }: CrmOrder): string =>
  `В заказе ${number} нет карточки покупателя: обмен не знает, на кого его записать, и не загрузил его. Выберите в заказе покупателя, ` +
  `затем сохраните заказ или выполните failed retry ${id}.`;

/**
 * Whether an order is exchanged at all (original-import 4, cases I-19 to I-22; design, decisions). The checks stand in the
 * former extension's order, so that people meet the same reason first.
 *
 * @returns the reason to leave the order out, or undefined.
 */
export function skipOf(order: CrmOrder, settings: EligibilitySettings): Skip | undefined {
  const { offline } = settings.codes;
  if (order.orderMethod === offline || order.orderType === offline) {
    return {
      reason: 'offline',
      message: `Заказ ${order.number} оформлен офлайн (${offline}); такие заказы в 1С не загружаются.`,
    };
  }
  if (settings.otherSites === 'skip' && !settings.sites.some(({ code }) => code === order.site)) {
    return {
      reason: 'siteNotExchanged',
      message: `Заказ ${order.number} из магазина ${order.site}, которого нет в sites; такие заказы пропускаются (otherSites: skip).`,
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

/**
 * Whether an order that 1C does not have yet is to wait (contract 3, `firstImport`): for one of the statuses in which orders
 * come for the first time, or until it is fully paid. Once imported, an order is followed in every status of the table.
 *
 * @returns the reason to leave the order out for now, or undefined.
 * @throws {MalformedFigure} if a sum that decides cannot be read.
 */
export function skipOfFirst(
  order: CrmOrder,
  { firstImport, codes }: Pick<Settings, 'firstImport' | 'codes'>,
): Skip | undefined {
  const awaits = (what: string, key: string): Skip => ({
    reason: 'firstImportAwaited',
    message: `Заказ ${order.number} ещё не загружался в 1С и ждёт ${what} (${key}).`,
  });
  if (firstImport.statuses.length > 0 && !firstImport.statuses.includes(order.status)) {
    return awaits(
      `статуса ${firstImport.statuses.join(', ')}; сейчас ${order.status}`,
      'firstImport.statuses',
    );
  }
  return firstImport.paidOnly && !isFullyPaid(order, codes.paid)
    ? awaits('полной оплаты в RetailCRM', 'firstImport.paidOnly')
    : undefined;
}

function isFullyPaid({ payments, totalSumm }: CrmOrder, paid: string): boolean {
  const amounts = payments
    .filter(({ status }) => status === paid)
    .map(({ amount }) => parseKopecks(amount ?? '0'));
  return sumKopecks(amounts) >= parseKopecks(totalSumm);
}

/** The CRM answered something about the order that the bridge cannot read. */
export const orderMalformed = ({ id, problem }: MalformedOrder): Problem => ({
  reason: 'orderMalformed',
  message: `Ответ RetailCRM о заказе с id ${id} не удалось разобрать (${problem}), заказ не загружен. Сохраните заказ ещё раз или выполните failed retry ${id}; если не поможет, передайте сообщение разработчику.`,
  details: { problem },
});
