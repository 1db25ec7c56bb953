import { type Branch, branchOf, type GoodsSelection, type Placed } from '../goods/selection.ts';
import type { IcmlCategory } from './icml/icml.ts';

/** The categories of a site's file, and which of them an item stands in. */
export interface Categories {
  readonly list: readonly IcmlCategory[];
  /** Id of the item's category; undefined for one that stands nowhere. */
  of(item: Placed): string | undefined;
}

/**
 * Categories of a site's own groups (original-export 3.3; cases E-29, E-30, E-36; D-47): the chosen branches and all below
 * them, each with its parent if that is among them. A branch that is marked for deletion is none: what is left in it stands
 * in the next one above. The branches of single items are roots.
 *
 * @param branches all of the base: single items may stand anywhere.
 * @param itemBranches keys of the branches that single items stand in.
 */
export function planCategories(
  { hierarchy, branches: covered }: GoodsSelection,
  branches: readonly Branch[],
  itemBranches: readonly string[],
): Categories {
  const known = new Map(branches.map((branch) => [branch.key, branch]));
  const listed = new Map(covered);
  for (const key of itemBranches) {
    const branch = known.get(key);
    if (branch !== undefined && !listed.has(key)) {
      listed.set(key, branch);
    }
  }

  function nearest(key: string): Branch | undefined {
    for (let branch = listed.get(key); branch !== undefined; branch = listed.get(branch.parent)) {
      if (!branch.isMarked) {
        return branch;
      }
    }
    return undefined;
  }

  return {
    list: [...listed.values()]
      .filter(({ isMarked }) => !isMarked)
      .map((branch) => {
        const parent = nearest(branch.parent);
        return { id: idOf(branch), parentId: parent && idOf(parent), name: branch.name };
      }),
    of: (item) => {
      const branch = nearest(branchOf(item, hierarchy));
      return branch && idOf(branch);
    },
  };
}

/** A folder's code as the former extension wrote it; kinds have none. */
const idOf = ({ code, key }: Branch): string => code || key;
