import type { AnyOf, OnecClient } from '../onec/client.ts';
import { OnecRefused, OnecRequestFault } from '../onec/errors.ts';
import { and, type Filter } from '../onec/filter.ts';
import type { ListedDescription, PropertyOf, Selected, SelectionOf } from '../onec/ut/entity.ts';
import type { Log } from '../platform/log.ts';
import type { ItemPath } from './item-path.ts';
import { type GoodsSlice, inSlice } from './slice.ts';

/** Where it is kept beyond a run which ways of asking a base does not understand. Methods throw `StateUnreachable`. */
export interface RefusedPaths {
  /** @param place a set and what is read of it, `AccumulationRegister_ЗапасыИПотребности balance`. */
  has(place: string): Promise<boolean>;
  add(place: string): Promise<void>;
}

/** What is asked about: the goods of a slice. */
export interface AskedGoods<Key extends string = string> {
  /** What is read, for {@link RefusedPaths}. */
  readonly place: string;
  readonly slice: GoodsSlice;
  /** How the records refer to the goods. */
  readonly path: ItemPath<Key>;
  /** The goods themselves; absent = all of the slice's. */
  readonly keys?: readonly string[];
}

/** That records are about the goods: one condition, or a property that is one of many keys. */
export type AboutGoods<Key extends string = string> =
  | { readonly condition: Filter; readonly anyOf?: undefined }
  | { readonly anyOf: AnyOf<Key>; readonly condition?: undefined };

/**
 * Reads what is about some goods.
 *
 * @param ask makes the request, in as many parts as `anyOf` demands.
 * @throws what `ask` throws, unless it is a way through a reference that the base does not understand.
 */
export type AskAbout = <Row, Key extends string>(
  goods: AskedGoods<Key>,
  ask: (about: AboutGoods<Key>) => Promise<readonly Row[]>,
) => Promise<readonly Row[]>;

/**
 * Asks by one condition on the goods' own properties (`Номенклатура/Code ge …`), which is a request a slice. A way through a
 * reference is documented for `$filter` and for no virtual table (onec-odata A5, A6): a base that does not take it is asked
 * by keys instead, in parts that an address holds, and from then on at once.
 */
export function createAskAbout(refused: RefusedPaths, log: Log): AskAbout {
  return async ({ place, slice, path, keys }, ask) => {
    const byKeys = () => ask({ anyOf: path.anyOf(keys ?? slice.products.map(({ item }) => item.Ref_Key)) });
    if (await refused.has(place)) {
      return byKeys();
    }
    try {
      return await ask({ condition: inSlice(slice, path) });
    } catch (error) {
      if (!mayBeThePath(error)) {
        throw error;
      }
      // Refused in this way too, it was not the path: the first refusal says what it was.
      const rows = await byKeys().catch(() => Promise.reject(error));
      log.warn('1C does not take a condition through a reference, its goods are asked for by keys', {
        place,
      });
      await refused.add(place);
      return rows;
    }
  };
}

/** 1C did not understand the request, broke on it (gt and lt on references do: onec-odata A6), or takes shorter ones only. */
const mayBeThePath = (error: unknown): boolean =>
  error instanceof OnecRefused || error instanceof OnecRequestFault;

/** As a virtual table takes it. @param further what every record must meet besides. */
export function tableQuery<Key extends string>(
  { condition, anyOf }: AboutGoods<Key>,
  ...further: readonly Filter[]
): { readonly condition?: Filter; readonly anyOf?: AnyOf<Key> } {
  if (anyOf === undefined) {
    return { condition: and(...further, condition) };
  }
  return further.length === 0 ? { anyOf } : { anyOf, condition: and(...further) };
}

/** Lists the entities that are about some goods. @param further what each must meet besides, if anything. */
export function listAbout<D extends ListedDescription, S extends SelectionOf<D>>(
  onec: OnecClient,
  object: D,
  { condition, anyOf }: AboutGoods<PropertyOf<D>>,
  { further, select }: { readonly further: readonly Filter[]; readonly select: readonly S[] },
): Promise<readonly Selected<D, S>[]> {
  if (anyOf === undefined) {
    return onec.list(object, { filter: and(...further, condition), select });
  }
  return onec.listByValues(object, {
    ...anyOf,
    ...(further.length === 0 ? {} : { and: and(...further) }),
    select,
  });
}
