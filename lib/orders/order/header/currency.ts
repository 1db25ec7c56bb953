import type { CrmOrder } from '../../../crm/order.ts';
import { currencyLetters } from '../../../money/currencies.ts';
import type { Problem } from '../../problems.ts';
import type { DocumentFacts } from '../facts.ts';

/**
 * The order is in another currency than its document: its figures, taken as they are, would be sums of the wrong money.
 *
 * @param key of the document's currency; for a new one that is the site's.
 * @returns no problem also where the CRM names no currency, or 1C does not know the key.
 */
export function currencyProblems(
  order: CrmOrder,
  key: string | undefined,
  { currencies, document }: DocumentFacts,
): readonly Problem[] {
  const code = key === undefined ? undefined : currencies.get(key);
  const desired = order.currency?.trim().toUpperCase();
  if (code === undefined || desired === undefined || desired === currencyLetters(code)) {
    return [];
  }
  const ours = currencyLetters(code);
  const whose =
    document === undefined
      ? `магазина «${order.site}» в настройках обмена`
      : `его документа ${document.Number} в 1С`;
  return [
    {
      reason: 'currencyDiffers',
      message:
        `Валюта заказа ${order.number} в RetailCRM — ${desired}, а валюта ${whose} — ${ours}. В 1С ничего не записано. ` +
        `Исправьте валюту заказа в RetailCRM или валюту магазина (sites[].currency) в настройках, затем сохраните заказ ещё раз или выполните failed retry ${order.id}.`,
      details: { order: order.number, currency: desired, siteCurrency: ours },
    },
  ];
}
