import { EMPTY_KEY } from '../onec/values.ts';
import type { Settings } from '../settings/schema.ts';

/** By what a shop sorts its goods: folders of Номенклатура, or ВидыНоменклатуры. */
export type Hierarchy = Settings['offers']['hierarchy'];

/** A folder of Номенклатура, or a kind of goods (folders of kinds included). */
export interface Branch {
  readonly key: string;
  /** Empty for kinds, which have none. */
  readonly code: string;
  readonly name: string;
  /** `EMPTY_KEY` at the root. */
  readonly parent: string;
  readonly isMarked: boolean;
}

/** Which goods of 1C a site sells. */
export interface GoodsSelection {
  readonly hierarchy: Hierarchy;
  /** No groups are chosen: everything. */
  readonly isWhole: boolean;
  /** The chosen branches and all below them, by key: parents before their children. */
  readonly branches: ReadonlyMap<string, Branch>;
  /** Keys among the groups that are no branch: single items, or nothing at all. */
  readonly items: readonly string[];
}

/** Where an item stands. */
export interface Placed {
  readonly Ref_Key: string;
  readonly Parent_Key: string;
  readonly ВидНоменклатуры_Key: string;
}

/**
 * What the groups of a site cover (original-export 1.3; cases E-21 and E-29): a branch with everything below it, at any
 * depth; a single item counts too; no groups are everything.
 *
 * @param branches all of the base, in any order; one whose parents make a circle is never reached and so covers nothing.
 * @param groups keys in lower case, as the settings have them.
 */
export function selectGoods(
  hierarchy: Hierarchy,
  branches: readonly Branch[],
  groups: readonly string[],
): GoodsSelection {
  const isWhole = groups.length === 0;
  const known = new Map(branches.map((branch) => [branch.key, branch]));
  const children = Map.groupBy(branches, ({ parent }) => (known.has(parent) ? parent : EMPTY_KEY));
  const covered = new Map<string, Branch>();
  const waiting = isWhole ? [...(children.get(EMPTY_KEY) ?? [])].reverse() : topmost(groups, known).reverse();
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    if (!covered.has(branch.key)) {
      covered.set(branch.key, branch);
      waiting.push(...(children.get(branch.key) ?? []).toReversed());
    }
  }
  return {
    hierarchy,
    isWhole,
    branches: covered,
    items: [...new Set(groups.filter((key) => !known.has(key)))],
  };
}

/** The chosen branches that do not lie below another one. */
function topmost(groups: readonly string[], known: ReadonlyMap<string, Branch>): Branch[] {
  const chosen = new Set(groups);
  return [...chosen]
    .flatMap((key) => known.get(key) ?? [])
    .filter((branch) => !ancestors(branch, known).some(({ key }) => chosen.has(key)));
}

/** From the parent upwards; ends where a circle closes. */
function ancestors(branch: Branch, known: ReadonlyMap<string, Branch>): Branch[] {
  const found: Branch[] = [];
  for (
    let parent = known.get(branch.parent);
    parent !== undefined && parent !== branch && !found.includes(parent);
    parent = known.get(parent.parent)
  ) {
    found.push(parent);
  }
  return found;
}

/** Key of the branch that an item stands in. */
export const branchOf = (item: Placed, hierarchy: Hierarchy): string =>
  hierarchy === 'groups' ? item.Parent_Key : item.ВидНоменклатуры_Key;

/** Whether the site sells the item. */
export function covers({ hierarchy, isWhole, branches, items }: GoodsSelection, item: Placed): boolean {
  return isWhole || branches.has(branchOf(item, hierarchy)) || items.includes(item.Ref_Key);
}
