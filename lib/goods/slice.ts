import { and, eq, type Filter, ge, guid, le, or, text } from '../onec/filter.ts';
import type { ItemPath } from './item-path.ts';
import type { PageStart } from './page-by-code.ts';
import type { Product } from './product.ts';
import type { GoodsSelection } from './selection.ts';

/**
 * A part of the goods that conditions can name: all of them, those of some folders or kinds, or single items. A plan of
 * scopes is plain data, so that an interrupted run goes on by the plan that it began with.
 */
export type SliceScope =
  | { readonly of: 'all' }
  | { readonly of: 'groups' | 'kinds' | 'items'; readonly keys: readonly string[] };

/** The next slice: a scope of the plan, from a code on, without the items of that code that have been read. */
export interface SlicePosition {
  readonly scope: number;
  readonly from?: PageStart;
}

export const FIRST_SLICE: SlicePosition = { scope: 0 };

/** Some of the goods of a selection: what is read and held at a time. */
export interface GoodsSlice {
  readonly scope: SliceScope;
  /** Codes of the first and the last item that were read; undefined if there is none. */
  readonly codes: { readonly first: string; readonly last: string } | undefined;
  readonly products: readonly Product[];
  /** Where reading goes on; undefined behind the last slice. */
  readonly next: SlicePosition | undefined;
}

/**
 * So many keys leave room for the rest of a condition in an address that every web server takes: a reference through a
 * register's dimension is 150 characters long, its name being Cyrillic.
 */
const KEYS_IN_SCOPE = 5;

/** With more branches than this, reading everything and leaving out what is not sold costs less than their conditions. */
const MOST_BRANCHES = 120;

/**
 * Cuts a selection into scopes.
 *
 * @param total how many branches the base has.
 */
export function planScopes(
  { isWhole, hierarchy, branches, items }: GoodsSelection,
  total: number,
): readonly SliceScope[] {
  const isMost = branches.size > KEYS_IN_SCOPE && branches.size * 2 > total;
  if (isWhole || isMost || branches.size > MOST_BRANCHES) {
    return [{ of: 'all' }];
  }
  return [
    ...inParts([...branches.keys()]).map((keys) => ({ of: hierarchy, keys })),
    ...inParts(items).map((keys): SliceScope => ({ of: 'items', keys })),
  ];
}

function inParts(keys: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / KEYS_IN_SCOPE) }, (_, part) =>
    keys.slice(part * KEYS_IN_SCOPE, (part + 1) * KEYS_IN_SCOPE),
  );
}

/** That a record is about an item of the scope; undefined for all of them. */
export function inScope(scope: SliceScope, path: ItemPath): Filter | undefined {
  switch (scope.of) {
    case 'all':
      return undefined;
    case 'items':
      return or(...scope.keys.map((key) => path.is(key)));
    case 'groups':
      return or(...scope.keys.map((key) => eq(path.property('Parent_Key'), guid(key))));
    case 'kinds':
      return or(...scope.keys.map((key) => eq(path.property('ВидНоменклатуры_Key'), guid(key))));
  }
}

/** That a record is about an item of the slice, or one that stands between them by its code and is not sold. */
export function inSlice({ scope, codes }: GoodsSlice, path: ItemPath): Filter {
  const { first, last } = codes ?? { first: '', last: '' };
  const code = path.property('Code');
  const range = [ge(code, text(first)), le(code, text(last))];
  const scoped = inScope(scope, path);
  return scoped === undefined ? and(...range) : and(scoped, ...range);
}
