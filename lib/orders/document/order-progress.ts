import type { OnecClient } from '../../onec/client.ts';
import { castKey, eq } from '../../onec/filter.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { состоянияЗаказовКлиентов } from '../../onec/ut/objects/settlements.ts';
import type { OrderDocument } from './facts.ts';

/**
 * How far 1C has gone with an order: nothing has left the warehouse; something has; it may no longer be changed (I-24),
 * since its status is closed, or 1C has computed the state closed because it is shipped and paid.
 */
export type OrderProgress = 'open' | 'shipped' | 'closed';

/** States that UT computes only behind a shipment (ut-filling 4, rows 6a, 8 and 9): sums may be missing with some settlements. */
const BEHIND_SHIPMENT = new Set([
  'ОжидаетсяПереходПраваСобственности',
  'ОжидаетсяОплатаПослеОтгрузки',
  'ГотовКЗакрытию',
]);

const CLOSED = 'Закрыт';

/**
 * Reads how far an order has gone from the state that 1C computes of it (ut-filling 4). 1C may compute it a little later than
 * a shipment is posted; what slips through, posting refuses.
 */
export async function progressOf(document: OrderDocument, onec: OnecClient): Promise<OrderProgress> {
  if (document.Статус === CLOSED) {
    return 'closed';
  }
  const [state] = await onec.list(состоянияЗаказовКлиентов, {
    filter: eq('Заказ', castKey(document.Ref_Key, заказКлиента.set)),
    top: 1,
  });
  if (state?.Состояние === CLOSED) {
    return 'closed';
  }
  const isShipped =
    state !== undefined &&
    (Number(state.СуммаОтгрузки) > 0 ||
      Number(state.ПроцентОтгрузки) > 0 ||
      BEHIND_SHIPMENT.has(state.Состояние));
  return isShipped ? 'shipped' : 'open';
}
