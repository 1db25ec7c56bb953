import { kopecksToNumber, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Write } from '../../writes/write.ts';
import type { OrderDocument } from './facts.ts';

/**
 * The order as the planned writes would leave it: a new one as it would be created, another one with the changes laid over.
 * The sum is what 1C will compute: Σ `СуммаСНДС` of the rows that are not cancelled (onec-odata F1).
 *
 * @returns undefined if there is no order, and none is to be.
 */
export function projectDocument(
  current: OrderDocument | undefined,
  writes: readonly Write[],
): OrderDocument | undefined {
  const bodies = writes.flatMap((write) =>
    write.object === заказКлиента && 'body' in write ? [write.body] : [],
  );
  if (current === undefined && bodies.length === 0) {
    return undefined;
  }
  const document = Object.assign({}, current, ...bodies) as OrderDocument;
  const live = document.Товары.filter((row) => !row.Отменено);
  const total = sumKopecks(live.map((row) => parseKopecks(row.СуммаСНДС)));
  return { ...document, СуммаДокумента: kopecksToNumber(total) };
}
