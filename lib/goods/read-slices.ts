import type { GoodsReading } from './goods-reading.ts';
import { THE_ITEM } from './item-path.ts';
import { readPageByCode } from './page-by-code.ts';
import { ITEM_SELECT, type Item } from './product.ts';
import { createProductReader } from './read-products.ts';
import { covers, type GoodsSelection } from './selection.ts';
import { FIRST_SLICE, type GoodsSlice, inScope, type SlicePosition, type SliceScope } from './slice.ts';

export interface SliceReading extends GoodsReading {
  /** Whether characteristics are offers of their own; else nobody asks for them. */
  readonly withCharacteristics: boolean;
}

/**
 * The live goods of a selection, slice by slice, each item once. Slices follow the codes of items, which are unique: unlike
 * pages by number, a page from a code on neither loses nor repeats an item when another one is written meanwhile, and
 * registers can be asked for the same goods by a condition.
 *
 * @param scopes from `planScopes`; @param from where an earlier run stopped: its last slice's `next`.
 * @throws from the iteration, what `onec` and `inSlot` throw; `OnecUnavailable` if a page holds nothing but one code, behind
 *   which reading could not go on.
 */
export async function* readSlices(
  selection: GoodsSelection,
  scopes: readonly SliceScope[],
  { onec, about, inSlot, withCharacteristics }: SliceReading,
  from: SlicePosition = FIRST_SLICE,
): AsyncGenerator<GoodsSlice> {
  const productsOf = createProductReader({ onec, about }, withCharacteristics);
  let position: SlicePosition | undefined = from;
  while (position !== undefined) {
    const at: SlicePosition = position;
    const scope = scopes[at.scope];
    if (scope === undefined) {
      return;
    }
    const slice: GoodsSlice = await inSlot(async () => {
      const { items, from: next } = await readPageByCode(
        onec,
        ITEM_SELECT,
        inScope(scope, THE_ITEM),
        at.from,
      );
      const [first, last] = [items[0], items.at(-1)];
      const bare = {
        scope,
        codes: first && last && { first: first.Code, last: last.Code },
        next: next === undefined ? behind(at, scopes) : { scope: at.scope, from: next },
      };
      const sold = items.filter((item) => isSoldHere(item, scope, selection));
      return { ...bare, products: await productsOf(sold, { ...bare, products: [] }) };
    });
    position = slice.next;
    yield slice;
  }
}

/** Single items that stand in a chosen branch too are read with that. */
function isSoldHere(item: Item, scope: SliceScope, selection: GoodsSelection): boolean {
  return scope.of === 'items'
    ? !covers({ ...selection, items: [] }, item)
    : scope.of !== 'all' || covers(selection, item);
}

const behind = ({ scope }: SlicePosition, scopes: readonly SliceScope[]): SlicePosition | undefined =>
  scope + 1 < scopes.length ? { scope: scope + 1 } : undefined;
