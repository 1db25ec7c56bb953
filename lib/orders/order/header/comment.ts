import type { CrmOrder } from '../../../crm/order.ts';

const CAME_FROM_CRM = '#';

/**
 * `Комментарий` of the 1C order (original-import 6.11, I-27): the customer's comment, marked with `#` as having come
 * from the CRM, then the manager's on a line of its own.
 */
export function orderComment(order: Pick<CrmOrder, 'customerComment' | 'managerComment'>): string {
  const customer = order.customerComment?.trim() ?? '';
  const manager = order.managerComment?.trim() ?? '';
  const marked =
    customer === '' || customer.includes(CAME_FROM_CRM) ? customer : `${CAME_FROM_CRM}${customer}`;
  return [marked, manager].filter((part) => part !== '').join('\n');
}
