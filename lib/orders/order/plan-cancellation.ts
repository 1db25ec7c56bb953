import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Settings } from '../../settings/schema.ts';
import type { LinkRef } from '../../state/links.ts';
import { named, rule } from '../../writes/sources.ts';
import type { Write } from '../../writes/write.ts';
import { changedFields } from './diff.ts';
import type { OrderDocument } from './facts.ts';
import { rowBody } from './rows/merge-rows.ts';
import { cancelFields } from './rows/row-fields.ts';

/**
 * The writes that cancel an order which the CRM does not know any more (original-import 6.5, I-12): every row cancelled
 * with the reason of the settings, no payment stages, status Закрыт, posted. Unlike a cancellation by status there is no
 * order to take rows from, so all of 1C's stay, the delivery's too; rows that are cancelled already keep their reason.
 *
 * @param ref of the order.
 * @param reason why, in Russian.
 * @returns no writes for an order that is cancelled already.
 */
export function planCancellation(
  ref: LinkRef,
  document: OrderDocument,
  settings: Pick<Settings, 'cancelReason'>,
  reason: string,
): readonly Write[] {
  const target = { object: заказКлиента, ref, key: document.Ref_Key };
  const post = { action: 'post', ...target } as const;
  const body = cancelledBody(document, settings);
  if (Object.keys(body).length === 0) {
    return document.Posted ? [] : [{ ...post, reason: 'Отменённый заказ не проведён' }];
  }
  return [
    { action: 'update', ...target, before: document, body, sources: SOURCES, reason },
    { ...post, reason: 'Отменённый заказ проводится заново' },
  ];
}

const CANCELLED = rule('I-12');
const SOURCES = [named({ Статус: CANCELLED, Товары: CANCELLED, ЭтапыГрафикаОплаты: CANCELLED })];

/** Only what differs; a tabular section goes as a whole, since 1C replaces it as a whole (onec-odata A7). */
function cancelledBody(
  document: OrderDocument,
  settings: Pick<Settings, 'cancelReason'>,
): Record<string, unknown> {
  const { Товары: rows, ЭтапыГрафикаОплаты: stages } = document;
  const cancelled = rows.map((before) => ({
    before,
    fields: before.Отменено ? {} : cancelFields(true, settings),
  }));
  return {
    ...changedFields({ Статус: 'Закрыт' }, document),
    ...(rows.some((row) => !row.Отменено) ? { Товары: cancelled.map(rowBody) } : {}),
    ...(stages.length > 0 ? { ЭтапыГрафикаОплаты: [] } : {}),
  };
}
