import { isEmptyKey } from '../onec/values.ts';

/** Lists that many goods share are kept for the next slices; more than these are read anew. */
const KEPT_LISTS = 50;

/** What an element owns, by its key; nothing for an empty key. */
export type OwnedLists<Entity> = (owner: string) => Promise<readonly Entity[]>;

/** Lists that are read owner by owner and kept while others need them: characteristics of a kind, packages of a set. */
export function ownedLists<Entity>(read: OwnedLists<Entity>): OwnedLists<Entity> {
  const kept = new Map<string, readonly Entity[]>();
  return async (owner) => {
    if (isEmptyKey(owner)) {
      return [];
    }
    const known = kept.get(owner);
    if (known !== undefined) {
      return known;
    }
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_LISTS && oldest !== undefined) {
      kept.delete(oldest);
    }
    const found = await read(owner);
    kept.set(owner, found);
    return found;
  };
}
