import type { OnecClient } from '../onec/client.ts';
import { guid } from '../onec/filter.ts';
import { характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';
import type { Clock } from '../platform/clock.ts';

/**
 * Of the given keys, in small letters, those that are characteristics of 1C and not marked for deletion; a reference to a
 * missing one would be stored as it is (onec-odata A7).
 */
export type LiveCharacteristics = (keys: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Characteristics read through `onec`, each kept for `lifetimeMs`: an order of sizes that were sold a moment ago costs no
 * request more than one of plain goods. One that 1C lacks is asked for again every time, since it may be added any minute.
 */
export function createLiveCharacteristics(
  onec: OnecClient,
  clock: Clock,
  lifetimeMs: number,
): LiveCharacteristics {
  const keptUntil = new Map<string, number>();
  return async (keys) => {
    const now = clock.now();
    const isKept = (key: string) => (keptUntil.get(key) ?? 0) > now;
    const read = await readLive(
      keys.filter((key) => !isKept(key)),
      onec,
    );
    const live = new Set([...keys.filter(isKept), ...read]);
    for (const key of read) {
      keptUntil.set(key, now + lifetimeMs);
    }
    return live;
  };
}

async function readLive(keys: readonly string[], onec: OnecClient): Promise<readonly string[]> {
  const found = await onec.listByValues(характеристикиНоменклатуры, {
    property: 'Ref_Key',
    values: keys.map(guid),
    select: ['Ref_Key', 'DeletionMark'],
  });
  return found.filter(({ DeletionMark }) => !DeletionMark).map(({ Ref_Key }) => Ref_Key);
}
