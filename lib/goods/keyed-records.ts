import type { Literal } from '../onec/filter.ts';
import { guid } from '../onec/filter.ts';
import { isEmptyKey } from '../onec/values.ts';

/** More elements than this are not kept between slices: memory is bounded by a slice, not by the base. */
const MOST_KEPT = 20_000;

/** Elements of a catalog by their keys; keys without an element are missing. */
export type KeyedRecords<Entity> = (keys: Iterable<string>) => Promise<ReadonlyMap<string, Entity>>;

/**
 * Elements that many goods refer to (units, brands, colours), read by their keys and kept for the next slices.
 *
 * @param read asks 1C for elements by their keys; it is not called for none.
 */
export function keyedRecords<Entity extends { readonly Ref_Key: string }>(
  read: (keys: readonly Literal[]) => Promise<readonly Entity[]>,
): KeyedRecords<Entity> {
  let kept = new Map<string, Entity | undefined>();

  return async (keys) => {
    const wanted = new Set([...keys].filter((key) => !isEmptyKey(key)));
    if (kept.size > MOST_KEPT) {
      kept = new Map();
    }
    const missing = [...wanted].filter((key) => !kept.has(key));
    const found = missing.length === 0 ? [] : await read(missing.map(guid));
    for (const key of missing) {
      kept.set(key, undefined);
    }
    for (const entity of found) {
      kept.set(entity.Ref_Key, entity);
    }
    return new Map(
      [...wanted].flatMap((key): [string, Entity][] => {
        const entity = kept.get(key);
        return entity === undefined ? [] : [[key, entity]];
      }),
    );
  };
}
