import type { OnecClient } from '../onec/client.ts';
import { OnecUnavailable } from '../onec/errors.ts';
import { and, eq, type Filter, flag, ge, text } from '../onec/filter.ts';
import type { EntityOf } from '../onec/ut/describe.ts';
import { номенклатура } from '../onec/ut/objects/goods.ts';

/** Light rows of one page (onec-odata F4); with their registers they fill some megabytes. */
const PAGE_ITEMS = 1000;

type ItemEntity = EntityOf<typeof номенклатура>;

/** Where the next page begins: at a code, without the items of that code that have been read. */
export interface PageStart {
  readonly code: string;
  readonly read: readonly string[];
}

/** A page of items, and where the next one begins; undefined behind the last. */
export interface CodePage<Property extends keyof ItemEntity> {
  readonly items: readonly Pick<ItemEntity, Property | 'Ref_Key' | 'Code'>[];
  readonly from: PageStart | undefined;
}

/**
 * A page of items that are neither folders nor marked, in the order of their codes, which are unique: unlike a page by
 * number, one from a code on neither loses nor repeats an item when another one is written meanwhile.
 *
 * @throws what `onec` throws; `OnecUnavailable` if a page holds nothing but one code, behind which reading cannot go on.
 */
export async function readPageByCode<Property extends keyof ItemEntity & string>(
  onec: OnecClient,
  select: readonly Property[],
  condition: Filter | undefined,
  from: PageStart | undefined,
): Promise<CodePage<Property>> {
  const page: readonly Pick<ItemEntity, Property | 'Ref_Key' | 'Code'>[] = await onec.list(номенклатура, {
    filter: and(
      ...(condition === undefined ? [] : [condition]),
      eq('IsFolder', flag(false)),
      eq('DeletionMark', flag(false)),
      ...(from === undefined ? [] : [ge('Code', text(from.code))]),
    ),
    select: [...new Set(['Ref_Key' as const, 'Code' as const, ...select])],
    orderBy: ['Code'],
    top: PAGE_ITEMS,
  });
  const items = page.filter(({ Ref_Key }) => !from?.read.includes(Ref_Key));
  const last = page.at(-1);
  if (last === undefined || page.length < PAGE_ITEMS) {
    return { items, from: undefined };
  }
  if (last.Code === from?.code || last.Code === page[0]?.Code) {
    throw new OnecUnavailable(
      { operation: 'list', set: номенклатура.set },
      `${PAGE_ITEMS} or more items have the same code`,
    );
  }
  const read = page.filter(({ Code }) => Code === last.Code).map(({ Ref_Key }) => Ref_Key);
  return { items, from: { code: last.Code, read } };
}
