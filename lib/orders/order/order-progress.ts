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
  const state = await stateOf(document, onec);
  if (state?.Состояние === CLOSED) {
    return 'closed';
  }
  return isShipped(state) ? 'shipped' : 'open';
}

/** Whether anything of an order has left the warehouse or was paid, as far as 1C has computed it. */
export async function isShippedOrPaid(document: OrderDocument, onec: OnecClient): Promise<boolean> {
  const state = await stateOf(document, onec);
  return isShipped(state) || Number(state?.СуммаОплаты ?? 0) > 0 || Number(state?.ПроцентОплаты ?? 0) > 0;
}

type State = Awaited<ReturnType<typeof stateOf>>;

async function stateOf({ Ref_Key: key }: OrderDocument, onec: OnecClient) {
  const [state] = await onec.list(состоянияЗаказовКлиентов, {
    filter: eq('Заказ', castKey(key, заказКлиента.set)),
    top: 1,
  });
  return state;
}

const isShipped = (state: State): boolean =>
  state !== undefined &&
  (Number(state.СуммаОтгрузки) > 0 ||
    Number(state.ПроцентОтгрузки) > 0 ||
    BEHIND_SHIPMENT.has(state.Состояние));
