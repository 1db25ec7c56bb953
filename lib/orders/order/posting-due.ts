import type { OnecClient } from '../../onec/client.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Link, LinkRef } from '../../state/links.ts';
import type { WriteDeps } from '../../writes/execute.ts';
import type { Write } from '../../writes/write.ts';
import type { OrderDocument } from './facts.ts';
import { memoryOf, vanishedKeyOf } from './order-memory.ts';
import { type OrderProgress, progressOf } from './order-progress.ts';

/**
 * A posted document stays `Posted` when it is changed, while 1C's registers still hold what was posted before
 * (onec-odata A7: writing is not posting). So an attempt that was cut off between the change and the posting, or whose
 * posting 1C refused, would leave a document that looks finished. The link remembers that a posting is due.
 */
export function withDuePosting(
  writes: readonly Write[],
  document: OrderDocument | undefined,
  link: Link | undefined,
): readonly Write[] {
  if (link === undefined || !isPostingDue(link) || document === undefined || writes.length > 0) {
    return writes;
  }
  const { Ref_Key: key } = document;
  return [
    {
      action: 'post',
      object: заказКлиента,
      ref: link.ref,
      key,
      reason: 'Прошлая загрузка изменила заказ, но не провела его',
    },
  ];
}

/**
 * How far people in 1C have gone with an order. What an attempt of the bridge's own has left unfinished is open: if such an
 * order is closed, that attempt closed it (a cancelled order is created and changed with the status Закрыт).
 */
export async function progressOfOthers(
  document: OrderDocument,
  writes: readonly Write[],
  link: Link | undefined,
  onec: OnecClient,
): Promise<OrderProgress> {
  const isPostingOnly = isPostingDue(link) && writes.every(({ action }) => action === 'post');
  const isNew = link !== undefined && !document.Posted && isNeverSettled(link);
  return isPostingOnly || isNew ? 'open' : progressOf(document, onec);
}

/** Rows are remembered by whoever has seen the document behind the link finished. */
const isNeverSettled = (link: Link): boolean => memoryOf(link).rows === undefined;

const isPostingDue = (link: Link | undefined): boolean => memoryOf(link).postingDue === true;

/**
 * Writes down that a posting is due, before the document is changed; the confirmation of the finished import, which replaces
 * the memory, strikes it out.
 */
export async function noteDuePosting(
  ref: LinkRef,
  writes: readonly Write[],
  document: OrderDocument | undefined,
  link: Link | undefined,
  { links, assertMine }: Pick<WriteDeps, 'links' | 'assertMine'>,
): Promise<void> {
  const isChanging = writes.some(({ action, object }) => action === 'update' && object === заказКлиента);
  if (document?.Posted === true && isChanging) {
    const key = document.Ref_Key;
    const memory = { ...memoryOf(link), postingDue: true };
    assertMine();
    await links.confirm(ref, key, memory, vanishedKeyOf(link, key));
  }
}
