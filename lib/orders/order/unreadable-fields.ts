import type { CrmOrder } from '../../crm/order.ts';
import type { Warning } from '../problems.ts';

/** Fields of the order that nobody needs and that could not be read (D-1). @param names of the fields, never values. */
export function fieldsUnreadable(order: CrmOrder, names: readonly string[]): readonly Warning[] {
  const more = names.length - MOST_NAMES;
  const told = names.slice(0, MOST_NAMES).join(', ');
  return names.length === 0
    ? []
    : [
        {
          code: 'fieldUnreadable',
          message: `Не удалось прочесть поля заказа ${order.number} в RetailCRM: ${told}${more > 0 ? ` и ещё ${more}` : ''}. Заказ загружен без них; если они нужны в 1С, исправьте их в RetailCRM.`,
        },
      ];
}

const MOST_NAMES = 10;
