import type { OnecClient } from '../../onec/client.ts';
import { and, eq, flag, guid } from '../../onec/filter.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';

const LIVE = flag(false);

/**
 * Whether both objects of a linked customer are still there and not marked for deletion, as UT marks doubles when it merges them
 * (design, decisions; B-2). One light request: a condition reaches through the counterparty's
 * reference to its partner (onec-odata A6). Only where the counterparty has another partner by now a second one is asked.
 */
export async function areLive(
  { partner, counterparty }: { readonly partner: string; readonly counterparty: string },
  onec: OnecClient,
): Promise<boolean> {
  const [found] = await onec.list(контрагенты, {
    filter: and(
      eq('Ref_Key', guid(counterparty)),
      eq('DeletionMark', LIVE),
      eq('Партнер/DeletionMark', LIVE),
    ),
    select: ['Партнер_Key'],
    top: 1,
  });
  if (found === undefined || found.Партнер_Key === partner) {
    return found !== undefined;
  }
  return (await onec.read(партнеры, partner, ['DeletionMark']))?.DeletionMark === false;
}
