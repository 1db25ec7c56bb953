import type { GoodsReading } from './goods-reading.ts';
import { type PageStart, readPageByCode } from './page-by-code.ts';

/**
 * Articles that more than one live item of the base has, trimmed as ids are: an order that names one could mean either
 * (D-45). A few dozen bytes an item are held while it reads.
 *
 * @throws what `onec` and `inSlot` throw.
 */
export async function readSharedArticles({ onec, inSlot }: GoodsReading): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  let from: PageStart | undefined;
  do {
    const start: PageStart | undefined = from;
    const page = await inSlot(() => readPageByCode(onec, ['Артикул'], undefined, start));
    for (const { Артикул } of page.items) {
      const article = Артикул.trim();
      if (article !== '' && seen.has(article)) {
        shared.add(article);
      }
      seen.add(article);
    }
    from = page.from;
  } while (from !== undefined);
  return shared;
}
