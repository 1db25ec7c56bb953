import type { MalformedOrder } from '../../crm/client.ts';
import type { Problem } from '../problems.ts';

/** The CRM answered something about the order that the bridge cannot read. */
export const orderMalformed = ({ id, problem }: MalformedOrder): Problem => ({
  reason: 'orderMalformed',
  message: `Ответ RetailCRM о заказе с id ${id} не удалось разобрать (${problem}), заказ не загружен. Сохраните заказ ещё раз или выполните failed retry ${id}; если не поможет, передайте сообщение разработчику.`,
  details: { problem },
});
