import type { OnecClient, WholeQuery } from './client.ts';
import { OnecListUnstable, OnecRefused, OnecRequestFault, unknownProperty } from './errors.ts';
import type { ListedDescription, Selected, SelectionOf } from './ut/entity.ts';
import { type Paging, pagingOf } from './ut/paging.ts';

/** A page of light rows; much larger answers fill the server's temporary folder (onec-odata A11, F4). */
const PAGE_SIZE = 1000;
/**
 * How large the pages of each pass are, parts of a full one. No multiples of each other: what hid at the end of a page in one
 * pass lies in the middle of a page in the next.
 */
const PASSES: readonly number[] = [1, 0.907, 0.821, 0.743, 0.677, 0.613, 0.953, 0.863, 0.787, 0.709];

/** A whole list, and how large its pages are to be at the most. */
export type PagesQuery<Selection extends string = string> = WholeQuery<Selection> & {
  /** 1000 unless told: fewer for entities with large tabular sections. */
  readonly pageSize?: number;
};

/**
 * A whole list of 1C, page by page, for lists that are too large to be held at once: what is kept is the keys. No entity
 * comes twice. 1C has no cursor, and what sorts alike may change places between two pages (onec-odata A6; design,
 * decisions), so a list of more than one page is read again, as often as {@link PASSES} says, until as many entities
 * were seen as 1C counted before and after; later passes bring only what was missed.
 *
 * Keys are always asked for. An entity that is deleted meanwhile may have come already. One that stays is missed only if,
 * during one pass, as many are added as leave, and among such that sort alike or by dozens between two pages.
 *
 * @throws what `list` and `count` throw; `OnecListUnstable` at its end, for a list that changes faster than it is read: then
 *   it is not whole, and whatever was made of its pages does not count.
 */
export async function* listPages<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
  onec: Pick<OnecClient, 'list' | 'count'>,
  object: D,
  { pageSize = PAGE_SIZE, ...query }: PagesQuery<S> = {},
): AsyncGenerator<readonly Selected<D, S>[], void, undefined> {
  const source = await openSource(onec, object, query, pageSize);
  const given = new Set<string>();
  yield notGiven(source.first, given) as readonly Selected<D, S>[];
  if (source.first.length < pageSize) {
    return;
  }
  const present = new Set(source.first.byKey.keys());
  let before = await source.count();
  let seen = present.size;
  for (const [pass, part] of PASSES.entries()) {
    const top = Math.max(1, Math.round(part * pageSize));
    const overlap = overlapOf(top);
    // The first page came before the first count: of a list that is now no longer, one may have left in between.
    const end = pass === 0 ? Math.max(before, top + 1) : before;
    for (let read = pass === 0 ? top : 0; read < end; read += top - overlap) {
      const page = await source.read(Math.max(0, read - overlap), top);
      addAll(present, page.byKey.keys());
      yield notGiven(page, given) as readonly Selected<D, S>[];
    }
    const after = await source.count();
    if (before === after && present.size === after) {
      return;
    }
    seen = present.size;
    if (before !== after || seen > after) {
      present.clear();
    }
    before = after;
  }
  throw new OnecListUnstable({ operation: 'list', set: object.set }, seen, before);
}

/**
 * How many of a page are asked for again with the next one: as many may leave the list between the two requests, and what
 * moves up in their place is still seen. Counts alone would not tell, where as many were added elsewhere.
 */
const overlapOf = (top: number): number => Math.min(top - 1, Math.ceil(top / 50));

/** The entities of a page that did not come before; from now on they have. */
function notGiven(page: Page, given: Set<string>): readonly object[] {
  const entities = [...page.byKey].filter(([key]) => !given.has(key));
  addAll(given, page.byKey.keys());
  return entities.map(([, entity]) => entity);
}

function addAll(keys: Set<string>, more: Iterable<string>): void {
  for (const key of more) {
    keys.add(key);
  }
}

/** The pages of a whole list put together. @throws as {@link listPages}, whose promise it keeps. */
export async function listWhole<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
  onec: Pick<OnecClient, 'list' | 'count'>,
  object: D,
  query: PagesQuery<S> = {},
): Promise<readonly Selected<D, S>[]> {
  const entities: Selected<D, S>[] = [];
  for await (const page of listPages(onec, object, query)) {
    entities.push(...page);
  }
  return entities;
}

interface Page {
  readonly length: number;
  readonly byKey: ReadonlyMap<string, object>;
}

interface Source {
  readonly first: Page;
  read(skip: number, top: number): Promise<Page>;
  count(): Promise<number>;
}

/**
 * Reads the first page. No reference says whether 1C orders by a dimension that refers to objects of several kinds; where
 * it does not, records come as they lie.
 */
async function openSource(
  onec: Pick<OnecClient, 'list' | 'count'>,
  object: ListedDescription,
  query: WholeQuery,
  pageSize: number,
): Promise<Source> {
  const { key, orderBy } = pagingOf(object);
  const { filter, select } = query;
  const read = async (order: Paging['orderBy'], skip: number, top: number): Promise<Page> => {
    const entities = await onec.list(object, {
      ...(filter === undefined ? {} : { filter }),
      ...(select === undefined ? {} : { select: [...new Set([...key, ...select])] }),
      ...(order.length === 0 ? {} : { orderBy: order }),
      top,
      skip,
    });
    const keyed = entities.map((entity): [string, object] => [keyOf(object.set, entity, key), entity]);
    return { length: entities.length, byKey: new Map(keyed) };
  };
  const count = () => onec.count(object, filter);
  try {
    return { first: await read(orderBy, 0, pageSize), read: (skip, top) => read(orderBy, skip, top), count };
  } catch (error) {
    if (
      object.kind !== 'informationRegister' ||
      !(error instanceof OnecRequestFault || error instanceof OnecRefused)
    ) {
      throw error;
    }
    return { first: await read([], 0, pageSize), read: (skip, top) => read([], skip, top), count };
  }
}

/** @throws {OnecRequestFault} if the entity came without a part of its key. */
function keyOf(set: string, entity: Readonly<Record<string, unknown>>, key: readonly string[]): string {
  const lacking = key.find((name) => entity[name] === undefined);
  if (lacking !== undefined) {
    throw unknownProperty({ operation: 'list', set }, lacking);
  }
  return key.map((name) => String(entity[name])).join('|');
}
